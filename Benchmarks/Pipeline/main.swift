import BridgeCore
import Glibc

// What one scrape costs from body to EMF lines once its series are known, in user CPU time of one thread.
//
//     SCALEBRIDGE_CORE_ONLY=1 SCALEBRIDGE_BENCHMARKS=1 swift run -c release PipelineBenchmark BODY [SCRAPES] [SELECTOR]
//
// Under `valgrind --tool=callgrind` the difference between two runs of 1,000 and 11,000 scrapes gives instructions per
// scrape that hold still on a busy machine; `--tool=memcheck` gives allocations in the same way.

func userSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
}

func contents(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(descriptor, &piece, piece.count), count > 0 { bytes += piece[..<count] }
    return bytes
}

let arguments = CommandLine.arguments
guard arguments.count > 1, let body = contents(arguments[1]) else {
    print("usage: PipelineBenchmark BODY [SCRAPES] [SELECTOR]")
    exit(2)
}
let scrapes = arguments.count > 2 ? max(Int(arguments[2]) ?? 1, 1) : 100_000
let selector = arguments.count > 3 ? arguments[3] : "^powersync_concurrent_connections$"

var publication = PublicationPlan(namespace: "PowerSync")
publication.declarations = [
    MetricDeclaration(
        sourceLabels: ["job"],
        labelMatcher: Pattern("powersync", anchoring: .search),
        metricSelectors: [Pattern(selector, anchoring: .search)],
        dimensionSets: [["ClusterName"]]
    )
]
let plan = BridgePlan(
    jobs: [ScrapeJob(name: "powersync")],
    publication: publication,
    identity: TaskIdentity(clusterName: "powersync-cluster")
)
let target = try TargetResolution.target(of: plan.jobs[0], at: 0, address: "localhost:9090", labels: [])
var pipeline = ScrapePipeline(plan: plan, target: target)
var output: [UInt8] = []
var lines = 0
let start = userSeconds()
for scrape in 0..<scrapes {
    output.removeAll(keepingCapacity: true)
    let result = pipeline.ingest(
        body.span,
        contentType: "text/plain",
        timestampMilliseconds: 1_764_000_000_000 + Int64(scrape) * 30_000,
        into: &output
    )
    lines += result.lineCount
}
let seconds = userSeconds() - start
let nanoseconds = (seconds / Double(scrapes) * 1e9).rounded()
print("scrapes=\(scrapes) body_bytes=\(body.count) lines=\(lines) user_ns_per_scrape=\(Int(nanoseconds))")

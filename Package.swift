// swift-tools-version: 6.2
import Foundation
import PackageDescription

// SCALEBRIDGE_CORE_ONLY=1 leaves out every target that needs another package, so that the libraries build and test
// in seconds.
let coreOnly = Context.environment["SCALEBRIDGE_CORE_ONLY"] != nil

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let nio: [Target.Dependency] = [
    .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
    .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
]

let package = Package(
    name: "scalebridge",
    products: [
        .library(name: "PrometheusText", targets: ["PrometheusText"]),
        .library(name: "EmbeddedMetricFormat", targets: ["EmbeddedMetricFormat"]),
        .library(name: "TargetTracking", targets: ["TargetTracking"]),
        .library(name: "FleetSimulation", targets: ["FleetSimulation"]),
        .library(name: "CapacityTuning", targets: ["CapacityTuning"]),
    ],
    targets: [
        // Standard library only.
        .target(name: "PrometheusText"),
        .target(name: "EmbeddedMetricFormat"),
        .target(name: "LinearRegex"),
        .target(name: "LosslessJSON"),
        .target(name: "TargetTracking"),
        .target(
            name: "FleetSimulation",
            dependencies: ["TargetTracking"],
            // Only sqrt, floor and round, which are exact everywhere; programs without a C library import need it.
            linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]
        ),
        .target(name: "CapacityTuning", dependencies: ["FleetSimulation", "TargetTracking"]),
        .target(name: "BridgeCore", dependencies: ["PrometheusText", "EmbeddedMetricFormat", "LinearRegex"]),
        // Foundation, no package.
        .target(name: "AWSDocuments", dependencies: ["LosslessJSON"]),
        .target(
            name: "SimulationReport",
            dependencies: ["CapacityTuning", "FleetSimulation", "TargetTracking", "LosslessJSON"]
        ),

        .target(name: "DataSupport", path: "Tests/DataSupport"),
        .target(
            name: "HistorySupport",
            dependencies: ["CapacityTuning", "FleetSimulation", "TargetTracking"],
            path: "Tests/HistorySupport"
        ),
        .testTarget(name: "PrometheusTextTests", dependencies: ["DataSupport", "PrometheusText"]),
        .testTarget(name: "EmbeddedMetricFormatTests", dependencies: ["EmbeddedMetricFormat"]),
        .testTarget(name: "LinearRegexTests", dependencies: ["LinearRegex"]),
        .testTarget(name: "LosslessJSONTests", dependencies: ["LosslessJSON"]),
        .testTarget(name: "TargetTrackingTests", dependencies: ["TargetTracking"]),
        .testTarget(name: "FleetSimulationTests", dependencies: ["FleetSimulation", "TargetTracking"]),
        .testTarget(
            name: "CapacityTuningTests",
            dependencies: ["CapacityTuning", "FleetSimulation", "HistorySupport", "TargetTracking", "TuningCases"]
        ),
        // A small scenario and small searches whose true optimum is known, for tests and the benchmark.
        .target(
            name: "TuningCases",
            dependencies: ["CapacityTuning", "FleetSimulation", "TargetTracking"],
            path: "Tests/TuningCases"
        ),
        .testTarget(
            name: "BridgeCoreTests",
            dependencies: ["BridgeCore", "PrometheusText", "EmbeddedMetricFormat", "LinearRegex"]
        ),
        .testTarget(name: "AWSDocumentsTests", dependencies: ["AWSDocuments", "LosslessJSON"]),
        .testTarget(
            name: "SimulationReportTests",
            dependencies: [
                "SimulationReport", "CapacityTuning", "FleetSimulation", "TargetTracking", "LosslessJSON",
                "TuningCases",
            ]
        ),
    ]
)

if !coreOnly {
    package.products += [
        .executable(name: "scalebridge", targets: ["scalebridge"]),
        .executable(name: "scalesim", targets: ["scalesim"]),
    ]
    package.dependencies += [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ]
    package.targets += [
        .target(
            name: "AgentConfiguration",
            dependencies: ["BridgeCore", "EmbeddedMetricFormat", "LinearRegex", "LosslessJSON", yams]
        ),
        .target(
            name: "SetupLint",
            dependencies: ["AWSDocuments", "AgentConfiguration", "BridgeCore", "LosslessJSON", "TargetTracking", yams]
        ),
        .target(
            name: "ScenarioFile",
            dependencies: [
                "AWSDocuments", "CapacityTuning", "FleetSimulation", "LosslessJSON", "TargetTracking", yams,
            ]
        ),
        // The C library's resolver, which Swift's overlay of the C library leaves out.
        .systemLibrary(name: "CResolv"),
        .target(
            name: "BridgeRuntime",
            dependencies: ["BridgeCore", "CResolv", "LosslessJSON", logging, serviceLifecycle] + nio
        ),
        // Keeps ICU's data out of a static program.
        .target(name: "CNoICUData"),
        .executableTarget(
            name: "scalebridge",
            dependencies: [
                "AgentConfiguration", "AWSDocuments", "BridgeCore", "BridgeRuntime", "CNoICUData",
                "EmbeddedMetricFormat", "LinearRegex", "LosslessJSON", "PrometheusText", "SetupLint", argumentParser,
                logging, serviceLifecycle,
                unixSignals, .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
            ]
        ),
        .executableTarget(
            name: "scalesim",
            dependencies: [
                "AWSDocuments", "CapacityTuning", "FleetSimulation", "LosslessJSON", "ScenarioFile", "SetupLint",
                "SimulationReport", "TargetTracking", argumentParser,
            ]
        ),

        .testTarget(
            name: "AgentConfigurationTests",
            dependencies: ["AgentConfiguration", "BridgeCore", "DataSupport", "LinearRegex", "LosslessJSON"]
        ),
        .testTarget(
            name: "SetupLintTests",
            dependencies: ["SetupLint", "AWSDocuments", "AgentConfiguration", "BridgeCore", "LosslessJSON"]
        ),
        .testTarget(
            name: "ScenarioFileTests",
            dependencies: [
                "ScenarioFile", "AWSDocuments", "CapacityTuning", "FleetSimulation", "HistorySupport", "TargetTracking",
            ]
        ),
        .testTarget(
            name: "BridgeRuntimeTests",
            dependencies: ["BridgeRuntime", "BridgeCore", "LoopbackSupport", logging] + nio
        ),
        .target(name: "ProgramSupport", path: "Tests/ProgramSupport"),
        .target(name: "LoopbackSupport", dependencies: nio, path: "Tests/LoopbackSupport"),
        .testTarget(
            name: "ScaleBridgeTests",
            dependencies: ["scalebridge", "LoopbackSupport", "LosslessJSON", "ProgramSupport"]
        ),
        .testTarget(
            name: "ScaleSimTests",
            dependencies: ["scalesim", "HistorySupport", "LosslessJSON", "ProgramSupport", "TargetTracking"]
        ),
    ]
}

if Context.environment["SCALEBRIDGE_BENCHMARKS"] != nil {
    package.targets += [
        .executableTarget(
            name: "SimulationBenchmark",
            dependencies: ["FleetSimulation", "TargetTracking"],
            path: "Benchmarks/Simulation"
        ),
        .executableTarget(
            name: "TuningBenchmark",
            dependencies: ["CapacityTuning", "FleetSimulation", "TuningCases"],
            path: "Benchmarks/Tuning"
        ),
        .executableTarget(name: "PipelineBenchmark", dependencies: ["BridgeCore"], path: "Benchmarks/Pipeline"),
        .target(name: "BenchmarkInputs", path: "Benchmarks/Inputs"),
        .executableTarget(
            name: "ThroughputBenchmark",
            dependencies: ["BenchmarkInputs", "BridgeCore", "EmbeddedMetricFormat", "PrometheusText"],
            path: "Benchmarks/Throughput"
        ),
        .executableTarget(
            name: "Counts",
            dependencies: ["BenchmarkInputs", "PrometheusText"],
            path: "Benchmarks/Counts",
            exclude: ["expected.txt", "run"]
        ),
    ]
    if !coreOnly {
        package.dependencies.append(
            .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: [])
        )
        package.targets.append(
            .executableTarget(
                name: "ParserBenchmarks",
                dependencies: [
                    "BenchmarkInputs", "EmbeddedMetricFormat", "PrometheusText",
                    .product(name: "Benchmark", package: "benchmark"),
                ],
                path: "Benchmarks/Parser",
                plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
            )
        )
    }
}

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]
for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + settings
    // Tests find their files beside their sources; nothing of them is built or bundled.
    let folder = "\(Context.packageDirectory)/Tests/\(target.name)"
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    target.exclude += entries.filter { ["Fixtures", "Snapshots"].contains($0) || $0.hasSuffix(".py") }.sorted()
}

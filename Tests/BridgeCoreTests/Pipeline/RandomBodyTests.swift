import BridgeCore
import Foundation
import Testing

/// Bodies with random damage: whatever comes in, what goes out is whole lines of JSON inside the limit.
struct RandomBodyTests {
    static let body = """
        # TYPE app_a gauge
        app_a{zone="eu",path="/x\\"y"} 1.5
        app_a{zone="us"} 2 1764000000000
        # TYPE app_c counter
        app_c_total 17
        # TYPE app_h histogram
        app_h_bucket{le="1"} 1
        app_h_bucket{le="+Inf"} 3
        app_h_sum 12
        app_h_count 3
        # TYPE powersync_concurrent_connections gauge
        powersync_concurrent_connections{a="1"} 5
        powersync_concurrent_connections{a="2"} 6
        {"quoted.name",x="ü"} 4

        """

    @Test(arguments: 1...4)
    func damagedBodiesGiveValidLinesOrNone(_ seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        var fixture = try PipelineFixture(selectors: [".*"], dimensions: [["ClusterName"], ["zone"], []]) {
            $0.malformedLines = seed % 2 == 0 ? .skipLine : .failScrape
            $0.logsUnselected = seed > 2
            $0.publishesHistograms = true
            $0.publishesUntyped = true
            $0.sumsSeries = true
            $0.publishesScrapeHealth = true
            $0.lineBytes = 600
        }
        var faults: [String] = []
        for _ in 0..<300 {
            let damaged = Self.damage(Array(Self.body.utf8), &random)
            fixture.pipeline.begin(contentType: Bool.random(using: &random) ? "text/plain" : nil)
            _ = damaged.withUnsafeBytes { fixture.pipeline.feed($0) }
            var output: [UInt8] = []
            let result = fixture.pipeline.finish(
                timestampMilliseconds: PipelineFixture.start,
                durationMilliseconds: 3,
                into: &output
            )
            let lines = output.split(separator: 10)
            if output.last != 10 || result.lineCount != lines.count { faults.append("lines: \(result.lineCount)") }
            for line in lines {
                let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
                if object == nil || line.count >= 600 { faults.append(String(decoding: line, as: UTF8.self)) }
            }
        }
        #expect(faults == [])
    }

    private static func damage(_ body: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var body = body
        for _ in 0..<Int.random(in: 0...4, using: &random) where !body.isEmpty {
            let index = Int.random(in: 0..<body.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: body[index] = UInt8.random(in: 0...255, using: &random)
            case 1: body.remove(at: index)
            case 2: body.removeSubrange(index..<min(index + 40, body.count))
            case 3: body.insert(contentsOf: body[index..<min(index + 60, body.count)], at: index)
            default: body[index] = Array("0123456789 \n\"{}=,#NaN".utf8).randomElement(using: &random) ?? 0
            }
        }
        return body
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

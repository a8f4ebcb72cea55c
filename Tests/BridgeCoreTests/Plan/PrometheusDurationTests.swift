import BridgeCore
import Testing

struct PrometheusDurationTests {
    @Test(
        arguments: [
            ("0", 0), ("30s", 30_000), ("500ms", 500), ("1m30s", 90_000), ("1h", 3_600_000), ("1d12h", 129_600_000),
            ("2w", 1_209_600_000), ("1y", 31_536_000_000), ("1h0m1s5ms", 3_601_005), ("0s", 0),
        ] as [(String, Int64)]
    )
    func `a duration is read`(text: String, milliseconds: Int64) {
        #expect(PrometheusDuration.milliseconds(text) == milliseconds)
    }

    @Test(arguments: [
        "", "30", "s", "1.5s", "-1s", "1s1m", "1m1m", "30 s", "30S", "1ms1s", "9223372036854775807y", "1min", "+1s",
    ])
    func `what is no duration is refused`(text: String) {
        #expect(PrometheusDuration.milliseconds(text) == nil)
    }
}

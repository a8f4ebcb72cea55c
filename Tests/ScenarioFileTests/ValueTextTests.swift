import Testing

@testable import ScenarioFile

private func read<Value>(_ read: (String) throws(ValueTextError) -> Value, _ text: String) -> Value? {
    do {
        return try read(text)
    } catch {
        return nil
    }
}

@Test(
    "A length of time needs its unit",
    arguments: [
        ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000), ("1d", 86_400_000), ("1h30m", 5_400_000),
        ("250ms", 250), ("1.5s", 1_500), ("0", 0), ("30", nil), ("", nil), ("s", nil), ("-5s", nil), ("5 s", nil),
        ("5w", nil), ("1.2.3s", nil), ("99999999h", nil), ("٣s", nil),
    ] as [(String, Int?)]
)
func durations(text: String, milliseconds: Int?) {
    #expect(read(ValueText.duration, text) == milliseconds)
}

@Test(
    "A time of day is hours and minutes",
    arguments: [
        ("09:00", 32_400_000), ("9:05", 32_700_000), ("17:30:15", 63_015_000), ("00:00", 0),
        ("2+09:00", 118_800_000), ("24:00", nil), ("12:60", nil), ("9", nil), ("", nil), ("0+09:00", nil),
        ("9:5:3:1", nil), ("-1:00", nil), ("100:00", nil),
    ] as [(String, Int?)]
)
func timesOfDay(text: String, milliseconds: Int?) {
    #expect(read(ValueText.timeOfDay, text) == milliseconds)
}

@Test(
    "A share is a percentage or a fraction",
    arguments: [
        ("70%", 700_000), ("0.7", 700_000), ("12.5 %", 125_000), ("0", 0), ("-1", nil), ("x", nil), ("nan", nil),
    ] as [(String, Int?)]
)
func shares(text: String, millionths: Int?) {
    #expect(read(ValueText.share, text) == millionths)
}

@Test(
    "The name most likely meant is the nearest one, and a far one is not guessed",
    arguments: [
        ("peek", "peak"), ("token-ttl", "token_ttl"), ("Limt", "limit"), ("zebra", nil), ("", nil),
    ] as [(String, String?)]
)
func nearestNames(name: String, expected: String?) {
    #expect(NearestName.of(name, among: ["peak", "token_ttl", "limit", "deregistration_delay"]) == expected)
}

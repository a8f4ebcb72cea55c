import Testing

@testable import SimulationReport

@Test(
    "A number prints the same everywhere",
    arguments: [
        (NumberText.integer(0), "0"),
        (NumberText.integer(999), "999"),
        (NumberText.integer(-1_234_567), "-1,234,567"),
        (NumberText.integer(.min), "-9,223,372,036,854,775,808"),
        (NumberText.decimal(2.345, places: 2), "2.35"),
        (NumberText.decimal(-0.05, places: 1), "-0.1"),
        (NumberText.decimal(1234.5, places: 2), "1,234.50"),
        (NumberText.decimal(.infinity, places: 1), "inf"),
        (NumberText.fixed(5, places: 3), "0.005"),
        (NumberText.fixed(-12_345, places: 2), "-123.45"),
        (NumberText.short(80), "80"),
        (NumberText.short(76.50), "76.5"),
        (NumberText.short(-0.001), "0"),
        (NumberText.duration(milliseconds: 0), "0 s"),
        (NumberText.duration(milliseconds: 850), "850 ms"),
        (NumberText.duration(milliseconds: 12_500), "12.5 s"),
        (NumberText.duration(milliseconds: 190_000), "3 min 10 s"),
        (NumberText.duration(milliseconds: 3_599_600), "1 h"),
        (NumberText.duration(milliseconds: 7_500_000), "2 h 05 min"),
        (NumberText.duration(milliseconds: 273_600_000), "3 d 4 h"),
        (NumberText.duration(milliseconds: -60_000), "-1 min"),
        (NumberText.compactDuration(milliseconds: 90_000), "90s"),
        (NumberText.compactDuration(milliseconds: 7_200_000), "2h"),
        (NumberText.compactDuration(milliseconds: 0), "0s"),
        (NumberText.compactDuration(milliseconds: 1500), "1500ms"),
        (NumberText.clock(milliseconds: 32_700_000), "09:05:00"),
        (NumberText.clock(milliseconds: 119_100_000), "2+09:05:00"),
        (NumberText.dollars(micros: 1_204_504_999), "$1,204.50"),
        (NumberText.dollars(micros: -5_000), "-$0.01"),
        (NumberText.percent(0.125), "12.5 %"),
        (NumberText.count(1, "task"), "1 task"),
        (NumberText.count(1200, "activity", "activities"), "1,200 activities"),
    ]
)
func numbersPrintAsDocumented(printed: String, expected: String) {
    #expect(printed == expected)
}

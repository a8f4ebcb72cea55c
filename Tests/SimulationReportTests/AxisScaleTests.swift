import Testing

@testable import SimulationReport

@Test(
    "Ticks are round and lie on the axis",
    arguments: [
        (0.0, 1.0, 4, [0, 0.5, 1]),
        (0, 2100, 4, [0, 1000, 2000]),
        (312, 398, 5, [320, 340, 360, 380]),
        (-110, 208, 6, [-100, 0, 100, 200]),
        (0, 0.07, 4, [0, 0.02, 0.04, 0.06]),
        (5, 5, 4, [5]),
    ]
)
func evenAxis(lower: Double, upper: Double, count: Int, expected: [Double]) {
    let scale = AxisScale(covering: lower...upper, count: count)
    let texts = scale.ticks.map { NumberText.short($0) }
    #expect(texts == expected.map { NumberText.short($0) })
    #expect(scale.share(lower) == 0)
    #expect(scale.ticks.allSatisfy { $0 >= lower - 1e-9 && $0 <= max(upper, lower) + 1e-9 })
}

@Test("A square-root axis gives small values room, and has a place for zero", arguments: [1.0, 0.4, 812])
func rootAxis(upper: Double) {
    let scale = AxisScale(rootUpTo: upper)
    #expect(scale.share(0) == 0)
    #expect(scale.share(upper) == 1)
    #expect((scale.share(upper / 100) - 0.1).magnitude < 1e-12)
    #expect(scale.ticks.count == 6)
    #expect(scale.ticks.allSatisfy { $0 <= upper })
}

@Test func `What lies beyond an axis is drawn at its end`() {
    let scale = AxisScale(covering: 0...10, count: 5)
    #expect(scale.share(-3) == 0)
    #expect(scale.share(.infinity) == 1)
}

import Testing

@testable import FleetSimulation

@Suite("Integrals over time")
struct IntegralTests {
    @Test("kept by changes they equal the sums of every span, from a restart on, too")
    func againstSums() {
        var random = SplitMix64(seed: 7)
        var integral = TimeIntegral()
        var squares = SquareIntegral()
        var number = 0
        var now = 0
        var (sum, squareSum) = (0, 0)
        var wrong = 0
        for step in 0..<5000 {
            let elapsed = Int.random(in: 0...900, using: &random)
            sum += number * elapsed
            squareSum += number * number * elapsed
            now += elapsed
            if integral.value(of: number, at: now) != sum { wrong += 1 }
            if squares.value(of: number, at: now) != Double(squareSum) { wrong += 1 }
            let change = Int.random(in: -min(number, 3)...3, using: &random)
            integral.add(change, at: now)
            squares.change(from: number, to: number + change, at: now)
            number += change
            if step == 2500 {
                integral.restart(at: number, now)
                squares.restart(at: number, now)
                (sum, squareSum) = (0, 0)
            }
        }
        #expect(wrong == 0 && sum > 0)
    }

    @Test("squares of a large fleet over years do not overflow")
    func largeSquares() {
        var squares = SquareIntegral()
        let fleet = 30_000_000
        squares.change(from: 0, to: fleet, at: 1000)
        let years = 300_000_000_000
        let expected = Double(fleet) * Double(fleet) * Double(years - 1000)
        #expect(abs(squares.value(of: fleet, at: years) / expected - 1) < 1e-12)
    }

    @Test(
        "the moment at which a rate's integral reaches an area is where its pieces say",
        arguments: [(2.0, 2.0), (0.0, 4.0), (4.0, 0.0), (1.0, 3.0)]
    )
    func momentOfArea(value: Double, endValue: Double) {
        let piece = RateCurve.Piece(start: 100, length: 50, value: value, endValue: endValue)
        #expect(piece.moment(ofArea: 0) == 100)
        for step in 0...1000 {
            let area = piece.area * Double(step) / 1000
            let ahead = piece.moment(ofArea: area) - 100
            let reached = ahead * (value + (value + piece.slope * ahead)) / 2
            #expect(ahead >= 0 && ahead <= 50 * (1 + 1e-12))
            #expect(abs(reached - area) < 1e-9)
        }
    }
}

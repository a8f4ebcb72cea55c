/// A ``LoadShape`` as straight pieces over the horizon, never negative.
struct RateCurve: Sendable {
    /// A straight piece: `value` at `start`, `endValue` after `length` seconds.
    struct Piece: Sendable {
        var start: Double
        private(set) var length: Double
        var value: Double
        var endValue: Double
        /// The change of the value in a second.
        let slope: Double
        /// The integral over the piece.
        private(set) var area: Double

        init(start: Double, length: Double, value: Double, endValue: Double) {
            self.start = start
            self.length = length
            self.value = value
            self.endValue = endValue
            slope = (endValue - value) / length
            area = length * (value + endValue) / 2
        }

        /// Makes a piece of equal values longer.
        mutating func extend(by seconds: Double) {
            length += seconds
            area = length * (value + endValue) / 2
        }

        /// When the integral from the start has grown to `part`, in seconds; that is within the piece.
        @inline(__always)
        func moment(ofArea part: Double) -> Double {
            // At the end of a slope down to nothing rounding may leave less than nothing.
            let square = max(value * value + 2 * slope * part, 0)
            let ahead = part > 0 ? 2 * part / (value + square.squareRoot()) : 0
            return start + ahead
        }
    }

    private(set) var pieces: [Piece] = []

    /// The grid for curved shapes, in seconds.
    private static let grid = 60.0

    init(_ shape: LoadShape, horizonSeconds: Double) {
        var marks: [Double] = [0, horizonSeconds]
        shape.addBreakpoints(to: &marks, horizon: horizonSeconds, grid: Self.grid)
        marks = marks.filter { $0 >= 0 && $0 <= horizonSeconds }
        marks.sort()
        var start = 0.0
        for mark in marks where mark > start {
            // The limits at both ends belong to the piece between them, so steps stay sharp.
            let value = shape.value(at: start, fromLeft: false)
            let endValue = shape.value(at: mark, fromLeft: true)
            add(Piece(start: start, length: mark - start, value: value, endValue: endValue))
            start = mark
        }
    }

    private mutating func add(_ piece: Piece) {
        if piece.value >= 0, piece.endValue >= 0 {
            if let last = pieces.last, last.value == last.endValue, piece.value == piece.endValue,
                last.value == piece.value
            {
                pieces[pieces.count - 1].extend(by: piece.length)
            } else {
                pieces.append(piece)
            }
        } else if piece.value <= 0, piece.endValue <= 0 {
            add(Piece(start: piece.start, length: piece.length, value: 0, endValue: 0))
        } else {
            let crossing = piece.length * piece.value / (piece.value - piece.endValue)
            add(Piece(start: piece.start, length: crossing, value: max(piece.value, 0), endValue: 0))
            add(
                Piece(
                    start: piece.start + crossing,
                    length: piece.length - crossing,
                    value: 0,
                    endValue: max(piece.endValue, 0)
                )
            )
        }
    }

    /// The integral over the horizon.
    var total: Double { pieces.reduce(0) { $0 + $1.area } }
}

extension LoadShape {
    /// Adds the instants where the shape bends or jumps, and a grid where it is curved.
    func addBreakpoints(to marks: inout [Double], horizon: Double, grid: Double) {
        switch self {
        case .constant: break
        case .steps(let points), .ramps(let points): marks += points.map(\.seconds)
        case .diurnal, .sine: marks += stride(from: 0, to: horizon, by: grid)
        case .weekly(_, let other):
            other.addBreakpoints(to: &marks, horizon: horizon, grid: grid)
            marks += stride(from: 0, to: horizon, by: 86_400)
        case .wave(_, let start, let mean, _):
            // Fine where the density changes fast, until nothing is left of it.
            let step = min(grid, mean / 20)
            marks += stride(from: start, to: min(horizon, start + 20 * mean), by: step)
        case .burst(_, let start, let duration): marks += [start, start + duration]
        case .echo(let other, let period, let count, _):
            var own: [Double] = []
            other.addBreakpoints(to: &own, horizon: horizon, grid: grid)
            for copy in 0...max(count, 0) { marks += own.map { $0 + Double(copy) * period } }
        case .daily(let other):
            var own: [Double] = [0]
            other.addBreakpoints(to: &own, horizon: min(horizon, 86_400), grid: grid)
            own.removeAll { $0 < 0 || $0 >= 86_400 }
            var day = 0.0
            while day < horizon {
                marks += own.map { $0 + day }
                day += 86_400
            }
        case .delayed(let by, let other):
            var own: [Double] = [0]
            other.addBreakpoints(to: &own, horizon: horizon, grid: grid)
            marks += own.map { $0 + by }
        case .sum(let others): for other in others { other.addBreakpoints(to: &marks, horizon: horizon, grid: grid) }
        case .scaled(_, let other): other.addBreakpoints(to: &marks, horizon: horizon, grid: grid)
        }
    }

    /// The value at an instant, as the limit from one side where it jumps.
    func value(at t: Double, fromLeft: Bool) -> Double {
        switch self {
        case .constant(let value): return value
        case .steps(let points):
            let passed = points.last { fromLeft ? $0.seconds < t : $0.seconds <= t }
            return passed?.value ?? points.first?.value ?? 0
        case .ramps(let points): return Self.interpolate(points, t, fromLeft: fromLeft)
        case .diurnal(let low, let high, let peak):
            let wave = ElementaryFunctions.sine(turns: (t - peak) / 86_400 + 0.25)
            return low + (high - low) * (1 + wave) / 2
        case .sine(let mean, let amplitude, let period, let shift):
            return mean + amplitude * ElementaryFunctions.sine(turns: (t - shift) / period)
        case .weekly(let factors, let other):
            guard !factors.isEmpty else { return other.value(at: t, fromLeft: fromLeft) }
            let day = (t / 86_400).rounded(.down)
            let whole = fromLeft && day * 86_400 == t ? day - 1 : day
            let index = ((Int(whole) % factors.count) + factors.count) % factors.count
            return factors[index] * other.value(at: t, fromLeft: fromLeft)
        case .wave(let total, let start, let mean, let shape): return Self.wave(t - start, total, mean, shape)
        case .burst(let total, let start, let duration):
            let inside = fromLeft ? t > start && t <= start + duration : t >= start && t < start + duration
            return inside && duration > 0 ? total / duration : 0
        case .echo(let other, let period, let count, let decay):
            var sum = 0.0
            var factor = 1.0
            for copy in 0...max(count, 0) {
                let moment = t - Double(copy) * period
                if moment > 0 || (moment == 0 && !fromLeft) {
                    sum += factor * other.value(at: moment, fromLeft: fromLeft)
                }
                factor *= decay
            }
            return sum
        case .daily(let other):
            var moment = t - (t / 86_400).rounded(.down) * 86_400
            if fromLeft, moment == 0, t > 0 { moment = 86_400 }
            return other.value(at: moment, fromLeft: fromLeft)
        case .delayed(let by, let other):
            let moment = t - by
            return moment > 0 || (moment == 0 && !fromLeft) ? other.value(at: moment, fromLeft: fromLeft) : 0
        case .sum(let others): return others.reduce(0) { $0 + $1.value(at: t, fromLeft: fromLeft) }
        case .scaled(let by, let other): return by * other.value(at: t, fromLeft: fromLeft)
        }
    }

    private static func interpolate(_ points: [LoadPoint], _ t: Double, fromLeft: Bool) -> Double {
        guard let first = points.first, let last = points.last else { return 0 }
        // Two points at one instant are a jump between two ramps.
        guard let next = points.firstIndex(where: { fromLeft ? $0.seconds >= t : $0.seconds > t }) else {
            return last.value
        }
        guard next > 0 else { return first.value }
        let (from, to) = (points[next - 1], points[next])
        return from.value + (to.value - from.value) * (t - from.seconds) / (to.seconds - from.seconds)
    }

    private static func wave(_ t: Double, _ total: Double, _ mean: Double, _ shape: Double) -> Double {
        guard t > 0, mean > 0, shape > 0 else { return 0 }
        let scale = mean / shape
        let exponent =
            (shape - 1) * ElementaryFunctions.log(t / scale) - t / scale - ElementaryFunctions.logGamma(shape)
        return total * ElementaryFunctions.exp(exponent) / scale
    }
}

/// The clients of one source in order of time, drawn as they are needed.
///
/// Nothing here depends on the fleet: two runs with one seed see the same clients at the same instants.
struct ArrivalStream: Sendable {
    /// What comes next from a source.
    enum Kind: Sendable {
        case arrival
        case departure
    }

    private enum Law: Sendable {
        case poisson
        case regular
        case concurrency
        case cohort
    }

    private let law: Law
    private let source: UInt64
    private let curve: RateCurve
    private let session: Sampler
    private let offset: Sampler
    private let cohortStart: Double
    private let cohortSize: Int
    private var streams: RandomStreams

    /// When the next client comes or goes, in milliseconds; ``SimulatedTime/never`` after the last.
    private(set) var nextAt = SimulatedTime.never
    /// Whether it comes or goes.
    private(set) var nextKind = Kind.arrival
    private var count = 0
    private var piece = 0
    /// How far into the piece, in seconds.
    private var position = 0.0
    private var sessionWord: UInt64 = 0
    private var instants: [Int] = []
    /// Slots of the clients online, for concurrency sources.
    private var online: [Int32] = []
    private var departures = 0

    init(_ source: ClientSource, index: Int, horizonSeconds: Double) {
        self.source = UInt64(index + 1)
        session = Sampler(source.sessionSeconds)
        var offset = Sampler(.constant(0))
        var start = 0.0
        var size = 0
        switch source.arrivals {
        case .poisson(let shape):
            law = .poisson
            curve = RateCurve(shape, horizonSeconds: horizonSeconds)
        case .regular(let shape):
            law = .regular
            curve = RateCurve(shape, horizonSeconds: horizonSeconds)
        case .concurrency(let shape):
            law = .concurrency
            curve = RateCurve(shape, horizonSeconds: horizonSeconds)
        case .cohort(let clients, let startSeconds, let offsetSeconds):
            law = .cohort
            curve = RateCurve(.constant(0), horizonSeconds: horizonSeconds)
            offset = Sampler(offsetSeconds)
            start = startSeconds
            size = clients
        }
        self.offset = offset
        cohortStart = start
        cohortSize = size
        streams = RandomStreams(seed: 0)
    }

    /// Begins again with a seed.
    mutating func reset(_ streams: RandomStreams) {
        self.streams = streams
        count = 0
        piece = 0
        position = 0
        departures = 0
        online.removeAll(keepingCapacity: true)
        instants.removeAll(keepingCapacity: true)
        if law == .cohort {
            for client in 0..<cohortSize {
                let delay = offset.draw(streams, entity(client), .arrival)
                instants.append(SimulatedTime.milliseconds(cohortStart + delay))
            }
            instants.sort()
        }
        findNext()
    }

    /// The random entity of this source's n-th client.
    @inline(__always)
    private func entity(_ number: Int) -> UInt64 { source << 40 | UInt64(truncatingIfNeeded: number) }

    /// The client that comes next: its entity, its session in milliseconds, and whether it stays until the source lets
    /// it go.
    mutating func next() -> (entity: UInt64, session: Int, isHeld: Bool) {
        let entity = entity(count)
        if law == .concurrency { return (entity, SimulatedTime.never, true) }
        if law == .poisson {
            return (
                entity, SimulatedTime.milliseconds(session.draw(from: sessionWord, streams, entity, .session)), false
            )
        }
        return (entity, session.milliseconds(streams, entity, .session), false)
    }

    /// Takes the arrival; `slot` is the client's place in the engine.
    mutating func arrived(slot: Int) {
        count += 1
        if law == .concurrency { online.append(Int32(truncatingIfNeeded: slot)) }
        findNext()
    }

    /// Takes the departure and returns the slot of the client that goes.
    mutating func departed() -> Int {
        let index = streams.index(below: online.count, source << 40, .departure, UInt32(truncatingIfNeeded: departures))
        departures += 1
        let slot = online[index]
        online.swapAt(index, online.count - 1)
        online.removeLast()
        findNext()
        return Int(slot)
    }

    private mutating func findNext() {
        nextKind = .arrival
        switch law {
        case .poisson:
            // One block of random words gives both the instant and the session of a client.
            let words = streams.words(entity(count), .arrival, 0)
            sessionWord = words.1
            advance(area: -ElementaryFunctions.log(RandomStreams.uniform(words.0)))
        case .regular: advance(area: count == 0 ? 0.5 : 1)
        case .concurrency: findCrossing()
        case .cohort: nextAt = count < instants.count ? instants[count] : SimulatedTime.never
        }
    }

    /// Moves to where the integral of the rate has grown by `area`.
    private mutating func advance(area: Double) {
        var area = area
        while piece < curve.pieces.count {
            let current = curve.pieces[piece]
            let slope = (current.endValue - current.value) / current.length
            let value = current.value + slope * position
            let left = current.length - position
            let available = left * (value + current.endValue) / 2
            if area < available {
                let root = (value * value + 2 * slope * area).squareRoot()
                position += 2 * area / (value + root)
                nextAt = SimulatedTime.milliseconds(current.start + position)
                return
            }
            area -= available
            piece += 1
            position = 0
        }
        nextAt = SimulatedTime.never
    }

    /// Finds where the curve next is half a client away from the number online.
    private mutating func findCrossing() {
        let upper = Double(online.count) + 0.5
        let lower = Double(online.count) - 0.5
        while piece < curve.pieces.count {
            let current = curve.pieces[piece]
            let slope = (current.endValue - current.value) / current.length
            let value = current.value + slope * position
            var moment: Double?
            if value >= upper || value < lower {
                moment = position
                nextKind = value >= upper ? .arrival : .departure
            } else if current.endValue >= upper {
                moment = position + (upper - value) / slope
                nextKind = .arrival
            } else if current.endValue < lower {
                moment = position + (lower - value) / slope
                nextKind = .departure
            }
            if let moment {
                position = min(moment, current.length)
                nextAt = SimulatedTime.milliseconds(current.start + position)
                // A crossing down happens just after the instant of equality; nudge past it.
                if nextKind == .departure, slope < 0 { position = min(position + 1e-9, current.length) }
                return
            }
            piece += 1
            position = 0
        }
        nextAt = SimulatedTime.never
    }
}

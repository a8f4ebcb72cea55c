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
    /// The integral of the rate over the piece so far.
    private var done = 0.0
    /// How far into the piece a concurrency source is, in seconds.
    private var position = 0.0
    /// The clients from `count` on: their instants, ``SimulatedTime/never`` behind the last, and their sessions.
    ///
    /// They are drawn a block ahead, so that the processor works on the random numbers of several at once.
    private var instants: [Int] = []
    private var sessions: [Int] = []
    /// The random words that the instants and the sessions of a block come from, and the integrals between them.
    private var instantWords: [UInt64] = []
    private var sessionWords: [UInt64] = []
    private var areas: [Double] = []
    private var place = 0
    private var end = 0
    private var drawn = 0
    /// The most clients drawn at once.
    private static let blockSize = 64
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
        done = 0
        position = 0
        departures = 0
        online.removeAll(keepingCapacity: true)
        place = 0
        end = 0
        drawn = 0
        switch law {
        case .concurrency: findCrossing()
        case .cohort: drawCohort()
        case .poisson, .regular: drawBlock()
        }
    }

    /// The random entity of this source's n-th client.
    @inline(__always)
    private func entity(_ number: Int) -> UInt64 { source << 40 | UInt64(truncatingIfNeeded: number) }

    /// Takes the arrival: the client's entity and its session in milliseconds.
    ///
    /// A client of a concurrency source stays until the source lets it go; it must be told with ``hold(_:)``.
    @inline(__always)
    mutating func takeArrival() -> (entity: UInt64, session: Int) {
        let entity = entity(count)
        count &+= 1
        if law == .concurrency { return (entity, SimulatedTime.never) }
        let session = sessions[place]
        place &+= 1
        if place == end { drawBlock() }
        nextAt = instants[place]
        return (entity, session)
    }

    /// Whether the source decides when its clients go.
    var holdsClients: Bool { law == .concurrency }

    /// Takes the place in the engine of the client that came last.
    mutating func hold(_ slot: Int) {
        online.append(Int32(truncatingIfNeeded: slot))
        findCrossing()
    }

    /// Takes the departure and returns the slot of the client that goes.
    mutating func departed() -> Int {
        let index = streams.index(below: online.count, source << 40, .departure, UInt32(truncatingIfNeeded: departures))
        departures += 1
        let slot = online[index]
        online.swapAt(index, online.count - 1)
        online.removeLast()
        findCrossing()
        return Int(slot)
    }

    /// Draws the whole cohort.
    private mutating func drawCohort() {
        instants.removeAll(keepingCapacity: true)
        sessions.removeAll(keepingCapacity: true)
        for client in 0..<cohortSize {
            let delay = offset.draw(streams, entity(client), .arrival)
            instants.append(SimulatedTime.milliseconds(cohortStart + delay))
            sessions.append(session.milliseconds(streams, entity(client), .session))
        }
        instants.sort()
        instants.append(SimulatedTime.never)
        end = instants.count
        nextAt = instants[0]
    }

    /// Draws the next clients of a rate, more of them each time.
    ///
    /// Step by step for the whole block, so that the processor works on many clients at once.
    @inline(never)
    private mutating func drawBlock() {
        let size = min(max(drawn, 4), Self.blockSize)
        if instants.isEmpty {
            instants = Array(repeating: SimulatedTime.never, count: Self.blockSize)
            sessions = Array(repeating: 0, count: Self.blockSize)
            instantWords = Array(repeating: 0, count: Self.blockSize)
            sessionWords = Array(repeating: 0, count: Self.blockSize)
            areas = Array(repeating: 1, count: Self.blockSize)
        }
        let first = entity(drawn)
        if law == .poisson {
            // One block of random words gives both the instant and the session of a client.
            Self.drawWords(streams, from: first, size, &instantWords, &sessionWords)
            Self.drawAreas(from: instantWords, size, &areas)
            session.draw(from: sessionWords, count: size, streams, first, into: &sessions)
        } else {
            for index in 0..<size {
                areas[index] = drawn + index == 0 ? 0.5 : 1
                sessions[index] = session.milliseconds(streams, first &+ UInt64(index), .session)
            }
        }
        findInstants(size)
        place = 0
        end = size
        drawn += size
        nextAt = instants[0]
    }

    // Static, since spans of two properties of one value exclude each other.

    @inline(__always)
    private static func drawWords(
        _ streams: RandomStreams,
        from first: UInt64,
        _ size: Int,
        _ instants: inout [UInt64],
        _ sessions: inout [UInt64]
    ) {
        var instants = instants.mutableSpan
        var sessions = sessions.mutableSpan
        for index in 0..<size {
            let words = streams.words(first &+ UInt64(truncatingIfNeeded: index), .arrival, 0)
            instants[index] = words.0
            sessions[index] = words.1
        }
    }

    @inline(__always)
    private static func drawAreas(from words: [UInt64], _ size: Int, _ areas: inout [Double]) {
        let words = words.span
        var areas = areas.mutableSpan
        for index in 0..<size { areas[index] = -ElementaryFunctions.log(RandomStreams.uniform(words[index])) }
    }

    /// Finds when the integral of the rate has grown by each of the areas.
    @inline(__always)
    private mutating func findInstants(_ size: Int) {
        var piece = piece
        var done = done
        for index in 0..<size {
            done += areas[index]
            while piece < curve.pieces.count, done >= curve.pieces[piece].area {
                done -= curve.pieces[piece].area
                piece += 1
            }
            instants[index] = SimulatedTime.never
            guard piece < curve.pieces.count else { continue }
            instants[index] = SimulatedTime.milliseconds(notNegative: curve.pieces[piece].moment(ofArea: done))
        }
        self.piece = piece
        self.done = done
    }

    /// Finds where the curve next is half a client away from the number online.
    private mutating func findCrossing() {
        nextKind = .arrival
        let upper = Double(online.count) + 0.5
        let lower = Double(online.count) - 0.5
        while piece < curve.pieces.count {
            let current = curve.pieces[piece]
            let slope = current.slope
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

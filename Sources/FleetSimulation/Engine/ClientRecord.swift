/// Where a client is.
enum ClientState: UInt8 {
    /// The slot is free, or its client gave up.
    case absent
    /// An attempt is under way; it is answered at the pending event.
    case connecting
    /// It tries again at the pending event.
    case waiting
    /// It has a stream on a task.
    case connected
    /// It is in the queue of a full task.
    case queued
}

/// One client: 64 bytes in one array, so that an event of a client touches one cache line.
///
/// The queue of a full task is a list through `next` and `previous`; free slots use `next` alone.
struct ClientRecord {
    /// The key of its random numbers.
    var entity: UInt64 = 0
    /// The instant of its one pending event; other keys in the queue are stale.
    var pendingAt = SimulatedTime.never
    /// When its session ends; where that starts with the first connection, ``SimulatedTime/never`` and its length before.
    var leavesAt = SimulatedTime.never
    /// When its token expires.
    var tokenExpiresAt = 0
    /// Since when it has wanted a connection; until the first one that is since it came.
    var waitingSince = 0
    var next: Int32 = -1
    var previous: Int32 = -1
    /// How many draws it has made for attempts and retries.
    var draws: UInt32 = 0
    /// Which token it has.
    var tokens: UInt16 = 0
    /// Refusals in a row.
    var refusals: UInt16 = 0
    var state = ClientState.absent
    var profile: UInt8 = 0
    /// What has happened to it.
    var flags: Flags = []

    struct Flags: OptionSet {
        let rawValue: UInt8
        /// The refresh of its token will fail.
        static let refreshFails = Flags(rawValue: 1)
        /// It was refused at least once.
        static let everRefused = Flags(rawValue: 2)
        /// It waits because of a cut or a refusal.
        static let reconnecting = Flags(rawValue: 4)
        /// It has been connected.
        static let everConnected = Flags(rawValue: 8)
        /// It has to do its initial sync at the next connection.
        static let needsSync = Flags(rawValue: 16)
        /// Its source decides when it goes.
        static let heldBySource = Flags(rawValue: 32)
        /// Its streams go over WebSocket.
        static let webSocket = Flags(rawValue: 64)
    }
}

extension ClientRecord {
    /// Takes the state of a client that connects as it comes and returns when its session ends.
    @inline(__always)
    mutating func connectAtOnce() -> Int {
        flags.insert(.everConnected)
        state = .connected
        pendingAt = leavesAt
        return leavesAt
    }

    /// Starts the session of a client whose session starts with its first connection.
    @inline(__always)
    mutating func startSession(at now: Int) {
        leavesAt = now &+ (leavesAt &- SimulatedTime.never)
    }

    /// Takes the state of a connected client and returns when its session ends.
    @inline(__always)
    mutating func connect() -> Int {
        flags = flags.union(.everConnected).subtracting([.reconnecting, .needsSync])
        state = .connected
        refusals = 0
        return leavesAt
    }
}

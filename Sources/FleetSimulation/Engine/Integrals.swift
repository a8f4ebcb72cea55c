/// Sums over time that the engine keeps exactly, in milliseconds times their quantity.
struct Integrals {
    // The whole fleet.
    var connections = TimeIntegral()
    var connectionSquares = SquareIntegral()
    var hottest = TimeIntegral()
    var inService = TimeIntegral()
    /// Clients that wait are few, so they are counted as the clock moves.
    var waiting = 0
    var shortage = 0

    // All tasks together.
    var atLimit = TimeIntegral()
    var hot = TimeIntegral()
    /// In thousandths of a connection.
    var excessThousandths = TimeIntegral()
    /// The connection time of all CPU periods closed so far; at the end it must come to that of the whole fleet.
    var taskConnections = 0
}

/// What a task, or all tasks together, count towards the integrals of load.
struct LoadState {
    var atLimit = 0
    var hot = 0
    var excessThousandths = 0
}

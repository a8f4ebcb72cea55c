/// What the engine counts.
struct Counts {
    var arrived = 0
    var departed = 0
    var gaveUp = 0
    var attempts = 0
    var refused = 0
    var failed = 0
    var refusedClients = 0
    var refusalMinutes = 0
    var lastRefusalMinute = -1
    var cuts = 0
    var cutsByStop = 0
    var cutsByIncident = 0
    var cutsByToken = 0
    var refreshes = 0
    var peakOnline = 0
    var peakConnections = 0
    var peakInService = 0
    var hottestTask = 0
    var launched = 0
    var stopped = 0
    var killed = 0
    var scaleOuts = 0
    var scaleIns = 0
    var reversals = 0
    var lastDirection = 0
    var peakDesired = 0
    var leastDesired = Int.max
    var leastRoomHTTP = Int.max
    var leastRoomWebSocket = Int.max
    var currentShortage = 0
    var longestShortage = 0
    /// Refusals and cuts since the last row of the series.
    var refusedInRow = 0
    var cutInRow = 0

    mutating func endShortage() {
        longestShortage = max(longestShortage, currentShortage)
        currentShortage = 0
    }

    mutating func countDesired(from old: Int, to new: Int) {
        peakDesired = max(peakDesired, new)
        leastDesired = min(leastDesired, new)
        guard old != new else { return }
        let direction = new > old ? 1 : -1
        if direction > 0 { scaleOuts += 1 } else { scaleIns += 1 }
        if lastDirection == -direction { reversals += 1 }
        lastDirection = direction
    }
}

/// Clients and their time in the system, counted apart from everything else so that the laws can be checked.
struct Ledger {
    /// All clients that came, left and gave up, warm-up included.
    var arrived = 0
    var departed = 0
    var gaveUp = 0
    /// Summed time in the system of the clients that are gone, in milliseconds.
    var timeInSystem = 0
    /// The integral of the number of clients in the system; it must come to the same.
    var integral = 0
    var integratedTo = 0
    /// Clients in the system, as the integral counts them.
    var present = 0
    var violations = 0
}

/// Samples of supply and demand at whole minutes.
struct Provisioning {
    var limit = ProvisioningAccumulator()
    var target = ProvisioningAccumulator()
    var overshoot = 0
    var idle = 0
    var supply = 0
    var skew = 0.0
    var skewSamples = 0
    var atMaximumSamples = 0
    var samples = 0
    /// Thousandths of a percent over running tasks, per minute, and their count.
    var cpuSum = 0
    var cpuMinutes = 0
    var cpuPeak = 0
    /// Nanoseconds with the event loop saturated become task-minutes at the end.
    var saturated = 0
    var billed = 0
    var starting = 0
    var startingTime = 0
    var draining = 0
    var drainingTime = 0
    var serving = 0
}

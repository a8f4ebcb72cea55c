/// Closed forms shown beside simulated values as a check of their size.
public enum ErlangFormula {
    /// The share of arrivals refused by `servers` places with `offered` load in Erlangs: B(0) = 1, B(k) = aB / (k + aB).
    public static func blocking(offered: Double, servers: Int) -> Double {
        guard offered > 0 else { return 0 }
        var blocking = 1.0
        for k in 0..<max(0, servers) { blocking = offered * blocking / (Double(k + 1) + offered * blocking) }
        return blocking
    }

    /// The least number of tasks of `limit` places each that refuse no more than a share of the arrivals.
    public static func tasks(offered: Double, limit: Int, blockingAtMost share: Double) -> Int {
        guard limit > 0, offered > 0 else { return 0 }
        var blocking = 1.0
        var places = 0
        var tasks = 0
        repeat {
            tasks += 1
            while places < tasks * limit {
                places += 1
                blocking = offered * blocking / (Double(places) + offered * blocking)
            }
        } while blocking > share && tasks < 1_000_000
        return tasks
    }
}

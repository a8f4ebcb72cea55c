public import FleetSimulation

/// The recorded series of a run as CSV: a heading, then one line for each step.
public enum SeriesCSV {
    /// The text; the first column is the second of the run, the others carry their unit in their heading.
    public static func text(_ series: FleetSeries) -> String {
        let columns: [(String, [Int32])] = [
            ("connections", series.connections),
            ("waiting_clients", series.waitingClients),
            ("tasks_in_service", series.tasksInService),
            ("starting_tasks", series.startingTasks),
            ("draining_tasks", series.drainingTasks),
            ("desired_tasks", series.desiredTasks),
            ("hottest_task_connections", series.hottestTaskConnections),
            ("capacity_at_target_connections", series.capacityAtTarget),
            ("capacity_at_limit_connections", series.capacityAtLimit),
            ("refused_attempts", series.refusedAttempts),
            ("cut_connections", series.cutConnections),
            ("cpu_hundredths_percent", series.cpuHundredthsPercent),
        ]
        var text = (["t_s"] + columns.map(\.0)).joined(separator: ",") + "\n"
        text.reserveCapacity(series.count * 48)
        for row in 0..<series.count {
            text += plain(Double(row) * series.stepSeconds)
            for (_, values) in columns { text += "," + (row < values.count ? String(values[row]) : "") }
            text += "\n"
        }
        return text
    }

    // Without thousands separators, which would be columns.
    private static func plain(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)"
    }
}

import FleetSimulation

/// Reads `clients:`, who comes when and what their program does.
struct ClientsSection {
    private let files: ScenarioFiles
    private let days: Double
    private var peak = 0.0
    private var sources: [ClientSource] = []
    private var initialClients = 0.0
    private var initialSession = Distribution.constant(3600)

    /// What is left to the user in words, for the page.
    private(set) var summary: [String] = []

    init(files: ScenarioFiles, days: Double) {
        self.files = files
        self.days = days
    }

    mutating func read(_ map: ScenarioMapping, into scenario: inout Scenario) {
        peak = map.number("peak", 0...10_000_000) ?? 0
        let week = readWeek(map)
        for element in map.child("groups")?.elements() ?? [] {
            if let group = element.mapping() { readGroup(group, week: week) }
        }
        for element in map.child("spikes")?.elements() ?? [] {
            if let spike = element.mapping() { readSpike(spike) }
        }
        let count = Int(initialClients.rounded())
        scenario.workload = Workload(
            initial: count == 0 ? .none : .count(count, sessionSeconds: initialSession),
            sources: sources
        )
        readBehavior(map, into: &scenario)
        map.finish()
        if sources.isEmpty, map.log.problems.isEmpty { map.problem("expected at least one group or spike of clients") }
    }

    private func readWeek(_ map: ScenarioMapping) -> [Double]? {
        guard let elements = map.child("week")?.elements() else { return nil }
        guard elements.count == 7 else {
            map.child("week")?.problem("expected seven shares, Monday first, but found \(elements.count)")
            return nil
        }
        return elements.compactMap { $0.value(ValueText.share).map { Double($0) / 1_000_000 } }
    }

    private mutating func readGroup(_ map: ScenarioMapping, week: [Double]?) {
        let name = map.string("name") ?? "clients"
        let size = peak * (map.share("share") ?? 1)
        let session = map.distribution("session") ?? .exponential(mean: 7200)
        let day = map.child("day")
        let trace = map.string("trace")
        let start = map.value("at", ValueText.timeOfDay)
        let isRegular = map.flag("evenly_spaced") ?? false
        var pattern: ArrivalPattern?
        if let trace {
            pattern = readTrace(trace, map)
        } else if let start {
            let span = map.seconds("over") ?? 1200
            let shape = LoadShape.wave(total: size, startSeconds: Double(start) / 1000, meanSeconds: span / 2, shape: 3)
            pattern = .poisson(weekly(days > 1 ? .daily(shape) : shape, week))
        } else if let day {
            guard let shape = readDay(day) else { return map.finish() }
            let holdsNumber = map.flag("hold_number_online") ?? false
            let points = shape.points.map { point in
                LoadPoint(seconds: Double(point.time) / 1000, value: Double(point.level) / 1_000_000 * size)
            }
            let online = weekly(points.count == 1 ? .constant(points[0].value) : .daily(.ramps(points)), week)
            if holdsNumber {
                pattern = .concurrency(online)
            } else {
                let rate = LoadShape.scaled(by: 1 / max(session.mean, 0.001), online)
                pattern = isRegular ? .regular(rate) : .poisson(rate)
                initialClients += Double(shape.levelAtMidnight) / 1_000_000 * size * (week?.first ?? 1)
                initialSession = session
            }
        } else {
            map.problem("expected \"day\" (a shape over the day), \"at\" (a wave at a time) or \"trace\" (a CSV file)")
        }
        map.finish()
        if let pattern { sources.append(ClientSource(name: name, arrivals: pattern, sessionSeconds: session)) }
    }

    private func weekly(_ shape: LoadShape, _ week: [Double]?) -> LoadShape {
        guard let week, week.count == 7 else { return shape }
        return .weekly(dayFactors: week, shape)
    }

    private func readTrace(_ name: String, _ map: ScenarioMapping) -> ArrivalPattern? {
        enum Kind: String, CaseIterable {
            case online
            case arrivalsPerSecond = "arrivals_per_second"
        }
        let kind = map.choice("trace_of", Kind.self) ?? .online
        let scale = map.number("scale", 0...1_000_000) ?? 1
        do {
            let trace = try TraceFile(text: try files.text(of: name), file: name)
            let points = trace.rows.map { LoadPoint(seconds: $0.seconds, value: $0.value * scale) }
            return kind == .online ? .concurrency(.ramps(points)) : .poisson(.steps(points))
        } catch {
            map.child("trace")?.problem("\(error)")
            return nil
        }
    }

    private func readDay(_ node: ScenarioNode) -> DayShape? {
        if !node.isMapping {
            guard let name = node.text(expecting: "the name of a day's shape, or times and shares") else { return nil }
            if let shape = DayShape.named.first(where: { $0.name == name }) { return shape }
            node.problem("unknown shape \"\(name)\"; \(NearestName.hint(name, among: DayShape.named.map(\.name)))")
            return nil
        }
        guard let map = node.mapping() else { return nil }
        var points: [DayShape.Point] = []
        for key in map.keys {
            guard let level = map.value(key, ValueText.share) else { continue }
            let time = key == "24:00" ? 86_400_000 : (try? ValueText.timeOfDay(key))
            guard let time, time <= 86_400_000 else {
                map.child(key)?.problem("expected a time of day as key, such as 09:00, but found \"\(key)\"")
                continue
            }
            if let last = points.last, time <= last.time { map.child(key)?.problem("times must rise") }
            points.append(DayShape.Point(time: time, level: level))
        }
        map.finish()
        if points.isEmpty { node.problem("expected times and shares, such as 09:00: 100%") }
        return points.isEmpty ? nil : DayShape(name: "own", points: points)
    }

    private mutating func readSpike(_ map: ScenarioMapping) {
        let start = map.value("at", ValueText.timeOfDay)
        let clients = map.wholeNumber("clients", 0...10_000_000)
        let span = map.seconds("over") ?? 60
        let session = map.distribution("session") ?? .exponential(mean: 3600)
        let name = map.string("name") ?? "spike"
        let isIncomplete = !map.keys.contains("at") || !map.keys.contains("clients")
        map.finish()
        guard let start, let clients else {
            if isIncomplete { map.problem("a spike needs \"at\" (a time of day) and \"clients\" (how many)") }
            return
        }
        let offsets = span == 0 ? Distribution.constant(0) : .uniform(from: 0, to: span)
        sources.append(
            ClientSource(
                name: name,
                arrivals: .cohort(clients: clients, startSeconds: Double(start) / 1000, offsetSeconds: offsets),
                sessionSeconds: session
            )
        )
    }

    private func readBehavior(_ map: ScenarioMapping, into scenario: inout Scenario) {
        var behavior = ClientBehavior()
        behavior.connectSeconds = map.distribution("connect") ?? .constant(0)
        let neverExpires = map.child("token_ttl")?.isText("never") ?? false
        behavior.tokenLifetimeSeconds = neverExpires ? nil : map.distribution("token_ttl")
        behavior.refreshFailureProbability = map.share("refresh_failures") ?? 0
        let afterCut = map.distribution("retry_after_cut") ?? .constant(5)
        let afterRefusal = map.distribution("retry_after_refusal") ?? .constant(5)
        let growth = map.number("retry_growth", 1...10) ?? 1
        let longest = map.seconds("retry_at_most") ?? 86_400
        let retries = map.wholeNumber("gives_up_after", 0...1_000_000)
        func law(_ delay: Distribution) -> RetryLaw {
            RetryLaw(delaySeconds: delay, growthFactor: growth, maximumSeconds: longest, maximumRetries: retries)
        }
        let profiles = (map.child("kinds")?.elements() ?? []).compactMap { element in
            element.mapping().map { kind in
                readKind(kind, afterCut: law(afterCut), afterRefusal: law(afterRefusal), law: law)
            }
        }
        let standard = ClientProfile(name: "clients", afterCut: law(afterCut), afterRefusal: law(afterRefusal))
        behavior.profiles = profiles.isEmpty ? [standard] : profiles
        scenario.clients = behavior
    }

    private func readKind(
        _ map: ScenarioMapping,
        afterCut: RetryLaw,
        afterRefusal: RetryLaw,
        law: (Distribution) -> RetryLaw
    ) -> ClientProfile {
        enum TransportName: String, CaseIterable {
            case http
            case websocket
        }
        let transport: Transport = map.choice("transport", TransportName.self) == .websocket ? .webSocket : .http
        var profile = ClientProfile(name: map.string("name") ?? "clients", transport: transport)
        profile.share = map.share("share") ?? 1
        profile.afterCut = map.distribution("retry_after_cut").map(law) ?? afterCut
        profile.afterRefusal = map.distribution("retry_after_refusal").map(law) ?? afterRefusal
        // The server's last warning comes at 20 s on WebSockets; HTTP clients act on a line 20 to 30 s before expiry
        // (powersync.md 2.6).
        profile.refreshLeadSeconds =
            map.distribution("refresh_before_expiry")
            ?? (transport == .webSocket ? .constant(20) : .uniform(from: 20, to: 30))
        map.finish()
        return profile
    }
}

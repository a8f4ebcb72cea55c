import TargetTracking

/// The world of a scenario as next events: clients, load balancer, tasks and control plane.
///
/// Time is in whole milliseconds. Within one instant the order is: metrics, alarms and scaling decisions, the ECS
/// scheduler, load-balancer health, then clients by slot and arrivals by source (aws.md A12). All state is in flat
/// arrays kept between runs; an event allocates nothing once they have grown.
struct Engine: ~Copyable {
    let plan: RunPlan
    let options: RunOptions
    var streams = RandomStreams(seed: 0)
    var clock = 0
    var eventCount = 0

    // Clients.
    var queue: EventCalendar
    var clients = Table<ClientRecord>()
    /// The task of each client that is connected or queued there, else -1; apart, so that all clients of a task are
    /// found by a quick look at every one.
    var taskOfClient = Table<Int32>()
    var freeClient: Int32 = -1
    var sources: [ArrivalStream]
    var arrivalAt = SimulatedTime.never
    var arrivalSource = 0
    var connected = 0
    var waiting = 0
    var onlineHTTP = 0
    var onlineWebSocket = 0
    var initialClients = 0

    // Tasks.
    var tasks = Table<FleetTask>()
    /// Connections by task.
    var loads = TaskLoads()
    /// The tasks in service, in the order of their registration.
    var targets = Table<Int32>()
    var cursor = -1
    /// The same tasks by load, kept only for least outstanding requests.
    var leastLoaded = LeastLoaded()
    var activeTasks = 0
    var runningTasks = 0
    var launches = 0
    var stops = 0
    var revision = 0
    var isDeploying = false
    var launchTokens = 0
    var serviceTokens = 0
    var tokensAt = 0
    var zoneDownUntil: [Int]
    var stallUntil = 0
    /// Capacity of the tasks in service at their limits, by transport.
    var roomHTTP = 0
    var roomWebSocket = 0
    /// Whether the number online or the room has changed since the clock last moved.
    var roomIsStale = true
    /// Whether more are online than the tasks in service could carry.
    var isShort = false

    // Control.
    var control: ControlPlane
    let template: ControlPlane
    var desired = 0
    var controlAt = 0
    var tickAt = 0
    var seriesAt = 0
    var warmUpAt = 0
    var taskAt = SimulatedTime.never
    var schedulerAt = SimulatedTime.never
    var incidentAt = SimulatedTime.never
    var incidentIndex = 0
    var needsReconcile = false
    var rings = ScrapeRings()
    /// The end of the newest closed period of the alarms.
    var closedUntil = 0
    /// Up to when scrapes have been handed over, and the end of the period that this is in or up to.
    var publishedUntil = -1
    var publishedPeriodEnd = 0
    /// The most connections of a task since an instant, and the bound that alarms were told.
    var recentLargest = 0
    var largestSince = 0
    var promisedLargest = Int.max
    /// When an alarm can first see scrapes that have not been handed to the control plane.
    var publishAgainAt = 0
    /// The longest time that the period of every alarm is a multiple of.
    let alarmPeriod: Int
    var lastCPU = 0

    // Measures.
    var integrals = Integrals()
    var counts = Counts()
    var timeToConnect = DurationHistogram()
    var timeToReconnect = DurationHistogram()
    var waves = WaveMeter()
    var provisioning = Provisioning()
    var series = FleetSeries()
    var events: [FleetEvent] = []
    var ledger = Ledger()
    var exogenousHash: UInt64 = 0

    init(_ scenario: Scenario, options: RunOptions) throws(ScalingConfigurationError) {
        plan = RunPlan(scenario)
        queue = EventCalendar(horizon: plan.horizon)
        self.options = options
        sources = scenario.workload.sources.enumerated().map {
            ArrivalStream($0.element, index: $0.offset, horizonSeconds: scenario.horizonSeconds)
        }
        zoneDownUntil = Array(repeating: 0, count: max(1, scenario.lifecycle.zones))
        template = try ControlPlane(
            scenario.scaling,
            assumptions: scenario.controlAssumptions,
            desired: scenario.initialTasks,
            recording: options.decisions
        )
        control = template
        alarmPeriod = template.commonPeriod
    }

    /// Runs the whole scenario with a seed.
    mutating func run(seed: UInt64) {
        reset(seed: seed)
        start()
        let horizon = plan.horizon
        while true {
            runClients()
            guard controlAt < horizon else { break }
            if controlAt > clock { advanceClock(to: controlAt) }
            runControl()
            eventCount &+= 1
            if options.checksConservation { checkConservation() }
        }
        finish()
    }

    /// Runs what clients do until the next event that is not one of theirs, or the end.
    @inline(__always)
    private mutating func runClients() {
        let horizon = plan.horizon
        while true {
            let key = queue.first()
            let clientAt = key == EventHeap.none ? SimulatedTime.never : EventHeap.time(of: key)
            let now = min(clientAt, arrivalAt)
            if now >= min(controlAt, horizon) { return }
            if now > clock { advanceClock(to: now) }
            if clientAt <= now {
                queue.removeFirst()
                let slot = EventHeap.slot(of: key)
                guard clients[slot].pendingAt == now else { continue }
                clientEvent(slot)
            } else {
                arrive()
            }
            eventCount &+= 1
            if options.checksConservation { checkConservation() }
        }
    }

    /// Counts the time up to `now` with everything as it was.
    @inline(__always)
    mutating func advanceClock(to now: Int) {
        let elapsed = now &- clock
        clock = now
        if waiting > 0 { integrals.waiting &+= waiting &* elapsed }
        if roomIsStale { measureRoom() }
        if isShort {
            integrals.shortage &+= elapsed
            counts.currentShortage &+= elapsed
        } else if counts.currentShortage > 0 {
            counts.endShortage()
        }
    }

    /// Streams were opened or closed: the largest load was another one before.
    @inline(__always)
    mutating func countConnections(_ change: Int, largestBefore: Int) {
        let before = connected
        connected = before &+ change
        integrals.connections.add(change, at: clock)
        integrals.connectionSquares.change(from: before, to: connected, at: clock)
        let largest = loads.largest
        if largest != largestBefore { integrals.hottest.add(largest &- largestBefore, at: clock) }
    }

    @inline(__always)
    private mutating func measureRoom() {
        roomIsStale = false
        let http = roomHTTP &- onlineHTTP
        let webSocket = roomWebSocket &- onlineWebSocket
        if http < counts.leastRoomHTTP { counts.leastRoomHTTP = http }
        if webSocket < counts.leastRoomWebSocket { counts.leastRoomWebSocket = webSocket }
        isShort = http < 0 || webSocket < 0
    }
}

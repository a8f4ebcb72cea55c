/// What a task's processor has to do (powersync.md 2.3, 5.2), all but the size of the task being `made` numbers.
public struct CPUModel: Sendable, Hashable {
    /// Virtual processors of the task.
    public var vCPU: Double
    /// Memory of the task in GB.
    public var memoryGB: Double
    /// Processors the single event loop and its helpers can use at most.
    public var eventLoopCeilingVCPU: Double
    /// Work of an idle task, in percent of one processor.
    public var basePercent: Double
    /// Work of one idle connection, in percent of one processor.
    public var perConnectionPercent: Double
    /// Work of one checkpoint for one connection, in milliseconds of one processor.
    public var perCheckpointMilliseconds: Double
    /// Checkpoints each second.
    public var checkpointsPerSecond: Double
    /// Work of one connect or reconnect to a warm task, in milliseconds of one processor.
    public var perConnectMilliseconds: Double
    /// What that work is multiplied with on a cold task.
    public var coldConnectFactor: Double
    /// Operations in a client's initial sync.
    public var initialSyncOperations: Double
    /// Work of one such operation, in milliseconds of one processor.
    public var perOperationMilliseconds: Double

    /// Creates a model.
    public init(
        vCPU: Double = 2,
        memoryGB: Double = 4,
        eventLoopCeilingVCPU: Double = 1.2,
        basePercent: Double = 2,
        perConnectionPercent: Double = 0.05,
        perCheckpointMilliseconds: Double = 0.15,
        checkpointsPerSecond: Double = 0.5,
        perConnectMilliseconds: Double = 15,
        coldConnectFactor: Double = 2,
        initialSyncOperations: Double = 1000,
        perOperationMilliseconds: Double = 0.1
    ) {
        self.vCPU = vCPU
        self.memoryGB = memoryGB
        self.eventLoopCeilingVCPU = eventLoopCeilingVCPU
        self.basePercent = basePercent
        self.perConnectionPercent = perConnectionPercent
        self.perCheckpointMilliseconds = perCheckpointMilliseconds
        self.checkpointsPerSecond = checkpointsPerSecond
        self.perConnectMilliseconds = perConnectMilliseconds
        self.coldConnectFactor = coldConnectFactor
        self.initialSyncOperations = initialSyncOperations
        self.perOperationMilliseconds = perOperationMilliseconds
    }
}

/// What the page of one simulated run says, as plain values and finished sentences.
///
/// The page knows nothing of the simulation, so that its layout can be read and tested on its own.
public struct RunPage: Sendable {
    /// The answer in one line, and the two or three sentences that make it concrete.
    public struct Verdict: Sendable {
        /// Whether what was asked for holds; nil where nothing was asked for and nothing went wrong or right.
        public var holds: Bool?
        public var headline: String
        public var details: [String]

        public init(holds: Bool?, headline: String, details: [String] = []) {
            self.holds = holds
            self.headline = headline
            self.details = details
        }
    }

    /// A named fact of the scenario.
    public struct Fact: Sendable {
        public var name: String
        public var text: String

        public init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    /// A requirement and what was measured.
    public struct Requirement: Sendable {
        public var expression: String
        public var measured: String
        public var holds: Bool

        public init(expression: String, measured: String, holds: Bool) {
            self.expression = expression
            self.measured = measured
            self.holds = holds
        }
    }

    /// Measures under one heading.
    public struct MeasureGroup: Sendable {
        public var title: String
        public var rows: [Measure]

        public init(_ title: String, _ rows: [Measure]) {
            self.title = title
            self.rows = rows
        }
    }

    /// A measured number with its unit, and what it means.
    public struct Measure: Sendable {
        public var name: String
        public var value: String
        public var note: String
        public var ink: TerminalStyle.Ink

        public init(_ name: String, _ value: String, _ note: String = "", ink: TerminalStyle.Ink = .plain) {
            self.name = name
            self.value = value
            self.note = note
            self.ink = ink
        }
    }

    /// The day as a picture: series at equal steps over `durationMilliseconds`, and moments in milliseconds.
    public struct Chart: Sendable {
        public var durationMilliseconds: Int
        public var clients: [Int]
        public var roomAtTarget: [Int]
        public var roomAtLimit: [Int]
        public var tasks: [Int]
        public var hottestTask: [Int]
        public var limitPerTask: Int
        public var targetPerTask: String?
        /// Clients that want to be connected and are not; like the series below, empty where it is not known.
        public var waiting: [Int] = []
        /// Tasks on their way to service.
        public var starting: [Int] = []
        /// Tasks draining or stopping.
        public var draining: [Int] = []
        public var desired: [Int] = []
        /// Attempts refused since the step before.
        public var refusedAttempts: [Int] = []
        /// Connections cut since the step before.
        public var cutConnections: [Int] = []
        public var scaleOuts: [Int] = []
        public var scaleIns: [Int] = []
        public var refusals: [Int] = []
        public var cuts: [Int] = []

        public init(
            durationMilliseconds: Int,
            clients: [Int],
            roomAtTarget: [Int],
            roomAtLimit: [Int],
            tasks: [Int],
            hottestTask: [Int],
            limitPerTask: Int,
            targetPerTask: String?
        ) {
            self.durationMilliseconds = durationMilliseconds
            self.clients = clients
            self.roomAtTarget = roomAtTarget
            self.roomAtLimit = roomAtLimit
            self.tasks = tasks
            self.hottestTask = hottestTask
            self.limitPerTask = limitPerTask
            self.targetPerTask = targetPerTask
        }
    }

    /// A scaling decision, or a decision not to scale that held for a while.
    public struct Decision: Sendable {
        public enum Kind: Sendable {
            case scaleOut
            case scaleIn
            case notScaled
            case other
        }

        public var time: String
        /// The same moment in milliseconds since the start of the run.
        public var milliseconds: Int
        public var change: String
        public var kind: Kind
        public var why: [String]

        public init(time: String, milliseconds: Int = 0, change: String, kind: Kind, why: [String]) {
            self.time = time
            self.milliseconds = milliseconds
            self.change = change
            self.kind = kind
            self.why = why
        }
    }

    /// A part of the bill.
    public struct CostPart: Sendable {
        public var name: String
        public var taskHours: String
        public var dollars: String
        public var note: String

        public init(_ name: String, taskHours: String, dollars: String, note: String = "") {
            self.name = name
            self.taskHours = taskHours
            self.dollars = dollars
            self.note = note
        }
    }

    public var title: String
    public var subtitle: String
    public var verdict: Verdict
    public var warnings: [String] = []
    public var facts: [Fact] = []
    public var requirements: [Requirement] = []
    public var measures: [MeasureGroup] = []
    public var chart: Chart?
    public var decisions: [Decision] = []
    /// How to read the arithmetic of the decisions.
    public var decisionsNote = ""
    /// Decisions that exist but are not among `decisions`, and how to see them.
    public var decisionsLeftOut: String?
    public var cost: [CostPart] = []
    public var costNote = ""
    /// What the answer rests on, by how well it is known.
    public var assumptions: [Fact] = []
    public var assumptionsNote = ""
    /// The same one by one.
    public var assumptionTable: [AssumptionRow] = []
    public var reproduction: [String] = []
    /// Commands worth trying next, each with what it answers.
    public var next: [Fact] = []

    public init(title: String, subtitle: String, verdict: Verdict) {
        self.title = title
        self.subtitle = subtitle
        self.verdict = verdict
    }
}

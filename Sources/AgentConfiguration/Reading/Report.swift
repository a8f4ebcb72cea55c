/// What is found while the documents are read: errors that refuse them, and notes.
struct Report {
    var errors: [ConfigurationError] = []
    var notes: [ConfigurationNote] = []
    /// Whether what merely leaves less to publish is told and let pass.
    let isRehearsal: Bool
    /// Whether samples that become no metric are written all the same, so that log-only declarations have an effect.
    let logsUnselected: Bool

    init(isRehearsal: Bool = false, logsUnselected: Bool = false) {
        self.isRehearsal = isRehearsal
        self.logsUnselected = logsUnselected
    }

    mutating func add(_ error: ConfigurationError) {
        self.errors.append(error)
    }

    /// Adds an error about a node.
    mutating func error(_ node: DocumentNode, _ message: String) {
        self.errors.append(node.error(message))
    }

    /// Adds a note about a node whose value has no effect.
    mutating func note(_ node: DocumentNode, _ message: String) {
        self.notes.append(ConfigurationNote(kind: .noEffect, place: node.error(message)))
    }

    /// Adds an error that a rehearsal lets pass.
    mutating func refuseInRun(_ node: DocumentNode, _ message: String) {
        if self.isRehearsal {
            self.notes.append(ConfigurationNote(kind: .refusedInRun, place: node.error(message)))
        } else {
            self.error(node, message)
        }
    }

    /// Adds an error about something of which nothing would become a metric; where unselected samples are logged, as
    /// the agent does, that is what the document asks for.
    mutating func refuseLogOnly(_ node: DocumentNode, _ message: String) {
        if self.logsUnselected {
            self.note(node, message)
        } else {
            self.refuseInRun(node, message)
        }
    }
}

/// What is found while the documents are read: errors that refuse them, and notes.
struct Report {
    var errors: [ConfigurationError] = []
    var notes: [ConfigurationNote] = []
    /// Whether what merely leaves less to publish is told and let pass.
    let isRehearsal: Bool

    init(isRehearsal: Bool) {
        self.isRehearsal = isRehearsal
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
}

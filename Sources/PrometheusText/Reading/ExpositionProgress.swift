/// How far an exposition that comes in pieces has been read.
@usableFromInline
struct ExpositionProgress: Equatable, Sendable {
    /// The lines read.
    var line = 0
    var samples = 0
    /// The bytes given, read or kept.
    var bytes = 0
    /// Whether `# EOF` has been read.
    var hasEnded = false
}

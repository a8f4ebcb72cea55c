import ScenarioFile

/// The files of `--start-latency-from`.
enum StartLatencyFiles {
    /// Measures the starts in the files; `nil` without one.
    ///
    /// - Parameters:
    ///   - names: The files, from `describe-tasks`.
    ///   - other: What `--start-latency` says, which must not be given as well.
    ///   - service: The service whose tasks count, if it is known.
    /// - Returns: The measured starts.
    /// - Throws: ``InputError`` if a file is not as it should be, or both flags are given.
    static func read(_ names: [String], beside other: String?, service: String?) throws -> MeasuredStarts? {
        guard !names.isEmpty else { return nil }
        if let other {
            throw InputError("give --start-latency or --start-latency-from, not both (\(other), \(names[0]))")
        }
        do {
            let files = ScenarioFiles()
            return try MeasuredStarts(try names.map { ($0, try files.bytes(of: $0)) }, service: service)
        } catch let error as ScenarioFileError {
            throw InputError(error.description)
        }
    }
}

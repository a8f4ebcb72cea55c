import Foundation

/// Reads the files that a scenario names; paths are relative to the scenario's own folder.
public struct ScenarioFiles: Sendable {
    private let folder: String

    /// Files next to the scenario at `path`, or in the working directory if there is none.
    public init(besideFile path: String? = nil) {
        guard let path, let slash = path.lastIndex(of: "/") else {
            folder = ""
            return
        }
        folder = String(path[...slash])
    }

    /// The file's bytes.
    public func bytes(of name: String) throws(ScenarioFileError) -> [UInt8] {
        let path = name.hasPrefix("/") ? name : folder + name
        guard let data = FileManager.default.contents(atPath: path) else {
            let reason = FileManager.default.fileExists(atPath: path) ? "cannot be read" : "does not exist"
            throw ScenarioFileError([ScenarioProblem(file: path, message: "the file \(reason)")])
        }
        return [UInt8](data)
    }

    /// The file's text, which must be UTF-8.
    public func text(of name: String) throws(ScenarioFileError) -> String {
        let bytes = try bytes(of: name)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ScenarioFileError([ScenarioProblem(file: name, message: "the file is not UTF-8 text")])
        }
        return text
    }
}

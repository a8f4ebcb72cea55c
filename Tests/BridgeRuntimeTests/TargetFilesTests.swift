import BridgeCore
import Foundation
import Testing

@testable import BridgeRuntime

struct TargetFilesTests {
    private let folder: URL

    init() throws {
        self.folder = FileManager.default.temporaryDirectory.appendingPathComponent("scalebridge-\(UUID())")
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
    }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: self.folder.appendingPathComponent(name))
    }

    private func files() -> TargetFiles {
        TargetFiles(FileDiscovery(patterns: [self.folder.path + "/*.json"])) { path, bytes in
            try TargetFileJSON.groups(in: bytes, path: path)
        }
    }

    @Test func `files are read when they appear, change and go, and not otherwise`() throws {
        defer { try? FileManager.default.removeItem(at: self.folder) }
        var files = self.files()
        var errors: [String] = []
        #expect(files.refresh { errors.append($0) } == nil)
        try self.write("b.json", #"[{"targets":["b:1"],"labels":{"zone":"2"}}]"#)
        try self.write("a.json", #"[{"targets":["a:1","a:2"]}]"#)
        let both = [
            TargetGroup(addresses: ["a:1", "a:2"]),
            TargetGroup(addresses: ["b:1"], labels: [Label("zone", "2")]),
        ]
        #expect(files.refresh { errors.append($0) } == both)
        #expect(files.refresh { errors.append($0) } == nil)
        try self.write("a.json", #"[{"targets":["a:3"]}, {"targets":[]}]"#)
        let changed = files.refresh { errors.append($0) }
        #expect(changed?.first == TargetGroup(addresses: ["a:3"]))
        try FileManager.default.removeItem(at: self.folder.appendingPathComponent("a.json"))
        #expect(files.refresh { errors.append($0) } == [both[1]])
        #expect(errors.isEmpty)
    }

    @Test(arguments: [
        ("[{", "a.json:1:"), (#"[{"targets":"a:1"}]"#, "targets"), (#"[{"target":["a:1"]}]"#, "target"),
        (#"{"targets":[]}"#, "array"),
    ])
    func `a damaged file is told once and keeps the targets it had`(text: String, word: String) throws {
        defer { try? FileManager.default.removeItem(at: self.folder) }
        try self.write("a.json", #"[{"targets":["a:1"]}]"#)
        var files = self.files()
        _ = files.refresh { _ in }
        try self.write("a.json", text)
        var errors: [String] = []
        #expect(files.refresh { errors.append($0) } == [TargetGroup(addresses: ["a:1"])])
        #expect(files.refresh { errors.append($0) } == nil)
        #expect(errors.count == 1)
        #expect(errors.first?.contains(word) == true)
        #expect(errors.first?.contains("a.json") == true)
    }
}

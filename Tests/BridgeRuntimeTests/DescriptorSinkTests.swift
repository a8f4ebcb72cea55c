import Foundation
import NIOConcurrencyHelpers
import NIOPosix
import Testing

@testable import BridgeRuntime

@Suite(.timeLimit(.minutes(1)))
struct DescriptorSinkTests {
    private func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        try #require(Glibc.pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    private func wait(_ condition: () -> Bool) async {
        for _ in 0..<500 where !condition() { try? await Task.sleep(for: .milliseconds(10)) }
    }

    @Test func `lines arrive whole and in order`() async throws {
        let ends = try self.pipe()
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let sink = DescriptorSink(descriptor: ends.write, pool: pool) { _ in }
        for index in 0..<100 { sink.write(Array("a \(index)\nb \(index)\n".utf8)) }
        await self.wait { sink.tally.waiting == 0 }
        #expect(sink.tally == SinkTally(written: 200, dropped: 0, waiting: 0))
        close(ends.write)
        let text = String(decoding: try SmallFile.read(descriptor: ends.read, named: "pipe"), as: UTF8.self)
        #expect(text == (0..<100).map { "a \($0)\nb \($0)\n" }.joined())
        close(ends.read)
        try await pool.shutdownGracefully()
    }

    @Test func `a reader that does not read costs lines beyond the bound, and nobody waits`() async throws {
        let ends = try self.pipe()
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let sink = DescriptorSink(descriptor: ends.write, bound: 100_000, pool: pool) { _ in }
        let line = Array((String(repeating: "x", count: 9999) + "\n").utf8)
        for _ in 0..<100 { sink.write(line) }
        let tally = sink.tally
        #expect(tally.dropped > 0)
        #expect(tally.waiting <= 10)
        // The reader comes back: what waited arrives, what was dropped stays counted.
        let reader = Thread { _ = try? SmallFile.read(descriptor: ends.read, named: "pipe") }
        reader.start()
        await self.wait { sink.tally.waiting == 0 }
        let end = sink.tally
        #expect(end.written + end.dropped == 100)
        #expect(end.waiting == 0)
        close(ends.write)
        try await pool.shutdownGracefully()
    }

    @Test func `a reader that has gone is told once`() async throws {
        signal(SIGPIPE, SIG_IGN)
        let ends = try self.pipe()
        close(ends.read)
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let failures = NIOLockedValueBox<[Int32]>([])
        let sink = DescriptorSink(descriptor: ends.write, pool: pool) { code in
            failures.withLockedValue { $0.append(code) }
        }
        sink.write(Array("a\n".utf8))
        sink.write(Array("b\n".utf8))
        await self.wait { sink.tally.waiting == 0 }
        #expect(failures.withLockedValue { $0 } == [EPIPE])
        #expect(sink.tally == SinkTally(written: 0, dropped: 2, waiting: 0))
        close(ends.write)
        try await pool.shutdownGracefully()
    }
}

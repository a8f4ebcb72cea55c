import NIOConcurrencyHelpers
import NIOPosix

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes lines to a file descriptor from a thread of its own, one `write` per line.
///
/// A reader that is slow (a log driver in blocking mode) then delays no scrape. At most `bound` bytes wait; lines
/// beyond that are dropped whole and counted.
final class DescriptorSink: LineSink, @unchecked Sendable {
    // `state` is the only mutable member and is behind its lock.
    private struct State {
        var tally = SinkTally()
        var waitingBytes = 0
        var failure: Int32?
    }

    /// How many bytes may wait by default.
    static let defaultBound = 4 << 20

    private let descriptor: Int32
    private let bound: Int
    private let pool: NIOThreadPool
    private let state = NIOLockedValueBox(State())
    private let onFailure: @Sendable (Int32) -> Void

    /// Creates a sink; `onFailure` is called once, with `errno`, when the descriptor can no longer be written to.
    init(
        descriptor: Int32,
        bound: Int = DescriptorSink.defaultBound,
        pool: NIOThreadPool,
        onFailure: @escaping @Sendable (Int32) -> Void
    ) {
        self.descriptor = descriptor
        self.bound = bound
        self.pool = pool
        self.onFailure = onFailure
    }

    var tally: SinkTally { self.state.withLockedValue { $0.tally } }

    func write(_ lines: [UInt8]) {
        if lines.isEmpty { return }
        let count = lines.reduce(into: 0) { $0 += $1 == UInt8(ascii: "\n") ? 1 : 0 }
        let accepted = self.state.withLockedValue { state in
            guard state.failure == nil, state.waitingBytes + lines.count <= self.bound else {
                state.tally.dropped += count
                return false
            }
            state.waitingBytes += lines.count
            state.tally.waiting += count
            return true
        }
        guard accepted else { return }
        self.pool.submit { workItem in
            self.writeNow(lines, count: count, isActive: workItem == .active)
        }
    }

    private func writeNow(_ lines: [UInt8], count: Int, isActive: Bool) {
        var written = 0
        var failure = self.state.withLockedValue { $0.failure }
        let hadFailed = failure != nil
        if isActive, failure == nil {
            lines.withUnsafeBytes { bytes in
                var start = 0
                while start < bytes.count, failure == nil {
                    let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1
                    failure = self.writeAll(UnsafeRawBufferPointer(rebasing: bytes[start...newline]))
                    if failure == nil { written += 1 }
                    start = newline + 1
                }
            }
        }
        let outcome = failure
        self.state.withLockedValue { state in
            state.waitingBytes -= lines.count
            state.tally.waiting -= count
            state.tally.written += written
            state.tally.dropped += count - written
            state.failure = outcome
        }
        if let outcome, !hadFailed { self.onFailure(outcome) }
    }

    private func writeAll(_ bytes: UnsafeRawBufferPointer) -> Int32? {
        var rest = bytes
        while !rest.isEmpty {
            let count = systemWrite(self.descriptor, rest)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                continue
            }
            switch errno {
            case EINTR:
                continue
            case EAGAIN:
                // Standard output may have been made non-blocking by whoever shares it.
                var entry = pollfd(fd: self.descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&entry, 1, 1000)
            default:
                return errno
            }
        }
        return nil
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

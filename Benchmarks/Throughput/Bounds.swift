import Glibc

/// Things that any parser must do at least, done alone: what the figures are compared with.
enum Bounds {
    /// Finds every line with the C library's `memchr`, which is vector code.
    static func memchrLines(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            var lines = 0
            var position = base
            let end = base + buffer.count
            while position < end, let newline = memchr(position, 0x0A, end - position) {
                lines += 1
                position = UnsafeRawPointer(newline) + 1
            }
            return lines
        }
    }

    /// Walks over the bytes one by one with a state, as a simple parser does: lines outside quotes.
    static func bytewiseLines(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var lines = 0
            var isQuoted = false
            var isEscaped = false
            for byte in buffer {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isQuoted.toggle()
                } else if byte == 0x0A && !isQuoted {
                    lines += 1
                }
            }
            return lines
        }
    }
}

#if canImport(Glibc)
import Glibc
#endif

/// Gives memory back that only the start needed.
///
/// Reading flags and configuration runs through code that the scrape loop never touches again, and that code stays
/// resident: 14 MiB of a program that then works in a few. Its pages hold nothing but what is in the program's file,
/// so they can be dropped, and those that are still needed come back by themselves.
enum ResidentMemory {
    /// Drops the resident pages of executable mappings.
    static func giveBack() {
        #if canImport(Glibc)
        guard let bytes = try? SmallFile.read("/proc/self/maps") else { return }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
            // Only private, read-and-execute mappings of a file: what is not writable holds no state.
            guard fields.count == 6, fields[1].elementsEqual("r-xp".utf8), fields[5].contains(UInt8(ascii: "/")) else {
                continue
            }
            let bounds = fields[0].split(separator: UInt8(ascii: "-")).map {
                UInt(String(decoding: $0, as: UTF8.self), radix: 16) ?? 0
            }
            guard bounds.count == 2, bounds[0] < bounds[1] else { continue }
            madvise(UnsafeMutableRawPointer(bitPattern: bounds[0]), Int(bounds[1] - bounds[0]), MADV_DONTNEED)
        }
        #endif
    }
}

/// Cuts a piece of an exposition into two padded regions (see ``ByteCursor``).
///
/// The first region is the caller's memory, up to the last newline that has enough bytes after it; it is read in place.
/// The rest, usually the last line or two, is copied to memory of our own, with a newline at its end if it lacks one and
/// padding after it. Offsets stay those of the caller's bytes: the copy pretends to start where the rest starts.
struct PaddedRegions: ~Copyable {
    /// The first byte of the caller's memory.
    let start: ByteCursor
    /// The end of the region that is read in place.
    let middle: ByteCursor
    private let rest: Int
    private let copy: UnsafeMutableRawPointer?

    /// The bytes must stay readable and unchanged for as long as the regions are used.
    init(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count > 0 else {
            // Nothing is read from an empty region.
            let empty = UnsafeMutableRawPointer.allocate(byteCount: ByteCursor.padding, alignment: 16)
            copy = empty
            start = ByteCursor(empty)
            middle = start
            rest = 0
            return
        }
        var inPlace = max(0, bytes.count - ByteCursor.padding)
        while inPlace > 0 && bytes[inPlace - 1] != .newline { inPlace -= 1 }
        rest = bytes.count - inPlace
        start = ByteCursor(base)
        middle = start + inPlace
        guard rest > 0 else {
            copy = nil
            return
        }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: rest + 1 + ByteCursor.padding, alignment: 16)
        memory.copyMemory(from: base + inPlace, byteCount: rest)
        let last = bytes[bytes.count - 1]
        memory.storeBytes(of: .newline, toByteOffset: rest, as: UInt8.self)
        (memory + rest + 1).initializeMemory(as: UInt8.self, repeating: 0, count: ByteCursor.padding)
        copy = memory
        isComplete = last == .newline
    }

    /// Whether the last line ends in a newline.
    private(set) var isComplete = true

    /// The region that was copied: its first byte, its end after the last newline, and where offset 0 would be.
    var copied: (start: ByteCursor, end: ByteCursor, origin: ByteCursor) {
        guard let copy else { return (middle, middle, start) }
        let copyStart = ByteCursor(copy)
        return (copyStart, copyStart + (rest == 0 || isComplete ? rest : rest + 1), copyStart + (start - middle))
    }

    deinit {
        copy?.deallocate()
    }
}

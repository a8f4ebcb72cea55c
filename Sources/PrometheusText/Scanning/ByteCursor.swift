/// A position in readable memory: the only type of this library that dereferences a pointer of the input.
///
/// Invariant: a cursor lies in a *padded region*, a piece of memory whose last line ends in a newline and that stays
/// readable for ``padding`` bytes after that newline. Every loop over a region stops at a newline at the latest, and no
/// step reads more than 16 bytes ahead of a byte it has looked at, so nothing is ever read outside the region and its
/// padding. ``PaddedRegions`` establishes the invariant.
struct ByteCursor {
    /// How many bytes after the last newline of a region must be readable.
    static let padding = 64

    let pointer: UnsafeRawPointer

    @inline(__always)
    init(_ pointer: UnsafeRawPointer) {
        self.pointer = pointer
    }

    @inline(__always)
    var byte: UInt8 { pointer.load(as: UInt8.self) }

    @inline(__always)
    subscript(offset: Int) -> UInt8 { pointer.load(fromByteOffset: offset, as: UInt8.self) }

    /// The next eight bytes, the first one lowest.
    @inline(__always)
    var word: UInt64 { UInt64(littleEndian: pointer.loadUnaligned(as: UInt64.self)) }

    @inline(__always)
    var word32: UInt32 { UInt32(littleEndian: pointer.loadUnaligned(as: UInt32.self)) }

    @inline(__always)
    var word16: UInt16 { UInt16(littleEndian: pointer.loadUnaligned(as: UInt16.self)) }

    @inline(__always)
    static func + (cursor: ByteCursor, distance: Int) -> ByteCursor {
        ByteCursor(cursor.pointer + distance)
    }

    @inline(__always)
    static func += (cursor: inout ByteCursor, distance: Int) {
        cursor = cursor + distance
    }

    @inline(__always)
    static func - (end: ByteCursor, start: ByteCursor) -> Int {
        end.pointer - start.pointer
    }

    @inline(__always)
    static func < (left: ByteCursor, right: ByteCursor) -> Bool {
        left.pointer < right.pointer
    }

    /// The first byte here or later that is neither space nor tab.
    @inline(__always)
    func skippingBlanks() -> ByteCursor {
        var cursor = self
        while cursor.byte.isBlank { cursor += 1 }
        return cursor
    }
}

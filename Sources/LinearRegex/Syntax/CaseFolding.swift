/// Simple case folding for `(?i)`, by the case mappings of the standard library.
enum CaseFolding {
    /// All scalars that match `scalar` when case does not matter, itself included.
    static func orbit(of scalar: UInt32) -> Set<UInt32> {
        var orbit: Set<UInt32> = [scalar]
        var pending = [scalar]
        while let next = pending.popLast() {
            for other in neighbours(of: next) where orbit.insert(other).inserted {
                pending.append(other)
            }
        }
        return orbit
    }

    /// The set with every case variant of its members.
    static func folded(_ set: ScalarSet) -> ScalarSet {
        var extra: [ClosedRange<UInt32>] = []
        for range in set.ranges {
            for block in casedBlocks where block.overlaps(range) {
                for value in range.clamped(to: block) {
                    for other in orbit(of: value) where !range.contains(other) {
                        extra.append(other...other)
                    }
                }
            }
        }
        var result = set
        result.formUnion(ScalarSet(extra))
        return result
    }

    private static func neighbours(of value: UInt32) -> [UInt32] {
        guard let scalar = Unicode.Scalar(value) else {
            return []
        }
        var result: [UInt32] = []
        if scalar.isASCII {
            if (0x41...0x5A).contains(value & ~0x20) {
                result.append(value ^ 0x20)
            }
        } else if !unfolded.contains(value) {
            let properties = scalar.properties
            for mapping in [properties.lowercaseMapping, properties.uppercaseMapping, properties.titlecaseMapping] {
                let scalars = mapping.unicodeScalars
                if scalars.count == 1, let only = scalars.first, only != scalar {
                    result.append(only.value)
                }
            }
        }
        for (first, second) in variants {
            if first == value { result.append(second) }
            if second == value { result.append(first) }
        }
        return result
    }

    /// Scalars with a case mapping of their own that folding does not follow: the dotted and the dotless i.
    private static let unfolded: Set<UInt32> = [0x130, 0x131]

    /// Pairs that the mappings join in one direction only, or through a longer text: a variant form and its usual one.
    private static let variants: [(UInt32, UInt32)] = [
        (0x17F, 0x73), (0x212A, 0x6B), (0x212B, 0xE5), (0xB5, 0x3BC), (0x1C5, 0x1C6), (0x1C8, 0x1C9), (0x1CB, 0x1CC),
        (0x1F2, 0x1F3), (0x345, 0x3B9), (0x1FBE, 0x3B9), (0x390, 0x1FD3), (0x3B0, 0x1FE3), (0x3D0, 0x3B2),
        (0x3F5, 0x3B5), (0x3D1, 0x3B8), (0x3F4, 0x3B8), (0x3F0, 0x3BA), (0x3D6, 0x3C0), (0x3F1, 0x3C1), (0x3C2, 0x3C3),
        (0x3D5, 0x3C6), (0x2126, 0x3C9), (0x1E9B, 0x1E61), (0x1E9E, 0xDF), (0x1C80, 0x432), (0x1C81, 0x434),
        (0x1C82, 0x43E), (0x1C83, 0x441), (0x1C84, 0x442), (0x1C85, 0x442), (0x1C86, 0x44A), (0x1C87, 0x463),
        (0x1C88, 0xA64B), (0xFB05, 0xFB06),
    ]

    /// The parts of the code space with cased scalars.
    private static let casedBlocks: [ClosedRange<UInt32>] = [
        0x41...0x58F, 0x10A0...0x10FF, 0x13A0...0x13FF, 0x1C80...0x1CBF, 0x1D70...0x1D90, 0x1E00...0x1FFF,
        0x2126...0x2188, 0x24B6...0x24E9, 0x2C00...0x2D2F, 0xA640...0xA7FF, 0xAB50...0xABBF, 0xFB00...0xFB06,
        0xFF21...0xFF5A, 0x10400...0x105FF, 0x10C80...0x10DFF, 0x118A0...0x118DF, 0x16E40...0x16EFF, 0x1E900...0x1E943,
    ]
}

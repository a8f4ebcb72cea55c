/// General categories as sets, read from the standard library's own Unicode data.
///
/// The data's version is that of the Swift runtime, so a scalar assigned lately may be in a class here and not yet in
/// the tables of another implementation.
enum UnicodeCategories {
    /// The set for a category name such as `L`, `Lu` or `Any`; nil for names that are no general category.
    static func set(named name: String) -> ScalarSet? {
        if name == "Any" {
            return .any
        }
        let wanted = Self.categories.filter { $0.name == name || String($0.name.prefix(1)) == name }
        // Go and RE2 know no Cn: a class of what is not assigned yet would change with each version.
        guard !wanted.isEmpty else {
            return nil
        }
        if name == "Cs" {
            return ScalarSet([0xD800...0xDFFF])
        }
        var ranges: [ClosedRange<UInt32>] = name == "C" ? [0xD800...0xDFFF] : []
        for block in Self.assignedBlocks {
            appendRanges(in: block, to: &ranges) { category in wanted.contains { $0.category == category } }
        }
        return ScalarSet(ranges)
    }

    /// The parts of the code space that hold anything but unassigned scalars.
    private static let assignedBlocks: [ClosedRange<UInt32>] = [
        0x0...0xD7FF, 0xE000...0x3FFFF, 0xE0000...0xE0FFF, 0xF0000...0x10FFFF,
    ]

    private static func appendRanges(
        in block: ClosedRange<UInt32>,
        to ranges: inout [ClosedRange<UInt32>],
        where isWanted: (Unicode.GeneralCategory) -> Bool
    ) {
        var start: UInt32?
        for value in block {
            let isMember = Unicode.Scalar(value).map { isWanted($0.properties.generalCategory) } ?? false
            if isMember, start == nil {
                start = value
            } else if !isMember, let first = start {
                ranges.append(first...(value - 1))
                start = nil
            }
        }
        if let first = start {
            ranges.append(first...block.upperBound)
        }
    }

    private static let categories: [(name: String, category: Unicode.GeneralCategory)] = [
        ("Lu", .uppercaseLetter), ("Ll", .lowercaseLetter), ("Lt", .titlecaseLetter), ("Lm", .modifierLetter),
        ("Lo", .otherLetter), ("Mn", .nonspacingMark), ("Mc", .spacingMark), ("Me", .enclosingMark),
        ("Nd", .decimalNumber), ("Nl", .letterNumber), ("No", .otherNumber), ("Pc", .connectorPunctuation),
        ("Pd", .dashPunctuation), ("Ps", .openPunctuation), ("Pe", .closePunctuation), ("Pi", .initialPunctuation),
        ("Pf", .finalPunctuation), ("Po", .otherPunctuation), ("Sm", .mathSymbol), ("Sc", .currencySymbol),
        ("Sk", .modifierSymbol), ("So", .otherSymbol), ("Zs", .spaceSeparator), ("Zl", .lineSeparator),
        ("Zp", .paragraphSeparator), ("Cc", .control), ("Cf", .format), ("Cs", .surrogate), ("Co", .privateUse),
    ]
}

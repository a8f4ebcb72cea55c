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
        for run in Self.runs where wanted.contains(where: { $0.category == run.category }) {
            ranges.append(run.range)
        }
        return ScalarSet(ranges)
    }

    /// The parts of the code space that hold anything but unassigned scalars.
    private static let assignedBlocks: [ClosedRange<UInt32>] = [
        0x0...0xD7FF, 0xE000...0x3FFFF, 0xE0000...0xE0FFF, 0xF0000...0x10FFFF,
    ]

    /// The code space as runs of one category, found once, when the first category class is compiled.
    private static let runs: [(range: ClosedRange<UInt32>, category: Unicode.GeneralCategory)] = {
        var runs: [(range: ClosedRange<UInt32>, category: Unicode.GeneralCategory)] = []
        for block in Self.assignedBlocks {
            var start = block.lowerBound
            var current: Unicode.GeneralCategory?
            for value in block {
                let category = Unicode.Scalar(value)?.properties.generalCategory
                if category == current { continue }
                if let current { runs.append((start...(value - 1), current)) }
                current = category
                start = value
            }
            if let current { runs.append((start...block.upperBound, current)) }
        }
        return runs
    }()

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

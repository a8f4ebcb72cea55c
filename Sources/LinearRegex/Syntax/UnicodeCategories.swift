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
        // Go and RE2 know no Cn: a class of what is not assigned yet would change with each version.
        let wanted = Self.categories.filter { $0.name == name || String($0.name.prefix(1)) == name }
        guard !wanted.isEmpty else {
            return nil
        }
        return ScalarSet(wanted.flatMap { Self.ranges[$0.category] ?? [] })
    }

    /// The ranges of every category, found in one pass when a pattern first asks for one.
    private static let ranges: [Unicode.GeneralCategory: [ClosedRange<UInt32>]] = {
        var result: [Unicode.GeneralCategory: [ClosedRange<UInt32>]] = [
            .surrogate: [0xD800...0xDFFF],
            .privateUse: [0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD],
        ]
        let assigned: [ClosedRange<UInt32>] = [0x0...0xD7FF, 0xF900...0x3FFFF, 0xE0000...0xE0FFF]
        for block in assigned {
            var start = block.lowerBound
            var current = Unicode.Scalar(start)?.properties.generalCategory ?? .unassigned
            for value in block.dropFirst() {
                let category = Unicode.Scalar(value)?.properties.generalCategory ?? .unassigned
                if category != current {
                    result[current, default: []].append(start...(value - 1))
                    start = value
                    current = category
                }
            }
            result[current, default: []].append(start...block.upperBound)
        }
        return result
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

/// The members of a mapping whose keys are known.
struct Members {
    private let found: [String: DocumentNode]

    /// Checks that a node is a mapping with known keys only.
    ///
    /// Every other key is an error: with the reason where it is a key that exists elsewhere but is not supported, else
    /// with the nearest known key.
    ///
    /// - Parameters:
    ///   - node: The mapping.
    ///   - known: The keys that are read.
    ///   - refused: Keys that exist, with why they cannot be honoured and what to do.
    ///   - place: Where the keys stand, for messages: "in a scrape configuration".
    ///   - report: Takes the errors.
    init?(
        _ node: DocumentNode,
        known: [String],
        refused: [(key: String, reason: String)] = [],
        in place: String,
        _ report: inout Report
    ) {
        guard case .mapping(let members) = node.content else {
            report.error(node, "found \(node.kind); expected a mapping")
            return nil
        }
        var found: [String: DocumentNode] = [:]
        for member in members {
            if known.contains(member.key) {
                found[member.key] = member.node
                continue
            }
            var place = place
            var at = member.node.error("")
            (at.line, at.column) = (member.line, member.column)
            if let refusal = refused.first(where: { $0.key == member.key }) {
                at.message = refusal.reason
            } else {
                if place.isEmpty { place = "here" }
                at.message = "unknown key \(place); "
                at.message += Self.suggestion(for: member.key, known: known + refused.map(\.key), expected: known)
            }
            report.add(at)
        }
        self.found = found
    }

    /// The value of a key; nil if it is absent or null.
    subscript(key: String) -> DocumentNode? {
        guard let node = self.found[key], !node.isNull else { return nil }
        return node
    }

    private static func suggestion(for key: String, known: [String], expected: [String]) -> String {
        if let nearest = EditDistance.nearest(to: key, in: known) { return "did you mean \(nearest)?" }
        return "expected one of \(expected.sorted().joined(separator: ", ")); remove it"
    }
}

/// How far two names are apart.
enum EditDistance {
    /// The name that differs least from a text, if any is near enough to be meant.
    static func nearest(to text: String, in names: [String]) -> String? {
        let own = Array(text.lowercased().unicodeScalars.prefix(100))
        var best: (name: String, distance: Int)?
        for name in names {
            let distance = Self.distance(own, Array(name.lowercased().unicodeScalars))
            if distance < best?.distance ?? .max { best = (name, distance) }
        }
        guard let best, best.distance <= max(2, best.name.unicodeScalars.count / 3), best.distance < own.count else {
            return nil
        }
        return best.name
    }

    /// Insertions, deletions and replacements between two texts.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (index, scalar) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let above = row[column + 1]
                let replaced = diagonal + (right[column] == scalar ? 0 : 1)
                row[column + 1] = min(replaced, above + 1, row[column] + 1)
                diagonal = above
            }
        }
        return row[right.count]
    }
}

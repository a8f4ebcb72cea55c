/// Finds the name a user most likely meant.
public enum NearestName {
    /// The candidate that differs least from `name`, or nil where none is close.
    ///
    /// Close means at most two edits, or a third of the name's length if that is more. Case, `-` and `_` do not count.
    public static func of(_ name: String, among candidates: [String]) -> String? {
        let wanted = folded(name)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = edits(wanted, folded(candidate))
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(2, name.count / 3) else { return nil }
        return best.candidate
    }

    /// A sentence for an unknown name: what was meant, or what there is.
    public static func hint(_ name: String, among candidates: [String]) -> String {
        if let nearest = of(name, among: candidates) { return "did you mean \"\(nearest)\"?" }
        return candidates.count == 1
            ? "the only one known here is \(candidates[0])" : "known here are \(candidates.joined(separator: ", "))"
    }

    private static func folded(_ name: String) -> [UInt8] {
        name.lowercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
    }

    // Levenshtein's distance with one row of the table; a swap of neighbours counts as two.
    private static func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let substituted = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, min(row[j], row[j + 1]) + 1)
            }
        }
        return row[b.count]
    }
}

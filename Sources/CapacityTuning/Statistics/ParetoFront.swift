/// The points that no other point beats, every coordinate being better when smaller.
public enum ParetoFront {
    /// The indices of the points that no other point dominates, ordered by their coordinates.
    ///
    /// A point dominates another if it is nowhere worse and somewhere better. Of equal points the first stays.
    public static func indices(of points: [[Double]]) -> [Int] {
        let kept = points.indices.filter { index in
            !points.indices.contains { other in
                other != index
                    && (dominates(points[other], points[index]) || points[other] == points[index] && other < index)
            }
        }
        return kept.sorted { left, right in
            points[left] == points[right] ? left < right : points[left].lexicographicallyPrecedes(points[right])
        }
    }

    /// Whether the first point is nowhere worse than the second and somewhere better.
    public static func dominates(_ first: [Double], _ second: [Double]) -> Bool {
        var better = false
        for (a, b) in zip(first, second) {
            if a > b { return false }
            if a < b { better = true }
        }
        return better
    }
}

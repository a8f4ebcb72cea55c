/// Counts and exact sums of values in classes of one part in 128, from which the mean of the largest can be told.
///
/// Its size depends on how widely the values spread, not on how many there are.
struct TailSketch: Sendable, Hashable {
    private struct Class: Sendable, Hashable {
        var count = 0
        var sum: Int128 = 0
    }

    private var count = 0
    private var classes: [Int: Class] = [:]

    /// Adds a value; all that are not above zero count as one class.
    mutating func add(_ value: Int) {
        count += 1
        let bits = max(0, Int.bitWidth - max(0, value).leadingZeroBitCount - 8)
        let key = bits << 8 | max(0, value) >> bits
        classes[key, default: Class()].count += 1
        classes[key, default: Class()].sum += Int128(value)
    }

    /// The mean of the largest values, a share of all of them but at least one, in the unit of the values.
    ///
    /// Exact but for the class that the share cuts, of which the mean stands for each value.
    func meanOfLargest(_ share: Double) -> Double {
        guard count > 0 else { return 0 }
        let part = Double(count) * share
        let kept = min(count, max(1, Int(part) + (part > Double(Int(part)) ? 1 : 0)))
        var left = kept
        var whole: Int128 = 0
        var cut = 0.0
        for key in classes.keys.sorted(by: >) {
            guard left > 0, let one = classes[key] else { break }
            if one.count <= left {
                whole += one.sum
            } else {
                cut = Double(one.sum) / Double(one.count) * Double(left)
            }
            left -= min(left, one.count)
        }
        return (Double(whole) + cut) / Double(kept)
    }
}

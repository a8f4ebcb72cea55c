/// The capacity at which a metric that is shared evenly would meet its target: `ceil(base * metric / target)`.
///
/// Exact: the metric is given as numerator over denominator (for an average the sum over the sample count), so that no
/// rounding of a quotient moves the result. Held within 0 and `Int.max`.
///
/// - Parameters:
///   - base: The capacity the metric was measured at, tasks; not negative.
///   - numerator: The metric's numerator.
///   - denominator: The metric's denominator; above zero.
///   - target: The target value; above zero.
/// - Returns: The capacity, before any bounds.
public func proportionalCapacity(base: Int, metric numerator: Int, over denominator: Int, target: Ratio) -> Int {
    guard base > 0, numerator > 0, denominator > 0, target.numerator > 0 else { return 0 }
    // Nearly always everything fits 64 bits.
    let (plainTop, topOverflow) = base.multipliedReportingOverflow(by: target.denominator)
    let (plainProduct, productOverflow) = plainTop.multipliedReportingOverflow(by: numerator)
    let (plainBottom, bottomOverflow) = denominator.multipliedReportingOverflow(by: target.numerator)
    if !topOverflow, !productOverflow, !bottomOverflow { return (plainProduct - 1) / plainBottom + 1 }
    // base * target.denominator fits 128 bits; it is reduced against the divisor only if the product overflows.
    var top = Int128(base) * Int128(target.denominator)
    var bottom = Int128(denominator) * Int128(target.numerator)
    let (product, overflow) = top.multipliedReportingOverflow(by: Int128(numerator))
    if !overflow { return ceilingDivision(product, bottom) }
    let common = Int128(greatestCommonDivisor(top.magnitude, bottom.magnitude))
    top /= common
    bottom /= common
    let factor = Int128(greatestCommonDivisor(UInt128(numerator.magnitude), bottom.magnitude))
    let (reduced, stillOverflow) = top.multipliedReportingOverflow(by: Int128(numerator) / factor)
    return stillOverflow ? Int.max : ceilingDivision(reduced, bottom / factor)
}

/// The same with a dead band: the base is kept while the metric is within `tolerance` of the target, as a part of it.
///
/// Application Auto Scaling documents no such band; the Horizontal Pod Autoscaler of Kubernetes has one of a tenth.
///
/// - Parameters:
///   - base: The capacity the metric was measured at, tasks; not negative.
///   - metric: The metric; not negative.
///   - target: The target value; above zero.
///   - tolerance: The half-width of the band as a part of the target.
/// - Returns: The capacity, before any bounds.
public func proportionalCapacity(base: Int, metric: Ratio, target: Ratio, tolerance: Ratio) -> Int {
    if let width = target.multiplied(by: tolerance), let edge = target.adding(width),
        let otherEdge = target.adding(
            Ratio(reducing: -Int128(width.numerator), over: Int128(width.denominator)) ?? width
        ),
        metric <= edge, metric >= otherEdge
    {
        return base
    }
    return proportionalCapacity(base: base, metric: metric.numerator, over: metric.denominator, target: target)
}

extension ScheduledAction {
    /// The first run after an instant, both in milliseconds since 1970-01-01 UTC; `nil` if there is none.
    ///
    /// A rate counts from ``notBefore``, or from `start` if there is none.
    public func next(after instant: Milliseconds, start: Milliseconds) -> Milliseconds? {
        let earliest = notBefore.map { max(instant, $0 - 1) } ?? instant
        let candidate: Milliseconds? =
            switch schedule {
            case .at(let time): time > earliest ? time : nil
            case .cron(let expression): expression.next(after: earliest)
            case .rate(let interval): nextMultiple(of: interval, from: notBefore ?? start, after: earliest)
            }
        guard let candidate else { return nil }
        if let notAfter, candidate > notAfter { return nil }
        return candidate
    }

    private func nextMultiple(of interval: Milliseconds, from start: Milliseconds, after: Milliseconds) -> Milliseconds
    {
        after < start ? start : start + (floorDivision(after - start, interval) + 1) * interval
    }
}

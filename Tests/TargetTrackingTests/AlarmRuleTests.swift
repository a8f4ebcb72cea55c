import Testing

@testable import TargetTracking

/// The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html.
struct AlarmRuleTests {
    /// A row: datapoints with the newest right, and the state for each treatment; `nil` keeps the current state.
    struct Row: Sendable {
        var points: String
        var m: Int
        var missing: AlarmState?
        var ignore: AlarmState?
        var breaching: AlarmState?
        var notBreaching: AlarmState?
    }

    @Test(
        "the two tables of the CloudWatch guide, range 5, for every treatment and every current state",
        arguments: [
            Row(points: "0-X-X", m: 3, missing: .ok, ignore: .ok, breaching: .ok, notBreaching: .ok),
            Row(points: "0----", m: 3, missing: .ok, ignore: .ok, breaching: .ok, notBreaching: .ok),
            Row(points: "-----", m: 3, missing: .insufficientData, ignore: nil, breaching: .alarm, notBreaching: .ok),
            Row(points: "0XX-X", m: 3, missing: .alarm, ignore: .alarm, breaching: .alarm, notBreaching: .alarm),
            Row(points: "--X--", m: 3, missing: .alarm, ignore: nil, breaching: .alarm, notBreaching: .ok),
            Row(points: "----X", m: 3, missing: nil, ignore: nil, breaching: .alarm, notBreaching: .ok),
            Row(points: "---X-", m: 3, missing: nil, ignore: nil, breaching: .alarm, notBreaching: .ok),
            Row(points: "0-X-X", m: 2, missing: .alarm, ignore: .alarm, breaching: .alarm, notBreaching: .alarm),
            Row(points: "00X0X", m: 2, missing: .alarm, ignore: .alarm, breaching: .alarm, notBreaching: .alarm),
            Row(points: "0-X--", m: 2, missing: .ok, ignore: .ok, breaching: .alarm, notBreaching: .ok),
            Row(points: "----0", m: 2, missing: .ok, ignore: .ok, breaching: .alarm, notBreaching: .ok),
            Row(points: "---X-", m: 2, missing: .alarm, ignore: nil, breaching: .alarm, notBreaching: .ok),
        ]
    )
    func tables(row: Row) {
        var wrong: [String] = []
        let expected: [(MissingDataTreatment, AlarmState?)] = [
            (.missing, row.missing), (.ignore, row.ignore), (.breaching, row.breaching),
            (.notBreaching, row.notBreaching),
        ]
        for (treatment, state) in expected {
            let rule = AlarmRule(datapointsToAlarm: row.m, of: 3, evaluationRange: 5, missingData: treatment)
            for current in AlarmState.allCases {
                let points = Array(row.points.reversed())
                let new = rule.state(from: current) { verdict(points[$0]) }
                if new != state ?? current { wrong.append("\(treatment) from \(current): \(new)") }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("the form on bits equals the form on verdicts for every pattern of 9 periods")
    func bitsEqualVerdicts() {
        var wrong = 0
        for code in 0..<19_683 {
            var rest = code
            var present: UInt64 = 0
            var breaching: UInt64 = 0
            var verdicts: [DatapointVerdict] = []
            for bit in 0..<UInt64(9) {
                switch rest % 3 {
                case 0: verdicts.append(.missing)
                case 1:
                    verdicts.append(.withinThreshold)
                    present |= 1 << bit
                default:
                    verdicts.append(.breaching)
                    present |= 1 << bit
                    breaching |= 1 << bit
                }
                rest /= 3
            }
            for (m, n, range) in [(3, 3, 5), (2, 3, 5), (1, 1, 3), (4, 7, 9), (1, 4, 4)] {
                for treatment in MissingDataTreatment.allCases {
                    let rule = AlarmRule(datapointsToAlarm: m, of: n, evaluationRange: range, missingData: treatment)
                    let byBits = rule.state(from: .ok, present: present, breaching: breaching)
                    if byBits != rule.state(from: .ok, verdict: { verdicts[$0] }) { wrong += 1 }
                }
            }
        }
        #expect(wrong == 0)
    }

    private func verdict(_ point: Character) -> DatapointVerdict {
        switch point {
        case "X": .breaching
        case "0": .withinThreshold
        default: .missing
        }
    }
}

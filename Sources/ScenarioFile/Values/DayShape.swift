/// How full the service is over a day, in parts of its busiest time.
public struct DayShape: Sendable, Hashable {
    /// A level at a time of day; between points it changes in a straight line.
    public struct Point: Sendable, Hashable {
        /// Milliseconds since midnight, at most 24 h.
        public var time: Int
        /// The level in millionths of the peak.
        public var level: Int
    }

    /// What the page calls the shape.
    public var name: String
    /// The points in the order of time; at least one.
    public var points: [Point]

    /// The shapes that a scenario may name.
    public static let named: [DayShape] = [
        shape("flat", [(0, 100)]),
        // Two humps around lunch: what a field-force, shop or office application sees on a weekday.
        shape(
            "working-day",
            [
                (0, 5), (5, 5), (7, 30), (9, 95), (10.5, 100), (12, 90), (13, 80), (14.5, 98), (17, 80), (19, 30),
                (22, 8), (24, 5),
            ]
        ),
        shape("evening", [(0, 20), (3, 6), (7, 15), (16, 35), (19, 85), (21, 100), (23, 60), (24, 20)]),
        // Each day one raised cosine between 15 % at night and the peak at noon, on a two-hour grid.
        shape(
            "cosine",
            [
                (0, 15), (2, 20.7), (4, 36.25), (6, 57.5), (8, 78.75), (10, 94.3), (12, 100), (14, 94.3), (16, 78.75),
                (18, 57.5), (20, 36.25), (22, 20.7), (24, 15),
            ]
        ),
    ]

    private static func shape(_ name: String, _ points: [(hour: Double, percent: Double)]) -> DayShape {
        let points = points.map { hour, percent in
            Point(time: Int(hour * 3_600_000), level: Int((percent * 10_000).rounded()))
        }
        return DayShape(name: name, points: points)
    }

    /// The level at midnight, in millionths of the peak.
    public var levelAtMidnight: Int { points.first?.level ?? 0 }
}

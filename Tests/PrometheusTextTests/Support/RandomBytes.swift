/// A small, fast, repeatable generator (SplitMix64).
struct RepeatableRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// Expositions with every feature of the formats, for mutation.
enum Seeds {
    static let text: [String] = [
        """
        # HELP http_requests_total The total number of \\\\ HTTP\\nrequests, größer.
        # TYPE http_requests_total counter
        http_requests_total{method="post",code="200"} 1027 1395066363000
        http_requests_total{method="post",code="400"}    3 1395066363000

        msdos{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
        {"my.dotted.metric", "error.message"="Not Found"} 7
        # UNIT something_seconds seconds
        no_labels 12.47
        weird{problem="division by zero"} +Inf -3982045
        # TYPE h histogram
        h_bucket{le="0.05"} 24054
        h_bucket{le="+Inf"} 144320
        h_sum 53423
        h_count 144320
        # a comment
          spaced { a = "x" , b = "温度" , }  NaN
        """,
        "a 1\n",
        "",
        "\n\n#\n# HELP\n# HELP a\na{b=\"\",c=\"\"} -0 \n",
        "a{b=\"c\"}1\nlong_metric_name_that_is_longer_than_one_step{a_long_label_name=\"a value\"} 0.30000000000000004\n",
    ]

    static let openMetrics: [String] = [
        """
        # TYPE foo counter
        # HELP foo A counter \\"quoted\\".
        foo_total{a="b"} 17.0 1520879607.789 # {trace_id="KOO5S4vxi0o"} 0.67
        foo_created{a="b"} 1520872607.123
        # TYPE bar_seconds histogram
        # UNIT bar_seconds seconds
        bar_seconds_bucket{le="0.1"} 8 # {id="x\\\\y"} 0.05 1520879607.1
        bar_seconds_bucket{le="+Inf"} 10
        bar_seconds_count 10
        bar_seconds_sum 2.5e-1
        {"utf8.name", label="温"} 1
        # EOF
        """,
        "# EOF\n",
        "a 1\n# EOF",
    ]

    static func all(_ isOpenMetrics: Bool) -> [[UInt8]] {
        (isOpenMetrics ? openMetrics : text).map { Array($0.utf8) }
    }
}

extension RepeatableRandom {
    private static let dictionary: [[UInt8]] =
        [
            "# HELP ", "# TYPE ", "# UNIT ", "# EOF\n", "\n", "\\", "\\\"", "\\n", "\"", "{", "}", "=\"", "\",", " ",
            "\t", "#",
            "NaN", "+Inf", "-1", "1e309", "1e-400", "0.1", "123456789012345678901", "温", "\r", " # {a=\"b\"} 1 2",
            "counter",
            "le=\"+Inf\"", "_bucket", "9223372036854775807",
        ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xE2, 0x82]]

    /// A seed with a few bytes changed, removed, added or moved.
    mutating func mutation(of seeds: [[UInt8]]) -> [UInt8] {
        var bytes = seeds.randomElement(using: &self) ?? []
        for _ in 0..<Int.random(in: 0...6, using: &self) {
            let place = Int.random(in: 0...bytes.count, using: &self)
            let end = min(bytes.count, place + Int.random(in: 0...20, using: &self))
            switch next() % 6 {
            case 0: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: next()) }
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: Self.dictionary.randomElement(using: &self) ?? [], at: place)
            case 3:
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0...bytes.count, using: &self))
            case 4: bytes.removeSubrange(place...)
            default: bytes.insert(contentsOf: repeatElement(UInt8(ascii: "x"), count: end - place), at: place)
            }
        }
        return bytes
    }
}

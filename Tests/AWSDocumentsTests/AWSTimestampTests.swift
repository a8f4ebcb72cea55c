import AWSDocuments
import LosslessJSON
import Testing

struct AWSTimestampTests {
    static let readable: [(json: String, utc: String)] = [
        ("1462575838.171", "2016-05-06T23:03:58.171Z"), ("0", "1970-01-01T00:00:00Z"),
        ("-1.5", "1969-12-31T23:59:58.500Z"), ("1772991066.7010002", "2026-03-08T17:31:06.701Z"),
        ("1.772991066e9", "2026-03-08T17:31:06Z"),
        (#""2026-03-08T13:31:06.701000-04:00""#, "2026-03-08T17:31:06.701Z"),
        (#""2024-02-29T23:59:59Z""#, "2024-02-29T23:59:59Z"), (#""2000-12-31""#, "2000-12-31T00:00:00Z"),
        (#""2026-03-08 17:31+0530""#, "2026-03-08T12:01:00Z"),
        (#""1969-07-20T20:17:40.5+00""#, "1969-07-20T20:17:40.500Z"),
    ]

    @Test(arguments: readable)
    func readsEpochSecondsAndISO8601(json: String, utc: String) throws {
        let timestamp = try AWSTimestamp(JSONNode(JSONValue(parsing: json), source: "t"))
        #expect(timestamp.description == utc)
        #expect(AWSTimestamp(text: utc) == timestamp)
    }

    @Test(arguments: [
        "true", #""yesterday""#, #""2026-13-01""#, #""2026-02-29""#, #""2026-03-08T25:00Z""#,
        #""2026-03-08T12:00:00X""#, "1e300",
        #""2026-03-08T12:00:00.Z""#, #""2026-03-08T""#,
    ])
    func refusesOtherThings(json: String) throws {
        let node = JSONNode(try JSONValue(parsing: json), source: "t")
        let error = try #require(throws: JSONContentError.self) { try AWSTimestamp(node) }
        #expect(error.message.hasPrefix("expected a timestamp"))
    }

    @Test func everyDayOfFourCenturiesReadsBack() {
        let failures = (-80_000..<80_000).lazy.map { AWSTimestamp(milliseconds: $0 * 86_400_000) }
            .filter { AWSTimestamp(text: $0.description) != $0 }
        #expect(failures.first == nil)
    }
}

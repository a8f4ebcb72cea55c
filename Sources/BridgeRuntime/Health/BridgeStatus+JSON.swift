import LosslessJSON

extension BridgeStatus {
    /// The status as one line of JSON with its newline.
    ///
    /// Members: `healthy`, `targets` (each with `job`, `url`, `state`, `healthy`, `detail`, `last_success_age_ms`,
    /// `interval_ms`, `scrapes`), `lines` (with `written`, `dropped`, `waiting`). Ages are null before the first
    /// success. Members may be added.
    var json: String {
        let targets = self.targets.map { target -> JSONValue in
            [
                "job": .string(target.job),
                "url": .string(target.url),
                "state": .string(target.state),
                "healthy": .bool(target.isHealthy),
                "detail": target.detail.map { .string($0) } ?? .null,
                "last_success_age_ms": target.lastSuccessAgeMilliseconds.map { .integer($0) } ?? .null,
                "interval_ms": .integer(target.intervalMilliseconds),
                "scrapes": .integer(target.scrapes),
            ]
        }
        let status: JSONValue = [
            "healthy": .bool(self.isHealthy),
            "targets": .array(targets),
            "lines": [
                "written": .integer(self.sink.written),
                "dropped": .integer(self.sink.dropped),
                "waiting": .integer(self.sink.waiting),
            ],
        ]
        return status.text() + "\n"
    }
}

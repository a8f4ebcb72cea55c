/// Targets that share labels: one entry of `static_configs`, or of a discovery file.
public struct TargetGroup: Sendable, Equatable {
    /// Addresses as `host:port`; an address without a port gets the scheme's.
    public var addresses: [String]
    /// Labels of every target of the group, in the order given.
    public var labels: [Label]

    /// Creates a group.
    public init(addresses: [String], labels: [Label] = []) {
        self.addresses = addresses
        self.labels = labels
    }
}

/// One entry of `file_sd_configs`: files of targets, read again on change.
public struct FileDiscovery: Sendable, Equatable {
    /// Paths, whose last component may hold one asterisk.
    ///
    /// Names end in `.json`, `.yml` or `.yaml`.
    public var patterns: [String]
    /// How often the files are looked at, in milliseconds.
    public var refreshMilliseconds: Int64

    /// Creates an entry.
    public init(patterns: [String], refreshMilliseconds: Int64 = 300_000) {
        self.patterns = patterns
        self.refreshMilliseconds = refreshMilliseconds
    }
}

/// One entry of `dns_sd_configs`: names that resolve to targets, as AWS Cloud Map gives them.
public struct DNSDiscovery: Sendable, Equatable {
    /// The kind of record that is asked for.
    public enum RecordType: String, Sendable, Equatable, CaseIterable {
        /// IPv4 addresses; the port comes from the configuration.
        case a = "A"
        /// IPv6 addresses; the port comes from the configuration.
        case aaaa = "AAAA"
        /// Names with ports.
        case srv = "SRV"
    }

    /// The names to resolve.
    public var names: [String]
    /// The kind of record.
    public var type: RecordType
    /// The port for `A` and `AAAA` records; not used for `SRV`.
    public var port: Int?
    /// How often the names are resolved, in milliseconds.
    public var refreshMilliseconds: Int64

    /// Creates an entry.
    public init(names: [String], type: RecordType = .srv, port: Int? = nil, refreshMilliseconds: Int64 = 30_000) {
        self.names = names
        self.type = type
        self.port = port
        self.refreshMilliseconds = refreshMilliseconds
    }
}

/// How an exposition is to be read.
public struct ExpositionOptions: Equatable, Sendable {
    /// What a line that breaks the format's rules does.
    public enum Mode: Equatable, Sendable {
        /// The first error ends the parse.
        case strict
        /// A bad line is reported to the visitor and skipped; unknown escapes are kept as they are. Exceeding the limit of
        /// samples or of total bytes still ends the parse.
        case lenient
    }

    /// Which code scans the bytes; the results are the same.
    public enum Scanning: Equatable, Sendable {
        /// The fastest this processor has: 16-byte steps on x86-64.
        case native
        /// 8-byte steps in plain integers, as on processors without vector code of ours.
        case portable
    }

    /// The format, see ``ExpositionFormat/init(contentType:content:)`` for finding it out.
    public var format: ExpositionFormat
    /// Whether to stop at the first error.
    public var mode: Mode
    /// The limits on the input.
    public var limits: ExpositionLimits
    /// Which code scans the bytes; a matter of tests and benchmarks.
    public var scanning: Scanning

    /// Makes options.
    ///
    /// - Parameters:
    ///   - format: The format of the input.
    ///   - mode: Whether to stop at the first error.
    ///   - limits: The limits on the input.
    ///   - scanning: Which code scans the bytes.
    public init(
        format: ExpositionFormat = .text,
        mode: Mode = .strict,
        limits: ExpositionLimits = ExpositionLimits(),
        scanning: Scanning = .native
    ) {
        self.format = format
        self.mode = mode
        self.limits = limits
        self.scanning = scanning
    }
}

/// Limits on the input, so that a broken or hostile endpoint costs an error and not the memory of the process.
public struct ExpositionLimits: Equatable, Sendable {
    /// The longest line in bytes, without its newline.
    public var lineBytes: Int
    /// The most labels a sample or an exemplar may have.
    public var labels: Int
    /// The most samples in one exposition.
    public var samples: Int
    /// The most bytes in one exposition.
    public var totalBytes: Int

    /// Makes limits; the defaults are far above what real endpoints send.
    ///
    /// - Parameters:
    ///   - lineBytes: The longest line in bytes, default 16 MiB.
    ///   - labels: The most labels of a sample, default 4096.
    ///   - samples: The most samples in one exposition, default 50 million.
    ///   - totalBytes: The most bytes in one exposition, default 1 GiB.
    public init(
        lineBytes: Int = 16 << 20,
        labels: Int = 4096,
        samples: Int = 50_000_000,
        totalBytes: Int = 1 << 30
    ) {
        self.lineBytes = lineBytes
        self.labels = labels
        self.samples = samples
        self.totalBytes = totalBytes
    }
}

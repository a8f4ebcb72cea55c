/// Credentials of a scrape request.
public enum ScrapeAuthorization: Sendable, Equatable {
    /// `basic_auth`: a user name and a password.
    case basic(user: String, password: Secret)
    /// `authorization`: a type such as `Bearer`, and credentials.
    case header(type: String, credentials: Secret)
}

/// A secret: its text, or the file that holds it and is read anew for every request.
///
/// Its description never shows the text.
public enum Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The secret's text.
    case text(String)
    /// The path of the file that holds the secret.
    case file(String)

    public var description: String {
        switch self {
        case .text: "<secret>"
        case .file(let path): "<secret in \(path)>"
        }
    }

    public var debugDescription: String { self.description }
}

/// `tls_config` of a scrape job.
public struct TLSPlan: Sendable, Equatable {
    /// A PEM file of certificate authorities; nil for the system's.
    public var authorityFile: String?
    /// A PEM file with the client's certificate.
    public var certificateFile: String?
    /// A PEM file with the client's key.
    public var keyFile: String?
    /// The name that the target's certificate must have; nil for the target's host.
    public var serverName: String?
    /// Whether the target's certificate is not checked at all.
    public var skipsVerification: Bool

    /// Creates a plan; the defaults verify the target against the system's authorities.
    public init(
        authorityFile: String? = nil,
        certificateFile: String? = nil,
        keyFile: String? = nil,
        serverName: String? = nil,
        skipsVerification: Bool = false
    ) {
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.serverName = serverName
        self.skipsVerification = skipsVerification
    }
}

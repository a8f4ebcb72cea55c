import BridgeCore
import NIOSSL

/// Makes TLS contexts out of a job's `tls_config`.
enum TLSContexts {
    /// The context for a plan.
    ///
    /// - Throws: NIOSSL's error when a file cannot be read or does not hold what it should.
    static func context(for plan: TLSPlan) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let file = plan.authorityFile { configuration.trustRoots = .file(file) }
        if let file = plan.certificateFile {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(file).map { .certificate($0) }
        }
        if let file = plan.keyFile {
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: file, format: .pem))
        }
        if plan.skipsVerification { configuration.certificateVerification = .none }
        return try NIOSSLContext(configuration: configuration)
    }
}

internal import BridgeCore

/// Reads credentials and TLS of a job's requests; no message here shows a value.
struct HTTPClientReading {
    let directory: String

    static let keys = [
        "basic_auth", "authorization", "bearer_token", "bearer_token_file", "tls_config", "follow_redirects",
        "enable_http2",
    ]

    static let refused: [(key: String, reason: String)] = [
        ("oauth2", "is not supported; use authorization with credentials_file"),
        ("proxy_url", "is not supported: targets are reached directly; remove it"),
        ("no_proxy", "is not supported: targets are reached directly; remove it"),
        ("proxy_from_environment", "is not supported: targets are reached directly; remove it"),
        ("proxy_connect_header", "is not supported: targets are reached directly; remove it"),
        ("http_headers", "is not supported; use authorization for credentials; remove it"),
    ]

    func read(_ members: Members, into job: inout ScrapeJob, _ report: inout Report) {
        let given = ["basic_auth", "authorization", "bearer_token", "bearer_token_file"].compactMap { members[$0] }
        if given.count > 1 {
            report.error(given[1], "a job takes one of basic_auth, authorization and bearer_token; keep one of them")
        }
        if let node = members["basic_auth"] { job.authorization = self.basic(node, &report) }
        if let node = members["authorization"] { job.authorization = self.header(node, &report) }
        if let node = members["bearer_token"], let token = node.nonEmptyString(&report) {
            job.authorization = .header(type: "Bearer", credentials: .text(token))
        }
        if let node = members["bearer_token_file"], let path = node.nonEmptyString(&report) {
            job.authorization = .header(type: "Bearer", credentials: .file(self.path(path)))
        }
        if let node = members["tls_config"] {
            job.tls = self.tls(node, &report)
            if job.scheme == .http {
                report.note(node, "has no effect on targets of scheme http; set scheme: https")
            }
        }
        if let node = members["follow_redirects"] { job.followsRedirects = node.bool(&report) ?? true }
        if let node = members["enable_http2"], node.bool(&report) == true {
            report.note(node, "has no effect: targets are asked by HTTP/1.1")
        }
    }

    private func basic(_ node: DocumentNode, _ report: inout Report) -> ScrapeAuthorization? {
        let refused = [
            ("username_file", "is not supported; write the name into username"),
            ("username_ref", "is not supported; write the name into username"),
            ("password_ref", "is not supported; use password_file"),
        ]
        let known = ["username", "password", "password_file"]
        guard let members = Members(node, known: known, refused: refused, in: "in basic_auth", &report) else {
            return nil
        }
        let secret = self.secret(members, text: "password", file: "password_file", &report)
        guard let name = members["username"] else {
            report.error(node, "username is missing; expected the user's name")
            return nil
        }
        return .basic(user: name.string(&report) ?? "", password: secret ?? .text(""))
    }

    private func header(_ node: DocumentNode, _ report: inout Report) -> ScrapeAuthorization? {
        let refused = [("credentials_ref", "is not supported; use credentials_file")]
        let known = ["type", "credentials", "credentials_file"]
        guard let members = Members(node, known: known, refused: refused, in: "in authorization", &report) else {
            return nil
        }
        var type = "Bearer"
        if let node = members["type"], let text = node.nonEmptyString(&report) {
            type = text
            if text.lowercased() == "basic" {
                report.error(node, "is basic; use basic_auth with username and password instead")
            }
        }
        guard let secret = self.secret(members, text: "credentials", file: "credentials_file", &report) else {
            report.error(node, "credentials is missing; expected credentials or credentials_file")
            return nil
        }
        return .header(type: type, credentials: secret)
    }

    private func secret(_ members: Members, text: String, file: String, _ report: inout Report) -> Secret? {
        if members[text] != nil, let node = members[file] {
            report.error(node, "stands beside \(text); keep one of them")
        }
        if let node = members[text], let value = node.string(&report) { return .text(value) }
        if let node = members[file], let path = node.nonEmptyString(&report) { return .file(self.path(path)) }
        return nil
    }

    private func tls(_ node: DocumentNode, _ report: inout Report) -> TLSPlan {
        var refused = ["ca", "cert", "key"].map {
            ($0, "is not supported; write it to a file and name it in \($0)_file")
        }
        refused += ["ca_ref", "cert_ref", "key_ref"].map { ($0, "is not supported; name a file instead") }
        refused += ["min_version", "max_version"].map {
            ($0, "is not supported: TLS 1.2 and 1.3 are spoken; remove it")
        }
        let known = ["ca_file", "cert_file", "key_file", "server_name", "insecure_skip_verify"]
        var plan = TLSPlan()
        guard let members = Members(node, known: known, refused: refused, in: "in tls_config", &report) else {
            return plan
        }
        func path(_ key: String) -> String? {
            members[key].flatMap { $0.nonEmptyString(&report) }.map(self.path)
        }
        plan.authorityFile = path("ca_file")
        plan.certificateFile = path("cert_file")
        plan.keyFile = path("key_file")
        plan.serverName = members["server_name"].flatMap { $0.nonEmptyString(&report) }
        plan.skipsVerification = members["insecure_skip_verify"].flatMap { $0.bool(&report) } ?? false
        if (plan.certificateFile == nil) != (plan.keyFile == nil) {
            report.error(node, "cert_file and key_file go together; add the missing one")
        }
        return plan
    }

    private func path(_ text: String) -> String {
        text.hasPrefix("/") ? text : self.directory + text
    }
}

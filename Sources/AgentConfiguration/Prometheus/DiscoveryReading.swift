internal import BridgeCore

/// Reads where the targets of a job come from.
struct DiscoveryReading {
    let directory: String

    static let keys = ["static_configs", "file_sd_configs", "dns_sd_configs"]

    static let refused: [(key: String, reason: String)] = [
        "azure", "consul", "digitalocean", "docker", "dockerswarm", "ec2", "ecs", "eureka", "gce", "hetzner", "http",
        "ionos", "kubernetes", "kuma", "lightsail", "linode", "marathon", "nerve", "nomad", "openstack", "ovhcloud",
        "puppetdb", "scaleway", "serverset", "stackit", "triton", "uyuni", "vultr",
    ].map {
        ("\($0)_sd_configs", "is not supported; use static_configs, file_sd_configs or dns_sd_configs")
    }

    func read(_ members: Members, of node: DocumentNode, into job: inout ScrapeJob, _ report: inout Report) {
        let before = report.errors.count
        if let list = members["static_configs"] {
            for element in list.elements(&report) ?? [] {
                guard let group = self.staticGroup(element, of: job, &report) else { continue }
                job.staticTargets.append(group)
            }
        }
        if let list = members["file_sd_configs"] {
            for element in list.elements(&report) ?? [] {
                guard let discovery = self.fileDiscovery(element, &report) else { continue }
                job.fileDiscovery.append(discovery)
            }
        }
        if let list = members["dns_sd_configs"] {
            for element in list.elements(&report) ?? [] {
                guard let discovery = Self.dnsDiscovery(element, &report) else { continue }
                job.dnsDiscovery.append(discovery)
            }
        }
        let isEmpty = job.staticTargets.isEmpty && job.fileDiscovery.isEmpty && job.dnsDiscovery.isEmpty
        if isEmpty, report.errors.count == before {
            let list = Self.keys.compactMap { members[$0] }.first
            report.error(
                list ?? node,
                "the job has no targets: nothing would be scraped; add static_configs with targets: [\"localhost:9090\"]"
            )
        }
    }

    private func staticGroup(_ node: DocumentNode, of job: ScrapeJob, _ report: inout Report) -> TargetGroup? {
        guard let (group, targets) = TargetGroupReading.read(node, &report) else { return nil }
        if group.addresses.isEmpty {
            report.error(node, "targets is missing or empty; expected a list of addresses such as [\"localhost:9090\"]")
            return nil
        }
        for (address, target) in zip(group.addresses, targets) {
            do throws(TargetResolution.Refusal) {
                _ = try TargetResolution.target(of: job, at: 0, address: address, labels: group.labels)
            } catch {
                switch error {
                case .dropped: report.note(target, "is dropped by relabel_configs and is not scraped")
                case .invalid where address.contains("@"):
                    // It may hold a password.
                    report.error(target, "is no address; expected host:port without a user; use basic_auth")
                case .invalid(let reason): report.error(target, "gives no target: \(reason)")
                }
            }
        }
        return group
    }

    private func fileDiscovery(_ node: DocumentNode, _ report: inout Report) -> FileDiscovery? {
        let known = ["files", "refresh_interval"]
        guard let members = Members(node, known: known, in: "in file_sd_configs", &report) else { return nil }
        guard let files = members["files"], let elements = files.elements(&report), !elements.isEmpty else {
            report.error(members["files"] ?? node, "files is missing or empty; expected a list of paths")
            return nil
        }
        var discovery = FileDiscovery(patterns: [])
        for element in elements {
            guard let path = element.nonEmptyString(&report) else { continue }
            let folders = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
            let isNamed = [".json", ".yml", ".yaml"].contains { name.lowercased().hasSuffix($0) }
            let asterisks = name.utf8.count { $0 == UInt8(ascii: "*") }
            if !isNamed || asterisks > 1 || folders.contains(where: { $0.contains("*") }) {
                report.error(
                    element,
                    "\"\(path)\" names no target file; expected a name that ends in .json, .yml or .yaml, with at most one * "
                        + "and only after the last slash"
                )
                continue
            }
            discovery.patterns.append(path.hasPrefix("/") ? path : self.directory + path)
        }
        if let node = members["refresh_interval"] {
            discovery.refreshMilliseconds = node.duration(atLeast: 1, &report) ?? discovery.refreshMilliseconds
        }
        return discovery
    }

    private static func dnsDiscovery(_ node: DocumentNode, _ report: inout Report) -> DNSDiscovery? {
        let known = ["names", "type", "port", "refresh_interval"]
        guard let members = Members(node, known: known, in: "in dns_sd_configs", &report) else { return nil }
        guard let list = members["names"], let elements = list.elements(&report), !elements.isEmpty else {
            report.error(members["names"] ?? node, "names is missing or empty; expected a list of domain names")
            return nil
        }
        var discovery = DNSDiscovery(names: elements.compactMap { $0.nonEmptyString(&report) })
        if let node = members["type"], let text = node.string(&report) {
            if let type = DNSDiscovery.RecordType(rawValue: text.uppercased()) {
                discovery.type = type
            } else {
                report.error(node, "is \"\(text)\"; expected A, AAAA or SRV; other record types are not supported")
            }
        }
        if let node = members["port"] { discovery.port = node.integer(in: 1...65_535, &report) }
        if let node = members["refresh_interval"] {
            discovery.refreshMilliseconds = node.duration(atLeast: 1, &report) ?? discovery.refreshMilliseconds
        }
        if discovery.type != .srv, members["port"] == nil {
            let type = discovery.type.rawValue
            report.error(node, "port is missing; records of type \(type) have none; add the port to scrape")
        }
        if discovery.type == .srv, let node = members["port"] {
            report.note(node, "has no effect: SRV records name the port")
        }
        return discovery
    }
}

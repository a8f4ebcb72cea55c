/// A scrape of a Kubernetes cluster, made up: kube-state-metrics, cAdvisor with timestamps, API server histograms.
///
/// About 240 bytes and 7 labels a sample, like the real ones; the same bytes for the same arguments on every machine.
public struct SyntheticScrape {
    private struct Pod {
        var namespace: String
        var app: String
        var name: String
        var node: String
        var uid: String
        var start: Int

        var labels: String { "namespace=\"\(namespace)\",pod=\"\(name)\",uid=\"\(uid)\"" }
    }

    private static let hex: [Character] = Array("0123456789abcdef")
    private static let letters: [Character] = Array("bcdfghjklmnpqrstvwxz2456789")
    private static let namespaces = [
        "default", "kube-system", "monitoring", "ingress-nginx", "payments-production", "checkout-staging",
        "data-platform", "ml-serving", "cert-manager", "istio-system",
    ]
    private static let apps = [
        "api-gateway", "user-service", "order-processor", "redis-master", "postgres-exporter", "frontend",
        "kafka-broker", "recommendation-engine", "billing-worker", "fluent-bit", "coredns", "node-local-dns",
    ]

    private var random = Random(seed: 20_240_611)
    private var output: [UInt8] = []
    private let size: Int
    private let hasEscapes: Bool
    private let isOpenMetrics: Bool

    /// Makes a body of about `size` bytes.
    ///
    /// - Parameters:
    ///   - size: The size in bytes; the last histogram may exceed it.
    ///   - hasEscapes: Whether 6 % of the pods have a label with escapes, which is 0.15 % of the lines.
    ///   - isOpenMetrics: Whether the body is OpenMetrics: counters named without `_total` in their TYPE line,
    ///     timestamps in seconds, and an end marker.
    /// - Returns: The body.
    public static func body(size: Int, hasEscapes: Bool, isOpenMetrics: Bool = false) -> [UInt8] {
        var scrape = SyntheticScrape(size: size, hasEscapes: hasEscapes, isOpenMetrics: isOpenMetrics)
        scrape.write()
        return scrape.output
    }

    private init(size: Int, hasEscapes: Bool, isOpenMetrics: Bool) {
        self.size = size
        self.hasEscapes = hasEscapes
        self.isOpenMetrics = isOpenMetrics
    }

    private mutating func add(_ text: String) {
        output.append(contentsOf: text.utf8)
    }

    private mutating func head(_ name: String, _ help: String, _ type: String) {
        let family = isOpenMetrics && type == "counter" ? String(name.dropLast("_total".count)) : name
        add("# HELP \(family) \(help)\n# TYPE \(family) \(type)\n")
    }

    /// A time about now, as the format writes it.
    private mutating func timestamp() -> String {
        let milliseconds = 1_718_100_000_000 + random.below(15_000)
        if !isOpenMetrics { return "\(milliseconds)" }
        return "\(milliseconds / 1000).\(String(String(1000 + milliseconds % 1000).dropFirst()))"
    }

    private mutating func write() {
        let pods = makePods()
        writeKubeState(pods)
        writeContainers(pods)
        writeHistograms()
        if isOpenMetrics { add("# EOF\n") }
    }

    private mutating func makePods() -> [Pod] {
        let count = max(8, size / 8000)
        let nodes = (0..<max(3, count / 30)).map { _ in
            "ip-10-\(random.below(256))-\(random.below(256))-\(random.below(256)).eu-west-1.compute.internal"
        }
        return (0..<count).map { _ in
            let app = random.pick(Self.apps)
            let uid = [8, 4, 4, 4, 12].map { random.text($0, of: Self.hex) }.joined(separator: "-")
            return Pod(
                namespace: random.pick(Self.namespaces),
                app: app,
                name: "\(app)-\(random.text(10, of: Self.hex))-\(random.text(5, of: Self.letters))",
                node: random.pick(nodes),
                uid: uid,
                start: 1_700_000_000 + random.below(20_000_000)
            )
        }
    }

    private mutating func writeKubeState(_ pods: [Pod]) {
        head("kube_pod_info", "[STABLE] Information about pod.", "gauge")
        for pod in pods {
            add("kube_pod_info{\(pod.labels),host_ip=\"10.0.\(random.below(256)).\(random.below(256))\",")
            add("pod_ip=\"10.244.\(random.below(256)).\(random.below(256))\",node=\"\(pod.node)\",")
            add("created_by_kind=\"ReplicaSet\",created_by_name=\"\(pod.name.dropLast(6))\",priority_class=\"\",")
            add("host_network=\"false\"} 1\n")
        }
        head("kube_pod_labels", "[STABLE] Kubernetes labels converted to Prometheus labels.", "gauge")
        for pod in pods {
            let name = "label_app_kubernetes_io"
            add(
                "kube_pod_labels{\(pod.labels),\(name)_name=\"\(pod.app)\",\(name)_instance=\"\(pod.app)-\(pod.namespace)\","
            )
            add("\(name)_version=\"v\(random.below(4)).\(random.below(30)).\(random.below(12))\",")
            add("label_pod_template_hash=\"\(pod.name.dropLast(6).suffix(10))\",label_tier=\"backend\"")
            if hasEscapes && random.below(100) < 6 {
                let team = random.text(4, of: Self.letters)
                add(
                    ",label_note=\"{\\\"owner\\\":\\\"team-\(team)\\\",\\\"path\\\":\\\"C:\\\\\\\\srv\\\"}\\nsecond line\""
                )
            }
            add("} 1\n")
        }
        head("kube_pod_status_phase", "[STABLE] The pods current phase.", "gauge")
        for pod in pods {
            for phase in ["Pending", "Succeeded", "Failed", "Unknown", "Running"] {
                add("kube_pod_status_phase{\(pod.labels),phase=\"\(phase)\"} \(phase == "Running" ? 1 : 0)\n")
            }
        }
        head("kube_pod_start_time", "[STABLE] Start time in unix timestamp for a pod.", "gauge")
        for pod in pods { add("kube_pod_start_time{\(pod.labels)} \(scientific(pod.start))\n") }
        for kind in ["requests", "limits"] {
            let name = "kube_pod_container_resource_\(kind)"
            head(name, "The number of requested \(kind) resource by a container.", "gauge")
            for pod in pods {
                for container in [pod.app, "istio-proxy"] {
                    let start = "\(name){\(pod.labels),container=\"\(container)\",node=\"\(pod.node)\",resource="
                    add(
                        "\(start)\"cpu\",unit=\"core\"} \(random.pick(["0.01", "0.1", "0.25", "0.5", "1", "2", "4"]))\n"
                    )
                    let bytes = random.pick([64, 128, 256, 512, 1024, 4096]) << 20
                    add("\(start)\"memory\",unit=\"byte\"} \(scientific(bytes))\n")
                }
            }
        }
    }

    private mutating func writeContainers(_ pods: [Pod]) {
        let cpu = "container_cpu_usage_seconds_total"
        head(cpu, "Cumulative cpu time consumed in seconds.", "counter")
        for pod in pods {
            for container in [pod.app, "istio-proxy", ""] {
                add("\(cpu){container=\"\(container)\",cpu=\"total\",id=\"\(slice(pod))/cri-containerd-")
                add(
                    "\(random.text(64, of: Self.hex)).scope\",image=\"registry.example.com/\(pod.namespace)/\(pod.app):v"
                )
                add("\(random.below(9)).\(random.below(40))\",name=\"\(random.text(64, of: Self.hex))\",")
                add("namespace=\"\(pod.namespace)\",pod=\"\(pod.name)\"} ")
                add("\(random.below(30_000)).\(random.below(1_000_000_000)) \(timestamp())\n")
            }
        }
        for (name, help, type) in [
            ("container_memory_working_set_bytes", "Current working set of the container in bytes.", "gauge"),
            ("container_network_receive_bytes_total", "Cumulative count of bytes received", "counter"),
        ] {
            head(name, help, type)
            for pod in pods {
                add("\(name){container=\"\(pod.app)\",id=\"\(slice(pod))\",image=\"\",interface=\"eth0\",")
                add("name=\"\(random.text(64, of: Self.hex))\",namespace=\"\(pod.namespace)\",pod=\"\(pod.name)\"} ")
                add("\(scientific(1 + random.below(1 << 33))) \(timestamp())\n")
            }
        }
    }

    private func slice(_ pod: Pod) -> String {
        let uid = String(pod.uid.map { $0 == "-" ? "_" : $0 })
        return "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod\(uid).slice"
    }

    private mutating func writeHistograms() {
        let name = "apiserver_request_duration_seconds"
        head(
            name,
            "[STABLE] Response latency distribution in seconds for each verb, group, version and scope.",
            "histogram"
        )
        let bounds = [
            "0.005", "0.025", "0.05", "0.1", "0.2", "0.4", "0.6", "0.8", "1", "1.25", "1.5", "2", "3", "4", "5", "6",
            "8",
            "10", "15", "20", "30", "45", "60", "+Inf",
        ]
        var number = 0
        while output.count < size {
            let group = random.pick(["", "apps", "batch", "networking.k8s.io", "rbac.authorization.k8s.io"])
            let verb = random.pick(["GET", "LIST", "WATCH", "PATCH", "PUT", "POST", "DELETE"])
            let scope = random.pick(["resource", "namespace", "cluster"])
            let part = random.pick(["", "status", "scale"])
            let labels =
                "component=\"apiserver\",dry_run=\"\",group=\"\(group)\",resource=\"res\(number)\",scope=\"\(scope)\","
                + "subresource=\"\(part)\",verb=\"\(verb)\",version=\"v1\""
            var count = 0
            for bound in bounds {
                count += 1 + random.below(399)
                add("\(name)_bucket{\(labels),le=\"\(bound)\"} \(count)\n")
            }
            add("\(name)_sum{\(labels)} \(random.below(count)).\(random.below(1_000_000_000))\n")
            add("\(name)_count{\(labels)} \(count)\n")
            number += 1
        }
    }

    /// A whole number as Go writes it: with an exponent from a million on.
    private func scientific(_ value: Int) -> String {
        if value < 1_000_000 { return "\(value)" }
        let digits = Array("\(value)")
        var fraction = digits.dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        let exponent = digits.count - 1
        return "\(digits[0])\(fraction.isEmpty ? "" : "." + String(fraction))e+\(exponent < 10 ? "0" : "")\(exponent)"
    }
}

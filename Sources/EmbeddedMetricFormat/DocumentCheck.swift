/// A document that keeps every rule, in the form that lines are laid out from.
struct CheckedDocument {
    /// A directive that keeps every rule.
    struct Directive {
        var namespace: String
        var dimensionSets: [[String]]
    }

    /// A member of the root that appears once over all lines: a metric's value or a field.
    struct Item {
        var name: String
        var definitions: [Definition]
        var value: MetricValue
    }

    /// A metric's entry in one of the directives.
    struct Definition: Equatable {
        var directive: Int
        var unit: Unit?
        var resolution: StorageResolution
    }

    var timestamp: Int64
    var metadata: [Property]
    var timestampFieldOfPlainLines: String?
    var properties: [Property]
    var directives: [Directive]
    var items: [Item]
}

/// Holds a document against the rules, and refuses or drops what breaks them.
struct DocumentCheck {
    let policy: Encoder.Policy
    var report = EncodingReport()

    private var properties: [Property] = []
    private var propertyIndex: [[UInt8]: Int] = [:]
    private var items: [CheckedDocument.Item] = []
    private var itemIndex: [[UInt8]: Int] = [:]

    init(policy: Encoder.Policy) {
        self.policy = policy
    }

    /// The document with nothing in it that breaks a rule; nil if all of it had to be dropped.
    mutating func check(_ document: Document, now: Int64?) throws(Violation) -> CheckedDocument? {
        if let now, !Limits.acceptsTimestamp(document.timestamp, now: now) {
            let tooOld = document.timestamp < now
            try note(tooOld ? .timestampTooOld(document.timestamp) : .timestampTooNew(document.timestamp))
            report.droppedMetrics += document.directives.reduce(0) { $0 + $1.metrics.count }
            return nil
        }
        let metricNames = Set(document.directives.flatMap { $0.metrics.map { Array($0.name.utf8) } })
        try checkProperties(document.properties, metricNames: metricNames)
        var directives: [CheckedDocument.Directive] = []
        for directive in document.directives {
            guard let checked = try check(directive, metricNames: metricNames) else {
                report.droppedMetrics += directive.metrics.count
                continue
            }
            for metric in directive.metrics {
                try add(metric, directive: directives.count)
            }
            directives.append(checked)
        }
        for field in document.fields { try add(field) }
        var metadata = document.metadata
        if let group = document.logGroupName, !group.utf8.isEmpty {
            metadata.append(Property("LogGroupName", .string(group)))
        }
        return CheckedDocument(
            timestamp: document.timestamp,
            metadata: metadata.filter { Self.isFinite($0.value) },
            timestampFieldOfPlainLines: document.timestampFieldOfPlainLines,
            properties: properties,
            directives: directives,
            items: items
        )
    }

    /// Throws the violation or, if dropping is the policy, notes it.
    mutating func note(_ violation: Violation) throws(Violation) {
        if policy == .refuse { throw violation }
        report.violations.append(violation)
    }

    // MARK: Members of the root

    private mutating func checkProperties(_ all: [Property], metricNames: Set<[UInt8]>) throws(Violation) {
        for property in all {
            let key = Array(property.name.utf8)
            guard Self.isFinite(property.value) else {
                try drop(.valueNotFinite(metric: property.name))
                continue
            }
            if property.name.hasSameBytes(as: "_aws") || metricNames.contains(key) {
                try drop(.repeatedMember(property.name))
            } else if let index = propertyIndex[key] {
                // The latest value wins, in the place of the first.
                try drop(.repeatedMember(property.name))
                properties[index].value = property.value
            } else {
                propertyIndex[key] = properties.count
                properties.append(property)
            }
        }
    }

    private mutating func drop(_ violation: Violation) throws(Violation) {
        try note(violation)
        report.droppedProperties += 1
    }

    private mutating func add(_ field: Field) throws(Violation) {
        let key = Array(field.name.utf8)
        guard field.value.isFinite else { return try drop(.valueNotFinite(metric: field.name)) }
        guard !field.name.hasSameBytes(as: "_aws"), itemIndex[key] == nil, propertyIndex[key] == nil else {
            return try drop(.repeatedMember(field.name))
        }
        itemIndex[key] = items.count
        items.append(CheckedDocument.Item(name: field.name, definitions: [], value: .number(field.value)))
    }

    private mutating func add(_ metric: Metric, directive: Int) throws(Violation) {
        if let violation = Self.violation(of: metric) {
            try note(violation)
            report.droppedMetrics += 1
            return
        }
        let definition = CheckedDocument.Definition(
            directive: directive,
            unit: metric.unit,
            resolution: metric.resolution
        )
        let key = Array(metric.name.utf8)
        guard let index = itemIndex[key] else {
            itemIndex[key] = items.count
            items.append(CheckedDocument.Item(name: metric.name, definitions: [definition], value: metric.value))
            return
        }
        // One root member can serve several directives, but it holds one value, and CloudWatch wants one resolution.
        let agrees =
            items[index].value == metric.value
            && items[index].definitions.allSatisfy { $0.resolution == metric.resolution && $0.directive != directive }
        guard agrees else {
            try note(.conflictingMetric(metric.name))
            report.droppedMetrics += 1
            return
        }
        items[index].definitions.append(definition)
    }

    private static func violation(of metric: Metric) -> Violation? {
        if let fault = TextRules.fault(inMetricName: metric.name) { return .metricName(metric.name, fault) }
        switch metric.value {
        case .number(let value): return violation(of: value, in: metric.name)
        case .array(let values):
            if values.isEmpty { return .malformedValue(metric: metric.name) }
            for value in values {
                if let violation = violation(of: value, in: metric.name) { return violation }
            }
        case .distribution(let parts):
            guard !parts.values.isEmpty, parts.values.count == parts.counts.count,
                parts.values.count <= Limits.valuesPerMetric, parts.counts.allSatisfy({ $0 >= 0 })
            else { return .malformedValue(metric: metric.name) }
            for value in parts.values + parts.counts + [parts.sum, parts.count, parts.minimum, parts.maximum] {
                if let violation = violation(of: value, in: metric.name) { return violation }
            }
        }
        return nil
    }

    private static func violation(of value: Double, in metric: String) -> Violation? {
        guard value.isFinite else { return .valueNotFinite(metric: metric) }
        return value.magnitude <= Limits.valueMagnitude ? nil : .valueOutOfRange(metric: metric, value)
    }

    private static func isFinite(_ value: PropertyValue) -> Bool {
        if case .number(let number) = value { return number.isFinite }
        return true
    }

    // MARK: Directives

    private mutating func check(
        _ directive: Directive,
        metricNames: Set<[UInt8]>
    ) throws(Violation) -> CheckedDocument.Directive? {
        if let fault = TextRules.fault(inNamespace: directive.namespace) {
            try note(.namespace(directive.namespace, fault))
            return nil
        }
        if directive.dimensionSets.isEmpty {
            try note(.noDimensionSet(namespace: directive.namespace))
            return nil
        }
        var sets: [[String]] = []
        var identities: Set<[[UInt8]]> = []
        for names in directive.dimensionSets {
            if let violation = violation(ofDimensionSet: names, metricNames: metricNames) {
                try note(violation)
                report.droppedDimensionSets += 1
            } else if identities.insert(Directive.identity(of: names)).inserted {
                sets.append(names)
            }
        }
        return sets.isEmpty ? nil : CheckedDocument.Directive(namespace: directive.namespace, dimensionSets: sets)
    }

    private func violation(ofDimensionSet names: [String], metricNames: Set<[UInt8]>) -> Violation? {
        if names.count > Limits.dimensionsPerSet { return .tooManyDimensions(names) }
        var seen: Set<[UInt8]> = []
        for name in names {
            let key = Array(name.utf8)
            if !seen.insert(key).inserted { return .repeatedDimension(name) }
            if let fault = TextRules.fault(inDimensionName: name) { return .dimensionName(name, fault) }
            guard let index = propertyIndex[key] else {
                return metricNames.contains(key) ? .dimensionNotString(name) : .dimensionWithoutValue(name)
            }
            guard case .string(let value) = properties[index].value else { return .dimensionNotString(name) }
            if let fault = TextRules.fault(inDimensionValue: value) { return .dimensionValue(name: name, fault) }
        }
        return nil
    }
}

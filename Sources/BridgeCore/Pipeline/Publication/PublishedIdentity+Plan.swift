internal import EmbeddedMetricFormat
internal import LinearRegex

extension PublishedIdentity {
    /// Every identity that a plan can publish from the given targets.
    ///
    /// Values of dimensions are filled in where the target's labels or the task's identity tell them. A declaration is
    /// left out only if its label matcher is certain not to match: labels that a scrape may add count as matching. Of a
    /// job without targets, such as one that is yet to discover them, only the job label is known.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - targets: Targets of its jobs.
    ///   - identity: What is known of the task; the plan's own values win.
    /// - Returns: The identities, each once, in the order of targets and declarations.
    public static func all(
        of plan: BridgePlan,
        targets: [ScrapeTarget],
        identity: TaskIdentity = TaskIdentity()
    ) -> [PublishedIdentity] {
        if plan.publication.extractionDisabled { return [] }
        var rules = PublicationRules(plan.publication)
        let task = plan.identity.completed(by: identity)
        var identities: [PublishedIdentity] = []
        var seen: Set<PublishedIdentity> = []
        for (index, job) in plan.jobs.enumerated() {
            var labelSets = targets.filter { $0.jobIndex == index }.map { LabelSet($0.labels) }
            if labelSets.isEmpty { labelSets = [LabelSet([Label("job", job.name)])] }
            for labels in labelSets {
                var known = labels
                for label in task.labels where known[label.name] == nil { known[label.name] = label.value }
                for identity in rules.identities(known, job: job.name) where seen.insert(identity).inserted {
                    identities.append(identity)
                }
            }
        }
        return identities
    }
}

extension PublicationRules {
    /// What can be published of a target of which these labels are known.
    fileprivate mutating func identities(_ known: LabelSet, job: String) -> [PublishedIdentity] {
        let candidates = self.declarations.indices.filter { self.mayMatch($0, known) }
        var result: [PublishedIdentity] = []
        for index in candidates {
            for selector in self.plan.declarations[index].metricSelectors {
                let exact = Self.literal(selector)
                if exact == nil {
                    result += self.declarations[index].allDimensionSets.map {
                        self.identity(.matching(selector.text), $0, known, job)
                    }
                }
                let named = exact.map { [$0] } ?? self.plan.scalingMetrics.filter { Self.finds(selector, in: $0) }
                for metric in named { result += self.identities(of: metric, candidates, known, job) }
            }
        }
        if self.plan.publishesScrapeHealth {
            for metric in ["up", "scrape_duration_seconds", "scrape_samples_scraped"] {
                for set in self.dimensionSets(candidates) {
                    result.append(self.identity(.exactly(metric), set, known, job))
                }
            }
        }
        return result
    }

    /// The identities of one metric, the one for policies without dimensions among them.
    private mutating func identities(
        of metric: String,
        _ candidates: [Int],
        _ known: LabelSet,
        _ job: String
    ) -> [PublishedIdentity] {
        var selecting: [Int] = []
        for index in candidates where self.selects(metric, index) { selecting.append(index) }
        let sets = self.dimensionSets(selecting)
        var result = sets.map { self.identity(.exactly(metric), $0, known, job) }
        let hasIdentity = selecting.contains { !self.plan.declarations[$0].dimensionSets.isEmpty }
        if hasIdentity, self.addsZeroDimension(to: metric), !sets.contains([]) {
            var added = self.identity(.exactly(metric), [], known, job)
            added.isAddedForScaling = true
            result.append(added)
        }
        return result
    }

    private func dimensionSets(_ indices: [Int]) -> [[String]] {
        var sets: [[String]] = []
        for index in indices {
            for set in self.declarations[index].allDimensionSets where !sets.contains(set) { sets.append(set) }
        }
        return sets
    }

    private func identity(
        _ metric: PublishedIdentity.MetricName,
        _ dimensions: [String],
        _ known: LabelSet,
        _ job: String
    ) -> PublishedIdentity {
        var unit: String?
        if case .exactly(let name) = metric { unit = self.unit(of: name)?.rawValue }
        return PublishedIdentity(
            namespace: self.plan.namespace,
            metric: metric,
            dimensions: dimensions.map { PublishedIdentity.Dimension($0, known[$0]) },
            unit: unit,
            job: job,
            isAddedForScaling: false
        )
    }

    /// Whether a declaration matches, or may match once a scrape adds the labels that are not known yet.
    private mutating func mayMatch(_ index: Int, _ known: LabelSet) -> Bool {
        let isKnown = self.plan.declarations[index].sourceLabels.allSatisfy { known[$0] != nil }
        return !isKnown || self.matches(known)[index]
    }

    private static func finds(_ selector: Pattern, in metric: String) -> Bool {
        var matcher = selector.matcher()
        return matcher?.matches(metric) ?? false
    }

    /// The one text that a pattern of the form `^text$` matches; nil for any other form.
    private static func literal(_ pattern: Pattern) -> String? {
        guard pattern.text.hasPrefix("^"), pattern.text.hasSuffix("$") else { return nil }
        var literal = ""
        var isEscaped = false
        for character in pattern.text.dropFirst().dropLast() {
            let isWord = character.isASCII && (character.isLetter || character.isNumber)
            if isEscaped {
                if isWord { return nil }
                literal.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if isWord || character == "_" || character == ":" {
                literal.append(character)
            } else {
                return nil
            }
        }
        return isEscaped || literal.isEmpty ? nil : literal
    }
}

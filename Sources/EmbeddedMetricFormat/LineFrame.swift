/// The texts that every line of one document shares, each rendered once.
struct LineFrame {
    static let metadataHead: StaticString = "\"_aws\":{\"Timestamp\":"
    static let directivesHead: StaticString = ",\"CloudWatchMetrics\":["
    static let directiveTail: StaticString = "]}"
    static let metadataTail: StaticString = "]}"

    /// `"ClusterName":"c","job":"powersync"`, or nothing.
    let properties: [UInt8]
    /// `,"LogGroupName":"g"`, or nothing.
    let metadata: [UInt8]
    /// `{"Namespace":"N","Dimensions":[["ClusterName"],[]],"Metrics":[` for each directive.
    let directiveHeads: [[UInt8]]
    /// `"Timestamp":"`, or nothing.
    let plainTimestamp: [UInt8]

    private let valuesAreSlots: Bool

    init(_ document: CheckedDocument, valuesAreSlots: Bool) {
        self.valuesAreSlots = valuesAreSlots
        var properties: [UInt8] = []
        for property in document.properties {
            if !properties.isEmpty { properties.append(UInt8(ascii: ",")) }
            Self.append(property, to: &properties)
        }
        self.properties = properties
        var metadata: [UInt8] = []
        for property in document.metadata {
            metadata.append(UInt8(ascii: ","))
            Self.append(property, to: &metadata)
        }
        self.metadata = metadata
        directiveHeads = document.directives.map(Self.head)
        var plain: [UInt8] = []
        if let name = document.timestampFieldOfPlainLines {
            JSONText.append(name, to: &plain)
            plain += [UInt8(ascii: ":"), UInt8(ascii: "\"")]
        }
        plainTimestamp = plain
    }

    /// An upper bound of the length of a line that has only the properties, its newline included.
    var plainBytes: Int {
        properties.count + plainTimestamp.count + JSONText.longestNumber + 6
    }

    /// What the first metric on a line adds to its length beside its own text.
    var metadataBytes: Int {
        Self.metadataHead.utf8CodeUnitCount + metadata.count + Self.directivesHead.utf8CodeUnitCount
            + Self.metadataTail.utf8CodeUnitCount + 1
    }

    /// A metric's entry in a directive: `{"Name":"m","Unit":"Count"}`.
    func definition(_ definition: CheckedDocument.Definition, name: String) -> [UInt8] {
        var line = Line()
        line.append("{\"Name\":")
        JSONText.append(name, to: &line.text)
        if let unit = definition.unit {
            line.append(",\"Unit\":")
            JSONText.append(unit.rawValue, to: &line.text)
        }
        if definition.resolution == .high { line.append(",\"StorageResolution\":1") }
        line.append("}")
        return line.text
    }

    /// An item's member of the root, with the given part of its values: `"m":1`.
    func member(_ item: CheckedDocument.Item, values range: Range<Int>) -> Line {
        var line = Line()
        JSONText.append(item.name, to: &line.text)
        line.append(":")
        switch item.value {
        case .number(let slot) where valuesAreSlots: line.appendHole(.value(Int(slot)))
        case .number(let value): JSONText.append(value, to: &line.text)
        case .array(let values) where range.count == 1: JSONText.append(values[range.lowerBound], to: &line.text)
        case .array(let values): Self.append(values[range], to: &line.text)
        case .distribution(let parts):
            line.append("{\"Values\":")
            Self.append(parts.values[...], to: &line.text)
            line.append(",\"Counts\":")
            Self.append(parts.counts[...], to: &line.text)
            line.append(",\"Max\":")
            JSONText.append(parts.maximum, to: &line.text)
            line.append(",\"Min\":")
            JSONText.append(parts.minimum, to: &line.text)
            line.append(",\"Count\":")
            JSONText.append(parts.count, to: &line.text)
            line.append(",\"Sum\":")
            JSONText.append(parts.sum, to: &line.text)
            line.append("}")
        }
        return line
    }

    private static func head(_ directive: CheckedDocument.Directive) -> [UInt8] {
        var line = Line()
        line.append("{\"Namespace\":")
        JSONText.append(directive.namespace, to: &line.text)
        line.append(",\"Dimensions\":[")
        for (index, names) in directive.dimensionSets.enumerated() {
            line.append(comma: index > 0)
            line.append("[")
            for (index, name) in names.enumerated() {
                line.append(comma: index > 0)
                JSONText.append(name, to: &line.text)
            }
            line.append("]")
        }
        line.append("],\"Metrics\":[")
        return line.text
    }

    private static func append(_ property: Property, to output: inout [UInt8]) {
        JSONText.append(property.name, to: &output)
        output.append(UInt8(ascii: ":"))
        switch property.value {
        case .string(let text): JSONText.append(text, to: &output)
        case .number(let value): JSONText.append(value, to: &output)
        case .integer(let value): JSONText.append(value, to: &output)
        case .boolean(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        }
    }

    private static func append(_ values: ArraySlice<Double>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            JSONText.append(value, to: &output)
        }
        output.append(UInt8(ascii: "]"))
    }
}

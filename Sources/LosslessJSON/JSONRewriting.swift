extension JSONDocument {
    /// The text of the document with its value changed to another, every byte that need not change left as it was.
    ///
    /// Change a copy of `root` and pass it here. Sub-trees that are equal keep their text, with its white space, number
    /// text and escapes; new items take the white space of their neighbours.
    ///
    /// - Complexity: O(bytes) when arrays keep their length; at worst O(bytes * nesting).
    public func bytes(changedTo newRoot: JSONValue) -> [UInt8] {
        guard let origin = root.origin else { return bytes }
        var rewriter = JSONRewriter(source: bytes, layout: layout)
        rewriter.output += bytes[..<origin.start.offset]
        rewriter.rewrite(
            root,
            to: newRoot,
            line: JSONRewriter.Line(
                prefix: linePrefix(before: origin.start.offset),
                isBroken: rewriter.layout.indentation != nil
            )
        )
        rewriter.output += bytes[origin.endOffset...]
        return rewriter.output
    }

    /// The document with its value changed, as `bytes(changedTo:)` writes it, with fresh origins.
    public func changed(to newRoot: JSONValue) throws(JSONParseError) -> JSONDocument {
        try JSONDocument(bytes(changedTo: newRoot))
    }

    /// The layout that the document itself uses, as far as its first items show.
    public var layout: JSONLayout {
        let spaced = firstMember(of: root).map { bytes[$0.0..<$0.1].contains(0x20) } ?? true
        return JSONLayout(indentation: indentation(of: root), hasSpaces: spaced)
    }

    /// How much deeper the items of the first container that breaks its lines stand than its own line.
    private func indentation(of value: JSONValue) -> String? {
        guard let start = value.origin?.start.offset, let first = firstItemOffset(of: value) else { return nil }
        let gap = bytes[start + 1..<first]
        if gap.contains(0x0A) || gap.contains(0x0D) {
            let (outer, inner) = (linePrefix(before: start), linePrefix(before: first))
            return inner.hasPrefix(outer) ? String(inner.dropFirst(outer.count)) : "  "
        }
        for element in value.array ?? value.object?.members.map(\.value) ?? [] {
            if let found = indentation(of: element) { return found }
        }
        return nil
    }

    /// The offsets between the key and the value of the first member of the first object found down the first items.
    private func firstMember(of value: JSONValue) -> (Int, Int)? {
        if let member = value.object?.members.first, let key = member.keyOrigin, let origin = member.value.origin {
            return (key.endOffset, origin.start.offset)
        }
        return value.array?.first.flatMap(firstMember)
    }

    private func firstItemOffset(of value: JSONValue) -> Int? {
        switch value.content {
        case .object(let object): object.members.first?.keyOrigin?.start.offset
        case .array(let elements): elements.first?.origin?.start.offset
        default: nil
        }
    }

    private func linePrefix(before offset: Int) -> String {
        JSONRewriter(source: bytes, layout: .pretty).linePrefix(before: offset)
    }
}

/// Writes a changed tree, copying from the source whatever the change leaves alone.
private struct JSONRewriter {
    let source: [UInt8]
    let layout: JSONLayout
    var output: [UInt8] = []

    /// The line that a value starts on.
    struct Line {
        /// The white space that the line starts with.
        var prefix: String
        /// Whether new containers on it spread over lines.
        var isBroken: Bool
    }

    /// A key and value, or an array's element, as it stood or as it is to be written.
    private struct Item {
        var member: JSONMember
        /// Where the item's first byte stood: the key's, or the element's own.
        var start: Int?
        var end: Int? { start == nil ? nil : member.value.origin?.endOffset }
    }

    init(source: [UInt8], layout: JSONLayout) {
        self.source = source
        self.layout = layout
    }

    mutating func rewrite(_ old: JSONValue, to new: JSONValue, line: Line) {
        guard let origin = old.origin else { return write(new, line: line) }
        switch (old.content, new.content) {
        case (.object(let oldObject), .object(let newObject)):
            let matches = Self.match(oldObject.members, newObject.members)
            rewriteItems(
                oldObject.members.map { Item(member: $0, start: $0.keyOrigin?.start.offset) },
                newObject.members,
                matches: matches,
                origin: origin,
                areMembers: true,
                line: line
            )
        case (.array(let oldElements), .array(let newElements)):
            let matches = Self.match(oldElements, newElements)
            rewriteItems(
                oldElements.map { Item(member: JSONMember(key: "", value: $0), start: $0.origin?.start.offset) },
                newElements.map { JSONMember(key: "", value: $0) },
                matches: matches,
                origin: origin,
                areMembers: false,
                line: line
            )
        case _ where old == new: output += source[origin.range]
        default: write(new, line: line)
        }
    }

    // MARK: - Items

    private mutating func rewriteItems(
        _ old: [Item],
        _ new: [JSONMember],
        matches: [Int?],
        origin: JSONOrigin,
        areMembers: Bool,
        line: Line
    ) {
        guard let first = old.first?.start, let last = old.last?.end, !new.isEmpty else {
            if old.isEmpty, new.isEmpty {
                output += source[origin.range]
            } else {
                let members = JSONValue.object(JSONObject(new))
                write(areMembers ? members : .array(new.map(\.value)), line: line)
            }
            return
        }
        let opening = source[origin.start.offset..<first]
        let isBroken = isBroken(opening)
        let itemLine = Line(prefix: isBroken ? linePrefix(before: first) : line.prefix, isBroken: isBroken)
        let separator = typicalSeparator(old, opening: opening)
        output += opening
        for (index, member) in new.enumerated() {
            if index > 0 {
                if let previous = matches[index - 1], let own = matches[index], previous + 1 == own,
                    let end = old[previous].end, let start = old[own].start
                {
                    output += source[end..<start]
                } else {
                    output += separator
                }
            }
            if let match = matches[index] {
                rewriteItem(old[match], to: member, line: itemLine)
            } else {
                write(member, isMember: areMembers, line: itemLine)
            }
        }
        output += source[last..<origin.endOffset]
    }

    private mutating func rewriteItem(_ old: Item, to new: JSONMember, line: Line) {
        if let start = old.start, let valueStart = old.member.value.origin?.start.offset {
            output += source[start..<valueStart]
        }
        rewrite(old.member.value, to: new.value, line: line)
    }

    private func isBroken(_ gap: ArraySlice<UInt8>) -> Bool {
        gap.contains(0x0A) || gap.contains(0x0D)
    }

    /// What stands between two items: as between the first two, else a comma and what stands before the first.
    private func typicalSeparator(_ old: [Item], opening: ArraySlice<UInt8>) -> [UInt8] {
        if old.count > 1, let end = old[0].end, let start = old[1].start { return Array(source[end..<start]) }
        let gap = opening.dropFirst()
        if isBroken(gap) || !gap.isEmpty { return [UInt8(ascii: ",")] + gap }
        return Array((layout.hasSpaces ? ", " : ",").utf8)
    }

    // MARK: - New text

    private func writer(on line: Line) -> JSONWriter {
        JSONWriter(layout: line.isBroken ? layout : JSONLayout(indentation: nil, hasSpaces: layout.hasSpaces))
    }

    private mutating func write(_ value: JSONValue, line: Line) {
        writer(on: line).write(value, linePrefix: line.prefix, into: &output)
    }

    private mutating func write(_ member: JSONMember, isMember: Bool, line: Line) {
        guard isMember else { return write(member.value, line: line) }
        writer(on: line).write(member, linePrefix: line.prefix, into: &output)
    }

    /// The white space at the start of the line that an offset is on.
    func linePrefix(before offset: Int) -> String {
        var start = offset
        while start > 0, source[start - 1] != 0x0A, source[start - 1] != 0x0D { start -= 1 }
        let blank = source[start..<offset].prefix { $0 == 0x20 || $0 == 0x09 }
        return String(decoding: blank, as: UTF8.self)
    }

    // MARK: - Matching

    /// For each new member the index of the old member it continues: the same key, and the same turn among equal keys.
    private static func match(_ old: [JSONMember], _ new: [JSONMember]) -> [Int?] {
        var places: [ExactString: [Int]] = [:]
        for (index, member) in old.enumerated().reversed() {
            places[ExactString(member.key), default: []].append(index)
        }
        return new.map { places[ExactString($0.key)]?.popLast() }
    }

    /// For each new element the index of the old element it continues: index by index when the count is the same,
    /// otherwise the equal elements at both ends, and between them the elements of the same identity.
    private static func match(_ old: [JSONValue], _ new: [JSONValue]) -> [Int?] {
        if old.count == new.count { return Array(old.indices) }
        let shorter = min(old.count, new.count)
        var head = 0
        while head < shorter, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
        var matches = [Int?](repeating: nil, count: new.count)
        for index in 0..<head { matches[index] = index }
        for index in 0..<tail { matches[new.count - 1 - index] = old.count - 1 - index }
        var places: [JSONValue: [Int]] = [:]
        for index in (head..<old.count - tail).reversed() {
            places[identity(of: old[index]), default: []].append(index)
        }
        for index in head..<new.count - tail { matches[index] = places[identity(of: new[index])]?.popLast() }
        return matches
    }

    /// What makes an element the same thing after a change: an object's name, else the whole element.
    private static func identity(of element: JSONValue) -> JSONValue {
        for key in ["name", "Name", "Id", "Sid", "PolicyName"] {
            if let name = element[key] { return .object(JSONObject([JSONMember(key: key, value: name)])) }
        }
        return element
    }
}

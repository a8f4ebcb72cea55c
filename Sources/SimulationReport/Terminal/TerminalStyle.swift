/// What the place a page is printed to can show: colour, Unicode, and how many columns.
public struct TerminalStyle: Sendable, Equatable {
    /// The role of a piece of text; what it looks like is decided here and nowhere else.
    public enum Ink: Sendable, Equatable {
        case plain
        case heading
        case faint
        case good
        case bad
        case warning
        /// The line of connected clients, and its legend.
        case clients
        /// The line of room at the policy's target.
        case target
        /// The line of room at the hard limit.
        case limit
    }

    /// Whether ANSI colour sequences may be written.
    public var usesColor: Bool
    /// Whether characters outside ASCII may be written.
    public var usesUnicode: Bool
    /// Columns of a line, at least 60.
    public let width: Int

    /// Makes a style; a `width` outside 60...160 is moved into it.
    public init(usesColor: Bool = false, usesUnicode: Bool = true, width: Int = 80) {
        self.usesColor = usesColor
        self.usesUnicode = usesUnicode
        self.width = min(max(width, 60), 160)
    }

    /// The text in the colour of its role, or the text itself where colour is off.
    public func paint(_ text: String, _ ink: Ink) -> String {
        guard usesColor, !text.isEmpty, let code = Self.code(of: ink) else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// The Unicode form, or the ASCII one where Unicode is off.
    public func glyph(_ unicode: String, _ ascii: String) -> String {
        usesUnicode ? unicode : ascii
    }

    /// Replaces the few characters outside ASCII that our own sentences use, where Unicode is off.
    public func text(_ sentence: String) -> String {
        guard !usesUnicode else { return sentence }
        var ascii = ""
        ascii.reserveCapacity(sentence.utf8.count)
        for character in sentence {
            ascii += character.isASCII ? String(character) : Self.asciiForms[character] ?? "?"
        }
        return ascii
    }

    private static let asciiForms: [Character: String] = [
        "→": "->", "×": "x", "≥": ">=", "≤": "<=", "±": "+-", "–": "-", "—": "-", "≠": "!=", "…": "...", "·": ".",
        "✓": "ok", "✗": "NO", "▲": "^", "▼": "v", "≈": "~", "’": "'", "“": "\"", "”": "\"", "★": "*",
    ]

    private static func code(of ink: Ink) -> String? {
        switch ink {
        case .plain: nil
        case .heading: "1"
        case .faint: "2"
        case .good: "32"
        case .bad: "1;31"
        case .warning: "33"
        case .clients: "36"
        case .target: "32"
        case .limit: "31"
        }
    }
}

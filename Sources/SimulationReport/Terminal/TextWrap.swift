/// Folds sentences to a width, between words.
public enum TextWrap {
    /// The text in lines of at most `width` characters; a longer word keeps a line of its own.
    ///
    /// At least one line, which may be empty.
    public static func fold(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            var length = 0
            for word in paragraph.split(separator: " ", omittingEmptySubsequences: true) {
                let size = word.count
                if length > 0, length + 1 + size > width {
                    lines.append(line)
                    line = ""
                    length = 0
                }
                if length > 0 {
                    line += " "
                    length += 1
                }
                line += word
                length += size
            }
            lines.append(line)
        }
        return lines
    }

    /// A paragraph whose first line starts with `first` and whose others are indented as far.
    public static func hanging(
        _ first: String,
        _ text: String,
        style: TerminalStyle,
        ink: TerminalStyle.Ink = .plain
    ) -> [String] {
        let lead = style.text(first)
        let margin = String(repeating: " ", count: lead.count)
        return fold(style.text(text), width: max(style.width - lead.count, 20)).enumerated().map { index, line in
            withoutTrailingBlanks((index == 0 ? lead : margin) + style.paint(line, ink))
        }
    }

    static func withoutTrailingBlanks(_ line: String) -> String {
        guard line.last == " " else { return line }
        var text = Substring(line)
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

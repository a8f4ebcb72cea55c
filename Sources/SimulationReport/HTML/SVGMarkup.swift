/// Pieces of the drawings.
///
/// Places are shares of a drawing's size in percent, so that it takes any width while its text keeps its size.
enum SVGMarkup {
    /// A share of the size as a percentage with at most two decimals.
    static func percent(_ share: Double) -> String {
        NumberText.short(min(1, max(0, share)) * 100) + "%"
    }

    /// The moment's share of a span.
    static func percent(_ part: Int, of whole: Int) -> String {
        percent(Double(part) / Double(max(whole, 1)))
    }

    /// Shapes with a text that a pointer or the keyboard brings up; without JavaScript the browser shows it.
    static func mark(_ kind: String, title: String, _ shapes: String) -> String {
        "<g class=\"mark \(kind)\"><title>\(HTMLDocument.escaped(title))</title>\(shapes)</g>"
    }

    /// A line between two points given in percent.
    static func line(_ kind: String, _ x1: String, _ y1: String, _ x2: String, _ y2: String) -> String {
        "<line class=\"\(kind)\" x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\"/>"
    }

    /// Shapes drawn around a point in pixels, moved to a place in percent.
    static func placed(_ x: String, _ y: String, _ shapes: String) -> String {
        "<svg class=\"at\" x=\"\(x)\" y=\"\(y)\">\(shapes)</svg>"
    }
}

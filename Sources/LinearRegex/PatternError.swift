/// What is wrong with a regular expression, and where.
///
/// The sentences follow those of RE2, which operators know from Prometheus and the CloudWatch agent
/// (<https://github.com/google/re2/wiki/Syntax>).
public struct PatternError: Error, Equatable, Sendable {
    /// The kinds of mistake.
    public enum Kind: Equatable, Sendable {
        case missingRepeatArgument
        case nestedRepeat
        case invalidRepeatCount
        case missingParenthesis
        case unexpectedParenthesis
        case missingBracket
        case invalidClassRange
        case invalidClassName
        case invalidEscape
        case trailingBackslash
        case invalidGroup
        case invalidGroupName
        case unsupportedUnicodeClass
        case nestingTooDeep
        case tooLarge
    }

    public let kind: Kind
    /// Where the fragment begins, in UTF-8 bytes from the start of the pattern.
    public let offset: Int
    /// The part of the pattern that is wrong.
    public let fragment: String
}

extension PatternError: CustomStringConvertible {
    public var description: String {
        "\(sentence): `\(fragment)`"
    }

    private var sentence: String {
        switch kind {
        case .missingRepeatArgument: "missing argument to repetition operator"
        case .nestedRepeat: "invalid nested repetition operator"
        case .invalidRepeatCount: "invalid repeat count"
        case .missingParenthesis: "missing closing )"
        case .unexpectedParenthesis: "unexpected )"
        case .missingBracket: "missing closing ]"
        case .invalidClassRange: "invalid character class range"
        case .invalidClassName: "invalid character class name"
        case .invalidEscape: "invalid escape sequence"
        case .trailingBackslash: "trailing backslash at end of expression"
        case .invalidGroup: "invalid or unsupported Perl syntax"
        case .invalidGroupName: "invalid named capture"
        case .unsupportedUnicodeClass: "unknown or unsupported Unicode class"
        case .nestingTooDeep: "expression nests too deeply"
        case .tooLarge: "expression too large"
        }
    }

    /// How to mend the pattern, as one sentence without a full stop.
    public var mend: String {
        switch kind {
        case .missingRepeatArgument:
            "put something before the operator (`.*` for anything) or escape it with a backslash"
        case .nestedRepeat:
            "group the inner repetition: `(?:a*)*`"
        case .invalidRepeatCount:
            "use counts from 0 to \(PatternLimits.repeatCount), the smaller one first"
        case .missingParenthesis:
            "close the group with `)` or escape the parenthesis: `\\(`"
        case .unexpectedParenthesis:
            "open the group with `(` or escape the parenthesis: `\\)`"
        case .missingBracket:
            "close the class with `]` or escape the bracket: `\\[`"
        case .invalidClassRange:
            "write the lower end of the range first"
        case .invalidClassName:
            "use one of alnum, alpha, ascii, blank, cntrl, digit, graph, lower, print, punct, space, upper, word, xdigit"
        case .invalidEscape:
            "remove the backslash, or double it to match a backslash; back references do not exist in RE2"
        case .trailingBackslash:
            "double the backslash to match one"
        case .invalidGroup:
            "use `(?:...)`, `(?P<name>...)`, `(?<name>...)` or flags of `imsU`; RE2 has no look-around"
        case .invalidGroupName:
            "use letters, digits and underscores in the name and close it with `>`"
        case .unsupportedUnicodeClass:
            "use a general category such as `\\pL`, `\\p{Lu}` or `\\p{Nd}`; scripts such as `\\p{Greek}` are not supported"
        case .nestingTooDeep:
            "use at most \(PatternLimits.nestingDepth) levels of groups"
        case .tooLarge:
            "use smaller repeat counts or fewer alternatives"
        }
    }
}

/// The limits that keep a pattern's compiled form and its matching time small.
enum PatternLimits {
    /// The largest count in `{n,m}`, and the largest product of nested counts, as in RE2 and Go.
    static let repeatCount = 1000
    /// The deepest nesting of groups: less than Go's 1000, so that compiling fits the small stack of a worker thread.
    static let nestingDepth = 200
    /// The largest compiled program, in instructions.
    static let instructions = 1 << 15
}

import ArgumentParser
import SimulationReport

/// When colour is used.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto
    case always
    case never
}

/// How a page is printed; every command takes these.
struct OutputOptions: ParsableArguments {
    @Option(help: "Colour: auto (on a terminal without NO_COLOR), always or never.")
    var color = ColorChoice.auto

    @Flag(help: "Only ASCII characters; the default where the locale is not UTF-8.")
    var ascii = false

    var style: TerminalStyle { Console.style(color: color, ascii: ascii) }
}

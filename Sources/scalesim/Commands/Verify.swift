import ArgumentParser
import Dispatch
import FleetSimulation
import LosslessJSON
import SimulationReport
import Synchronization

/// The command `scalesim verify`.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks the simulator on this machine against AWS's examples, queueing theory and identities.",
        usage: "scalesim verify [<options>]",
        discussion: """
            Each line is a figure with the value it must have, the one found, and how far apart they may be. The exit \
            code is 1 if one fails. Cases that take many seconds run with a part of their events and a tolerance that \
            is wider to match, unless --full is given.

            EXAMPLES
              scalesim verify
              scalesim verify --full --id EB-
            """
    )

    @Option(help: ArgumentHelp("Only cases whose id begins with this.", valueName: "text"))
    var id: String?

    @Flag(help: "Run slow cases at full size too.")
    var full = false

    @Flag(help: "Print JSON (schemaVersion 1).")
    var json = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        let cases = ValidationSuite.cases.filter { id.map($0.id.hasPrefix) ?? true }
        if cases.isEmpty { throw InputError("--id: no case has an id that begins with \"\(id ?? "")\"") }
        let results = Self.run(cases, full: full)
        let report = VerifyReport(rows: zip(cases, results).map { .init(validation: $0, result: $1) })
        Console.write(json ? report.json.text(.pretty) + "\n" : report.text(output.style))
        if !report.passes { throw ExitCode(1) }
    }

    /// Runs the cases on all cores; results are in the order of the cases.
    private static func run(_ cases: [ValidationCase], full: Bool) -> [VerifyReport.Result] {
        let results = Mutex([VerifyReport.Result?](repeating: nil, count: cases.count))
        DispatchQueue.concurrentPerform(iterations: cases.count) { index in
            let size: ValidationSize = cases[index].isSlow && !full ? .reduced : .full
            let result: VerifyReport.Result
            do {
                result = .figures(try cases[index].run(size), isReduced: size == .reduced)
            } catch {
                result = .failure("\(error)")
            }
            results.withLock { $0[index] = result }
        }
        return results.withLock { $0.map { $0 ?? .failure("not run") } }
    }
}

import Foundation
import LosslessJSON

/// A page in a browser's tab.
struct BrowserPage {
    /// How a page is looked at.
    struct View: CustomStringConvertible {
        var width = 1600
        var scheme = "light"
        var runsScripts = true

        var description: String { "\(width) px, \(scheme)\(runsScripts ? "" : ", no scripts")" }

        /// A telephone and a wide screen, by day and by night.
        static let all = [400, 1600].flatMap { width in
            ["light", "dark"].map { View(width: width, scheme: $0) }
        }
    }

    let browser: Browser
    private let session: String

    /// Opens a document and waits until it is loaded.
    init(_ html: String, in browser: Browser, _ view: View = View()) throws {
        self.browser = browser
        let target = try browser.call("Target.createTarget", ["url": .string("about:blank")])["targetId"] ?? .null
        session =
            try browser.call("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"]?
            .string ?? ""
        for domain in ["Page", "Runtime", "Network", "Log"] { try browser.call("\(domain).enable", session: session) }
        try browser.call(
            "Emulation.setDeviceMetricsOverride",
            ["width": .integer(view.width), "height": 900, "deviceScaleFactor": 1, "mobile": false],
            session: session
        )
        let scheme: JSONValue = ["name": .string("prefers-color-scheme"), "value": .string(view.scheme)]
        try browser.call("Emulation.setEmulatedMedia", ["features": .array([scheme])], session: session)
        if !view.runsScripts {
            try browser.call("Emulation.setScriptExecutionDisabled", ["value": true], session: session)
        }
        let file = browser.folder.appendingPathComponent("\(UUID().uuidString).html")
        try html.write(to: file, atomically: true, encoding: .utf8)
        try browser.call("Page.navigate", ["url": .string(file.absoluteString)], session: session)
        try browser.wait(for: "Page.loadEventFired", session: session)
    }

    /// The value of an expression in the page.
    func value(_ expression: String) throws -> JSONValue {
        let answer = try browser.call(
            "Runtime.evaluate",
            ["expression": .string(expression), "returnByValue": true],
            session: session
        )
        if let exception = answer["exceptionDetails"] {
            throw Browser.Failure(description: "\(expression): \(exception.text(.compact))")
        }
        return answer["result"]?["value"] ?? .null
    }

    /// The texts that an expression gives.
    func texts(_ expression: String) throws -> [String] {
        try value(expression).array?.compactMap(\.string) ?? []
    }

    /// Moves the pointer over the middle of the first element that matches, and gives the text that appears.
    func hover(_ selector: String, within part: Double = 0.5) throws -> String? {
        let place = try place(of: selector, within: part)
        try browser.call(
            "Input.dispatchMouseEvent",
            ["type": "mouseMoved", "x": place[0] ?? 0, "y": place[1] ?? 0],
            session: session
        )
        return try tip()
    }

    /// Touches the middle of the first element that matches, lifts the finger, and gives the text that stays.
    func tap(_ selector: String, within part: Double = 0.5) throws -> String? {
        let place = try place(of: selector, within: part)
        let point: JSONValue = ["x": place[0] ?? 0, "y": place[1] ?? 0]
        for (type, points) in [("touchStart", [point]), ("touchEnd", [])] {
            try browser.call(
                "Input.dispatchTouchEvent",
                ["type": .string(type), "touchPoints": .array(points)],
                session: session
            )
        }
        return try tip()
    }

    private func place(of selector: String, within part: Double) throws -> JSONValue {
        try value(
            """
            (function () {
              var element = document.querySelector('\(selector)');
              element.scrollIntoView({ block: "center" });
              var box = element.getBoundingClientRect();
              return [box.left + box.width * \(part), box.top + box.height / 2];
            })()
            """
        )
    }

    /// The text beside the pointer.
    func tip() throws -> String? {
        try value(
            "(function () { var tip = document.querySelector('.tip'); return tip.hidden ? null : tip.textContent; })()"
        )
        .string
    }

    /// What the page wrote to the console, threw, or was reported for.
    var complaints: [String] {
        let console = browser.events("Runtime.consoleAPICalled", session: session)
        let thrown = browser.events("Runtime.exceptionThrown", session: session)
        let reported = browser.events("Log.entryAdded", session: session)
        return (console + thrown + reported).map { $0.text(.compact) }
    }

    /// The addresses that the page asked for.
    var requests: [String] {
        browser.events("Network.requestWillBeSent", session: session).compactMap { $0["request"]?["url"]?.string }
    }

    /// Writes the whole page as a picture into the folder that `PAGE_SCREENSHOTS` names, for people to look at.
    func picture(_ name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["PAGE_SCREENSHOTS"] else { return }
        let answer = try browser.call(
            "Page.captureScreenshot",
            ["format": .string("png"), "captureBeyondViewport": true],
            session: session
        )
        let data = Data(base64Encoded: answer["data"]?.string ?? "") ?? Data()
        try data.write(to: URL(fileURLWithPath: folder).appendingPathComponent("\(name).png"))
    }
}

import BridgeCore
import BridgeRuntime
import Testing

struct HTTPURLTests {
    @Test(arguments: [
        ("http://127.0.0.1:9090/metrics", "127.0.0.1", 9090, "/metrics"),
        ("http://localhost", "localhost", 80, "/"),
        ("https://a.example/x?y=z#f", "a.example", 443, "/x?y=z"),
        ("http://[::1]:9090/m", "::1", 9090, "/m"),
        ("http://[fe80::1]", "fe80::1", 80, "/"),
        ("http://h?q=1", "h", 80, "/?q=1"),
    ])
    func `a URL is taken apart`(text: String, host: String, port: Int, path: String) throws {
        let url = try #require(HTTPURL(text))
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.path == path)
    }

    @Test(arguments: [
        "", "127.0.0.1:9090", "ftp://a", "http://", "http://:80", "http://a:0", "http://a:65536", "http://a:x",
        "http://a b", "http://user@a", "http://[::1", "http://[::1]x", "http://::1", "http://a:+1", "http://ä",
    ])
    func `what is no URL of a target is refused`(text: String) {
        #expect(HTTPURL(text) == nil)
    }
}

import Glibc

/// Bodies from files.
public enum Files {
    /// The bytes of a file, or nil if it cannot be read.
    ///
    /// - Parameter path: The file.
    /// - Returns: All its bytes.
    public static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
        return bytes
    }
}

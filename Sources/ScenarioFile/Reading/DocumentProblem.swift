import LosslessJSON

extension ScenarioFileError {
    /// What is wrong with a document of the AWS CLI, with its place as far as the error knows it.
    init(document file: String, _ error: any Error) {
        guard let content = error as? JSONContentError else {
            self.init([ScenarioProblem(file: file, message: "\(error)")])
            return
        }
        let path = "\(content.path)"
        self.init([
            ScenarioProblem(
                file: file,
                line: content.position?.line,
                column: content.position?.column,
                keyPath: path == "$" ? "" : path,
                message: content.message
            )
        ])
    }
}

//! That a run of a function goes on, which its lens says.

use project::FilePath;

use crate::server::Server;

/// One run that goes on, until this is dropped.
#[derive(Debug)]
pub(super) struct Underway {
    server: Server,
    file: FilePath,
}

impl Underway {
    /// A run of the function in `file`.
    pub(super) fn new(server: &Server, file: &FilePath) -> Self {
        server.update(|session| session.begin_run(file.clone()));
        Self {
            server: server.clone(),
            file: file.clone(),
        }
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        self.server.update(|session| session.end_run(&self.file));
    }
}

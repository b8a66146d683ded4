//! Nango's HTTP API, for what a user asks of it: which connections there are.
//!
//! Nothing here is called by itself. A request goes to the address that the project's runs go to, and to no other.

mod connections;
mod error;
mod http;

pub use connections::{Connection, Connections, Wanted};
pub use error::ApiError;
pub use http::{Api, Canceller};

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    /// What can open a socket, by its name in a source.
    const SOCKETS: [&str; 8] = [
        "ureq",
        "std::net",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "UnixStream",
        "tokio::net",
        "rustix::net",
    ];

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn one_module_opens_sockets() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        for folder in ["lsp", "grammars"] {
            sources(&root.join(folder), &mut files);
        }
        assert!(files.len() > 100, "{}", files.len());
        let named: Vec<_> = files
            .iter()
            .map(|file| file.strip_prefix(root).unwrap())
            // This list.
            .filter(|file| *file != Path::new("lsp/server/api.rs"))
            .filter(|file| {
                let text = std::fs::read_to_string(root.join(file)).unwrap();
                SOCKETS.iter().any(|socket| text.contains(socket))
            })
            .collect();
        assert_eq!(named, [Path::new("lsp/server/api/http.rs")]);
        for manifest in ["Cargo.toml", "lsp/dryrun/Cargo.toml"] {
            let text = std::fs::read_to_string(root.join(manifest)).unwrap();
            assert!(
                !text.contains("\"net\"") && !text.contains("\"full\""),
                "{manifest}: tokio without sockets"
            );
        }
    }
}

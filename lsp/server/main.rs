//! The `nango-lsp` binary.

fn main() {}

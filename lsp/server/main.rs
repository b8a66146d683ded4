//! The binary `nango-lsp`.

use std::process::ExitCode;

// 6,000 small files are millions of small allocations, from threads that free what others allocated.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    nango_lsp::cli::run()
}

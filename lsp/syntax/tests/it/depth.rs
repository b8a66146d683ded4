//! Nesting without end does not exhaust the stack, not even that of a thread.

use std::thread;

use syntax::SourceFile;
use syntax::ast::{MAX_DEPTH, WalkEvent};

const THREAD_STACK: usize = 2 << 20;
const LEVELS: usize = 10_000;

#[test]
fn deep_nesting_fits_a_thread() {
    let nested = |open: &str, close: &str| format!("x = {}1{};", open.repeat(LEVELS), close.repeat(LEVELS));
    let texts = [
        nested("(", ")"),
        nested("[", "]"),
        nested("{ a: ", "}"),
        nested("f(", ")"),
        nested("() => ", ""),
        nested("`${", "}`"),
        nested("(", ""),
        nested("[{", ""),
        nested("{ a: () => {", ""),
        nested("!", ""),
        nested("await f<T>(", ")"),
        nested("f<", ">()"),
        format!("x{};", ".a()".repeat(LEVELS)),
        format!("x{};", " + a".repeat(LEVELS)),
        format!("x{};", "<T>()".repeat(LEVELS)),
        "if (a) {".repeat(LEVELS),
        "{".repeat(LEVELS),
        "if (a) b; else ".repeat(LEVELS),
        "class A { a = ".repeat(LEVELS),
        format!("type A = {}B{};", "(".repeat(LEVELS), ")".repeat(LEVELS)),
        format!("type A = B{};", " | B".repeat(LEVELS)),
        format!("const {}a{} = b;", "[".repeat(LEVELS), "]".repeat(LEVELS)),
    ];
    for text in texts {
        let walk = move || {
            let file = SourceFile::parse(&*text);
            let (mut depth, mut deepest) = (0, 0);
            for event in file.ast().walk() {
                match event {
                    WalkEvent::Enter(_) => depth += 1,
                    WalkEvent::Leave(_) => depth -= 1,
                }
                deepest = deepest.max(depth);
            }
            (text, deepest)
        };
        let thread = thread::Builder::new()
            .stack_size(THREAD_STACK)
            .spawn(walk)
            .expect("a thread");
        let (text, deepest) = thread.join().expect("no panic");
        // A level may have an owner or two that is no expression: the property, the function, the parameter.
        assert!(deepest <= 4 * MAX_DEPTH, "{deepest} levels in {}…", &text[..20]);
        assert!(deepest > 0, "nothing is left of {}…", &text[..20]);
    }
}

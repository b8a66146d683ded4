//! Text and trees: source files, positions, edits and the AST

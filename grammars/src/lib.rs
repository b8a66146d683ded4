//! The TypeScript grammar as the server uses it: language, node kinds and fields as constants

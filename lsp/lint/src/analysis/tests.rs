//! After any edits, what a fresh start would say.

//! What is wrong with a project: rules, diagnostics, fixes, suppressions, configuration

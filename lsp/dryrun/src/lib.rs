//! How to run the Nango CLI: request, arguments, process, events, outcome

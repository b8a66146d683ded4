//! What an editor asks, one file a feature, without any editor protocol

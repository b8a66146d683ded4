//! The protocol's types: the only place where they are converted from ours and into ours.

pub mod arguments;
pub mod capabilities;
pub mod ext;
pub mod framing;
pub mod from_proto;
pub mod to_proto;
pub mod uri;

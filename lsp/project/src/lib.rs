//! What a Nango project is: facts of files, the registry (`index.ts`), projects and the workspace.
//!
//! [`Items`] are the facts of one file, a pure function of its text. A [`Project`] is a pure function of the facts of its
//! files, and the [`Workspace`] holds both, edited by copy-on-write. Only [`load`] reads the disk.

pub mod command_line;
mod distance;
mod eol;
mod fixture;
pub mod frequency;
pub mod items;
mod kind;
pub mod load;
pub mod manifest;
pub mod mock;
mod path;
pub mod plugin;
mod project;
pub mod providers;
pub mod registry;
pub mod schema;
pub mod scope;
mod span;
#[cfg(test)]
mod testing;
mod workspace;

pub use eol::Eol;
pub use fixture::{ArgumentKind, Fixture, FixtureName};
pub use items::Items;
pub use kind::FunctionKind;
pub use manifest::Manifest;
pub use mock::MockName;
pub use path::FilePath;
pub use project::{Change, ChangeKind, Function, Integration, Links, Project, ProjectKind, RegisteredFunction};
pub use registry::Registry;
pub use schema::Schema;
pub use span::{Name, Span};
pub use workspace::{File, Workspace};

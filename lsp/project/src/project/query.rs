//! Questions to a project.

use std::borrow::Cow;
use std::collections::BTreeSet;

use syntax::TextEdit;

use super::graph::targets;
use super::{Integration, Project, RegisteredFunction};
use crate::distance::distance;
use crate::items::Claim;
use crate::registry::{Entry, EntryTarget};
use crate::{FilePath, FunctionKind};

/// Folders that are never looked into, wherever they are: `nango dev` ignores the same (`zeroYaml/dev.ts`).
pub(crate) const IGNORED_FOLDERS: [&str; 4] = ["node_modules", ".nango", "dist", "build"];

/// A default export that goes through more hands goes in a circle.
const MAX_HANDS: usize = 8;

impl Project {
    /// Whether a file of that path would be one of the project: below the root (or what a link there leads to) and not in an
    /// ignored folder, unless `index.ts` names it.
    pub fn contains(&self, file: &FilePath) -> bool {
        let is_ignored = |path: &str| path.split('/').any(|segment| IGNORED_FOLDERS.contains(&segment));
        match self.place(file) {
            Some(path) => !is_ignored(&path) || !self.registry.entries_of(file).is_empty(),
            None => false,
        }
    }

    /// Where a file stands below the root: `crm/syncs/contacts.ts`. One that only a link leads to stands where the link is.
    pub fn place(&self, file: &FilePath) -> Option<String> {
        if let Some(path) = file.relative_to(&self.root) {
            return Some(path.to_owned());
        }
        let behind_link = self.links.iter().filter_map(|(link, target)| {
            let (link, rest) = (link.relative_to(&self.root)?, file.relative_to(target)?);
            Some(if rest.is_empty() {
                link.to_owned()
            } else {
                format!("{link}/{rest}")
            })
        });
        behind_link.min()
    }

    /// Whether an entry of `index.ts` leads to `file`. Commented entries count, as for the compiler.
    pub fn registered(&self, file: &FilePath) -> bool {
        !self.registry.entries_of(file).is_empty()
    }

    /// What `nango compile` would write to `.nango/nango.json` and `.nango/functions.json`, in the order of `index.ts`, if
    /// nothing else keeps it from compiling.
    pub fn registered_functions(&self) -> Vec<RegisteredFunction> {
        let entries = self.registry.entries().iter();
        entries
            .filter_map(|entry| {
                let file = entry.target.file()?;
                Some(RegisteredFunction {
                    integration: (&*entry.integration).into(),
                    kind: self.compiled_kind(file)?,
                    name: (&*entry.name).into(),
                    file: file.clone(),
                })
            })
            .collect()
    }

    /// What the compiler makes of a registered file. In one that only hands the default export of another on, it does not
    /// look at the form.
    fn compiled_kind(&self, file: &FilePath) -> Option<FunctionKind> {
        let mut source = file;
        for _ in 0..MAX_HANDS {
            match self.graph.default_of(source) {
                Some(next) => source = next,
                None => break,
            }
        }
        let function = self.function_at(source)?;
        (function.is_valid || source != file).then_some(function.kind)
    }

    /// The functions that no entry leads to, sorted by path.
    pub fn unregistered_functions(&self) -> impl Iterator<Item = &super::Function> {
        self.functions().filter(|function| !self.registered(&function.file))
    }

    /// The edits of `index.ts` that register `files`.
    pub fn registration<'a>(&self, files: impl IntoIterator<Item = &'a FilePath>) -> Vec<TextEdit> {
        let paths: Vec<String> = files.into_iter().filter_map(|file| self.place(file)).collect();
        self.registry
            .insertions(&paths.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The files that import `file` directly, sorted; also of a file that does not exist. `index.ts` is not among them: what
    /// it imports is a matter of the registry.
    pub fn importers_of(&self, file: &FilePath) -> &[FilePath] {
        self.graph.importers_of(file)
    }

    /// The files that `file` imports directly and that exist, sorted.
    pub fn imports_of(&self, file: &FilePath) -> impl Iterator<Item = &FilePath> {
        let edges = self.graph.edges_of(file).unwrap_or_default();
        edges.iter().map(|edge| &edge.to).filter(|file| self.has_file(file))
    }

    /// The file of the project that a relative path in `file` leads to.
    pub fn resolve(&self, file: &FilePath, source: &str) -> Option<FilePath> {
        targets(file, source, &self.links).find(|file| self.has_file(file))
    }

    /// The registered functions whose bundle holds `file`: itself, or what imports it, directly or through others, not for
    /// types alone. Sorted.
    pub fn entries_reaching(&self, file: &FilePath) -> Vec<FilePath> {
        let reached = self.upstream(file, false);
        reached
            .into_iter()
            .filter(|file| *file != self.index_path && self.registered(file))
            .collect()
    }

    /// `file` and everything that imports it, directly or through others.
    pub(super) fn upstream(&self, file: &FilePath, types_too: bool) -> BTreeSet<FilePath> {
        let mut reached = BTreeSet::from([file.clone()]);
        let mut agenda = vec![file.clone()];
        while let Some(file) = agenda.pop() {
            for importer in self.importers_of(&file) {
                let edges = self.graph.edges_of(importer).unwrap_or_default();
                let counts = types_too || edges.iter().any(|edge| edge.to == file && !edge.type_only);
                if counts && reached.insert(importer.clone()) {
                    agenda.push(importer.clone());
                }
            }
        }
        reached
    }

    /// The integration of a function's file.
    pub fn integration_of(&self, file: &FilePath) -> Option<&Integration> {
        self.integration(&self.function_at(file)?.integration)
    }

    /// The other files that claim the same in an integration, as the compiler names it by their entries, sorted. Only
    /// registered files take part.
    pub fn rivals<'a>(&'a self, file: &'a FilePath, claim: &Claim) -> impl Iterator<Item = &'a FilePath> + use<'a> {
        let holders = self.integration_of(file).map_or(&[][..], |it| it.claims.holders(claim));
        holders
            .iter()
            .filter(move |other| *other != file && self.share_integration(file, other))
    }

    fn share_integration(&self, a: &FilePath, b: &FilePath) -> bool {
        let integrations = |file| {
            let entries = self.registry.entries_of(file).iter();
            entries.filter_map(|at| Some(&*self.registry.entries().get(*at)?.integration))
        };
        integrations(a).any(|integration| integrations(b).any(|other| other == integration))
    }

    /// The other functions of the integration that claim anything that `file` claims, registered or not.
    pub fn claimants_beside<'a>(&'a self, file: &'a FilePath) -> impl Iterator<Item = &'a FilePath> {
        let claims = self.integration_of(file).map(|integration| &integration.claims);
        let holders = claims.into_iter().flat_map(move |claims| {
            let of_file = claims.of(file).iter();
            of_file.flat_map(|claim| claims.holders(claim))
        });
        holders.filter(move |other| *other != file)
    }

    /// What an entry whose file is missing may have been meant to be, as a path to write: `./crm/syncs/contacts.js`. First a
    /// path with a wrong extension or case, then the name of a function that is nearly the same.
    pub fn did_you_mean(&self, entry: &Entry) -> Option<String> {
        let EntryTarget::Missing(_) = &entry.target else {
            return None;
        };
        let meant = bare(&entry.path);
        let near = self.functions().filter_map(|function| {
            // What lies below the root is compared where it is: thousands of paths are, at every key.
            let path = match function.file.relative_to(&self.root) {
                Some(path) => Cow::Borrowed(path),
                None => Cow::Owned(self.place(&function.file)?),
            };
            Some((distance(meant, bare(&path))?, path))
        });
        let (_, path) = near.min()?;
        Some(format!(
            "./{}{}",
            bare(&path),
            if self.registry.style().js_extension { ".js" } else { "" }
        ))
    }
}

/// A path without `./` and without anything that looks like an extension of a script.
fn bare(path: &str) -> &str {
    let mut path = path.strip_prefix("./").unwrap_or(path);
    while let Some(rest) = [".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx"]
        .iter()
        .find_map(|extension| path.strip_suffix(extension))
    {
        path = rest;
    }
    path
}

#[cfg(test)]
mod tests {
    use crate::FilePath;
    use crate::testing::{file, project};

    const ACTION: &str = "export default createAction({});";

    fn names(files: &[FilePath]) -> Vec<&str> {
        files.iter().map(FilePath::name).collect()
    }

    #[test]
    fn who_bundles_a_helper() {
        let project = project(&format!(
            "
            //- /index.ts
            import './crm/actions/get.js';
            import './crm/actions/types.js';
            //- /crm/helper.ts
            export const help = 1;
            //- /crm/mapper.ts
            export {{ help }} from './helper';
            //- /crm/actions/get.ts
            import {{ help }} from '../mapper.js';
            help();
            {ACTION}
            //- /crm/actions/types.ts
            import type {{ help }} from '../mapper.js';
            import {{ type Options, Result }} from '../mapper.js';
            export const result: Result | Options = {{}};
            {ACTION}
            //- /crm/actions/draft.ts
            import '../mapper.js';
            {ACTION}
            "
        ));
        let helper = file("/crm/helper.ts");
        assert_eq!(names(&project.entries_reaching(&helper)), ["get.ts"]);
        assert_eq!(names(project.importers_of(&helper)), ["mapper.ts"]);
        assert_eq!(
            project
                .unregistered_functions()
                .map(|function| &*function.name)
                .collect::<Vec<_>>(),
            ["draft"]
        );
    }

    #[test]
    fn what_a_missing_file_may_have_been() {
        let project = project(&format!(
            "
            //- /index.ts
            import './crm/actions/get-contact.ts';
            import './crm/actions/Get-Contact.js';
            import './crm/actions/get-contcat';
            import './crm/actions/something-else.js';
            //- /crm/actions/get-contact.ts
            {ACTION}
            "
        ));
        let meant: Vec<_> = project
            .registry()
            .entries()
            .iter()
            .map(|entry| project.did_you_mean(entry))
            .collect();
        let contact = Some("./crm/actions/get-contact.js".to_owned());
        assert_eq!(meant, [contact.clone(), contact.clone(), contact, None]);
    }

    #[test]
    fn a_default_export_that_is_handed_on_is_registered_too() {
        let project = project(&format!(
            "
            //- /index.ts
            import './crm/actions/get.js';
            //- /crm/actions/get.ts
            export {{ default }} from '../impl.js';
            //- /crm/impl.ts
            {ACTION}
            "
        ));
        assert_eq!(
            project
                .registered_functions()
                .iter()
                .map(|function| &*function.name)
                .collect::<Vec<_>>(),
            ["get"]
        );
    }
}

//! The default export.

use syntax::ast::{ExportKind, ExprId, ExprKind, StmtId, StmtKind};
use syntax::{SourceFile, TextRange};

use super::CreateCall;
use super::bindings::{Binding, Bindings, raw_string, unquoted};
use super::cast::Uncast;
use super::create::CalleeForm;
use crate::{Name, Span};

/// What a file exports by default, in whichever way; the first if it does so twice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DefaultExport {
    /// The whole statement.
    pub span: Span,
    /// What is exported, an identifier resolved.
    pub form: DefaultForm,
    /// The identifier, when it is `export default name`.
    pub identifier: Option<Name>,
}

/// What a default export comes to. An identifier is followed to its declaration at the top level of the file, as the
/// compiler's Babel plugin does (`ExportDefaultDeclaration`); parentheses do not count, as for Babel.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DefaultForm {
    /// A create call under its own name: the only form that the compiler accepts. The index in
    /// [`Items::create_calls`](crate::Items::create_calls).
    Create(usize),
    /// A create call below `as T`, `satisfies T`, `<T>` or `!`.
    Cast {
        /// The index in [`Items::create_calls`](crate::Items::create_calls).
        create: usize,
        /// What to delete so that the bare call stays: ` as unknown as T`.
        cast_span: Span,
    },
    /// A create call that is not a bare identifier with the right name: `mk({…})` after `createAction as mk`, or
    /// `nango.createAction({…})`. The index in [`Items::create_calls`](crate::Items::create_calls).
    AliasedCreate(usize),
    /// A name that is imported.
    ImportedBinding {
        /// The other module.
        source: Box<str>,
    },
    /// `export { default } from 'source'`, `export { x as default } from 'source'`.
    ReExport {
        /// The other module.
        source: Box<str>,
    },
    /// `export { name as default }`.
    Specifier {
        /// The create call that the name is bound to: the index in [`Items::create_calls`](crate::Items::create_calls).
        create: Option<usize>,
    },
    /// A function: the form of before Zero YAML (`export default async function run(nango) {}`).
    Function,
    /// A class.
    Class,
    /// An object literal, not in a create call.
    Object,
    /// Anything else, broken code and a name that is nowhere declared among it.
    Other,
}

impl DefaultForm {
    /// The create call that is meant, whether or not the compiler accepts the form.
    pub fn create(&self) -> Option<usize> {
        match *self {
            DefaultForm::Create(create) | DefaultForm::Cast { create, .. } | DefaultForm::AliasedCreate(create) => {
                Some(create)
            }
            DefaultForm::Specifier { create } => create,
            _ => None,
        }
    }
}

/// The default export of the file. `calls` are its create calls.
pub(super) fn default_export(
    file: &SourceFile,
    bindings: &Bindings<'_>,
    calls: &[CreateCall],
) -> Option<DefaultExport> {
    let reader = Reader { file, bindings, calls };
    file.ast().body().iter().find_map(|stmt| reader.statement(stmt))
}

struct Reader<'a> {
    file: &'a SourceFile,
    bindings: &'a Bindings<'a>,
    calls: &'a [CreateCall],
}

impl Reader<'_> {
    fn statement(&self, stmt: StmtId) -> Option<DefaultExport> {
        let ast = self.file.ast();
        let StmtKind::Export(id) = ast[stmt].kind else {
            return None;
        };
        let export = &ast[id];
        let mut identifier = None;
        let form = match export.kind {
            ExportKind::Default(value) => {
                let value = ast.skip_parens(value);
                match self.file.ident_name(value) {
                    Some(name) => {
                        identifier = Some(Name {
                            text: name.into(),
                            span: ast[value].range.into(),
                        });
                        self.name(name)
                    }
                    None => self.value(value),
                }
            }
            ExportKind::DefaultDeclaration(stmt) => match ast[stmt].kind {
                StmtKind::Function(_) => DefaultForm::Function,
                StmtKind::Class(_) => DefaultForm::Class,
                // `export default interface X {}` exports no value.
                StmtKind::Interface { .. } => return None,
                _ => DefaultForm::Other,
            },
            ExportKind::Named { specifiers, source } => {
                let is_default = |name: TextRange| unquoted(self.file.slice(name)) == "default";
                let specifier = ast[specifiers]
                    .iter()
                    .find(|specifier| is_default(specifier.exported))?;
                match source {
                    Some(source) => DefaultForm::ReExport {
                        source: raw_string(self.file, source).into(),
                    },
                    None => DefaultForm::Specifier {
                        create: self.name(self.file.slice(specifier.local)).create(),
                    },
                }
            }
            _ => return None,
        };
        Some(DefaultExport {
            span: export.range.into(),
            form,
            identifier,
        })
    }

    fn name(&self, name: &str) -> DefaultForm {
        match self.bindings.get(name) {
            Some(Binding::Variable(declarator)) => self.file.ast()[declarator]
                .init
                .map_or(DefaultForm::Other, |init| self.value(init)),
            Some(Binding::Function(_)) => DefaultForm::Function,
            Some(Binding::Class) => DefaultForm::Class,
            Some(Binding::Import { source, .. }) => DefaultForm::ImportedBinding { source: source.into() },
            Some(Binding::Other) | None => DefaultForm::Other,
        }
    }

    fn value(&self, value: ExprId) -> DefaultForm {
        let ast = self.file.ast();
        let Some(uncast) = Uncast::of(ast, value) else {
            return DefaultForm::Other;
        };
        let inner = ast[uncast.inner];
        let call = self
            .calls
            .binary_search_by_key(&inner.range.start(), |call| call.span.start());
        let call = call.ok().filter(|at| self.calls[*at].span.0 == inner.range);
        match (call, uncast.cast, inner.kind) {
            (Some(create), Some(cast_span), _) => DefaultForm::Cast { create, cast_span },
            (Some(create), None, _) if self.calls[create].callee_form == CalleeForm::Name => {
                DefaultForm::Create(create)
            }
            (Some(create), None, _) => DefaultForm::AliasedCreate(create),
            (None, _, ExprKind::Function(_)) => DefaultForm::Function,
            (None, _, ExprKind::Class(_)) => DefaultForm::Class,
            (None, _, ExprKind::Object(_)) => DefaultForm::Object,
            _ => DefaultForm::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Items;

    /// The form in one word, with what a cast would lose.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let file = SourceFile::parse(text);
        let items = Items::of(&file);
        let form = match items.default_export.map(|export| export.form) {
            None => "none".to_owned(),
            Some(DefaultForm::Create(at)) => format!("create {at}"),
            Some(DefaultForm::AliasedCreate(at)) => format!("alias {at}"),
            Some(DefaultForm::Cast { create, cast_span }) => format!("cast {create}{}", file.slice(cast_span.0)),
            Some(DefaultForm::Specifier { create }) => format!("specifier {create:?}"),
            Some(DefaultForm::ImportedBinding { source }) => format!("imported from {source}"),
            Some(DefaultForm::ReExport { source }) => format!("re-export of {source}"),
            Some(DefaultForm::Function) => "function".to_owned(),
            Some(DefaultForm::Class) => "class".to_owned(),
            Some(DefaultForm::Object) => "object".to_owned(),
            Some(DefaultForm::Other) => "other".to_owned(),
        };
        assert_eq!(form, expected, "{text}");
    }

    #[test]
    fn what_the_compiler_accepts() {
        check("export default createAction({});", "create 0");
        check("export default (createSync({}));", "create 0");
        check("export default (createSync)({});", "create 0");
        check("const sync = createSync({});\nexport default sync;", "create 0");
        check("export default sync;\nlet sync = (createSync({}));", "create 0");
        check(
            "createAction({});\nvar x = createOnEvent({});\nexport default x",
            "create 1",
        );
    }

    #[test]
    fn what_only_the_type_checker_wants() {
        check(
            "export default createSync({}) as unknown as T;",
            "cast 0 as unknown as T",
        );
        check(
            "const sync = createSync({}) satisfies T;\nexport default sync;",
            "cast 0 satisfies T",
        );
        check("export default createSync({})!;", "cast 0!");
        check("export default (createSync({}) as T);", "cast 0 as T");
    }

    #[test]
    fn other_names_of_the_create_call() {
        check(
            "import { createAction as mk } from 'nango';\nexport default mk({});",
            "alias 0",
        );
        check(
            "import * as nango from 'nango';\nexport default nango.createAction({});",
            "alias 0",
        );
        check("import { mk } from './mk.js';\nexport default mk({});", "other");
    }

    #[test]
    fn other_things() {
        check("", "none");
        check("export const a = createAction({});", "none");
        check("export default interface A {}", "none");
        check("export default async function run(nango) {}", "function");
        check("function run() {}\nexport default run;", "function");
        check("export default () => {};", "function");
        check("export default class {}", "class");
        check("export default { exec() {} };", "object");
        check("export default missing;", "other");
        check("export default createSync?.({});", "other");
        check("import a from './a.js';\nexport default a;", "imported from ./a.js");
        check("export { default } from './a.js';", "re-export of ./a.js");
        check(
            "const a = createAction({});\nexport { a as default };",
            "specifier Some(0)",
        );
    }
}

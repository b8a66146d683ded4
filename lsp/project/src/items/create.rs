//! Create calls: `createAction({…})` and its kin.

use syntax::SourceFile;
use syntax::ast::{Call, ExprId, ExprKind};

use super::bindings::Bindings;
use super::cast::Uncast;
use super::definition::{self, Definition};
use super::schema::Builder;
use crate::{FunctionKind, Name, Span};

/// A call of `createAction`, `createSync`, `createOnEvent` or `createFunction`, wherever it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CreateCall {
    /// The whole call.
    pub span: Span,
    /// What is called, as written: `createAction`, `mk`, `nango.createAction`.
    pub callee: Box<str>,
    /// The place of the callee.
    pub callee_span: Span,
    /// How the callee names the create function.
    pub callee_form: CalleeForm,
    /// What it creates.
    pub kind: FunctionKind,
    /// Whether the callee is imported from `nango` (or `nango/experimental`): only then is a call outside of a Nango
    /// project surely one. Inside of one the compiler looks at the name alone.
    pub from_nango: bool,
    /// The variable that is initialised with it: `const binding = createAction({…})`, casts looked through.
    pub binding: Option<Name>,
    /// Whether it stands at the top level of the file: a default export or the value of a top-level variable.
    pub top_level: bool,
    /// Its first argument.
    pub argument: Argument,
}

/// How a callee names the create function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CalleeForm {
    /// `createAction`, the one form that the compiler sees.
    Name,
    /// Another name, after `import { createAction as name } from 'nango'`.
    Alias,
    /// `nango.createAction`, after `import * as nango from 'nango'`.
    Member,
}

/// The first argument of a create call. Parentheses do not count, as for Babel.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Argument {
    /// An object literal: the only form that the compiler accepts.
    Object(Definition),
    /// Something below `as T`, `satisfies T`, `<T>` or `!`.
    Cast {
        /// The object literal, if it is one.
        definition: Option<Definition>,
        /// What to delete so that the bare argument stays.
        cast_span: Span,
    },
    /// A name.
    Identifier(Name),
    /// Anything else.
    Other(Span),
    /// `createAction()`.
    Missing,
}

impl CreateCall {
    /// The object literal, below a cast too.
    pub fn definition(&self) -> Option<&Definition> {
        match &self.argument {
            Argument::Object(definition) => Some(definition),
            Argument::Cast { definition, .. } => definition.as_ref(),
            _ => None,
        }
    }
}

/// The kind and the form of a callee, if it names a create function.
///
/// The compiler goes by the bare name, wherever it comes from; so does this, unless the name is imported from a package
/// that is surely another one.
/// An optional call is none, and parentheses do not count, as for Babel.
pub(super) fn callee(file: &SourceFile, bindings: &Bindings<'_>, call: &Call) -> Option<(FunctionKind, CalleeForm)> {
    let ast = file.ast();
    let callee = (!call.optional).then(|| ast.skip_parens(call.callee))?;
    match ast[callee].kind {
        ExprKind::Ident => {
            let name = file.slice(ast[callee].range);
            match (FunctionKind::of_create_name(name), bindings.create_kind(name)) {
                (Some(kind), _) => Some((kind, CalleeForm::Name)),
                (None, Some(kind)) => Some((kind, CalleeForm::Alias)),
                (None, None) => None,
            }
        }
        ExprKind::Member(member) => {
            let kind = FunctionKind::of_create_name(file.slice(member.property))?;
            let namespace = file.ident_name(ast.skip_parens(member.object))?;
            bindings
                .is_nango_namespace(namespace)
                .then_some((kind, CalleeForm::Member))
        }
        _ => None,
    }
}

/// Reads a create call whose callee is known to be one.
pub(super) fn create_call(
    schemas: &mut Builder<'_>,
    (id, call): (ExprId, Call),
    (kind, callee_form): (FunctionKind, CalleeForm),
) -> CreateCall {
    let (file, bindings) = (schemas.file, schemas.bindings);
    let ast = file.ast();
    let callee_range = ast[ast.skip_parens(call.callee)].range;
    let callee = file.slice(callee_range);
    CreateCall {
        span: ast[id].range.into(),
        callee: callee.into(),
        callee_span: callee_range.into(),
        callee_form,
        kind,
        from_nango: callee_form == CalleeForm::Member || bindings.create_kind(callee).is_some(),
        binding: None,
        top_level: false,
        argument: call
            .args
            .first()
            .map_or(Argument::Missing, |argument| read_argument(schemas, argument)),
    }
}

fn read_argument(schemas: &mut Builder<'_>, id: ExprId) -> Argument {
    let file = schemas.file;
    let ast = file.ast();
    let span = Span::from(ast[id].range);
    let Some(uncast) = Uncast::of(ast, id) else {
        return Argument::Other(span);
    };
    let definition = definition::read(schemas, uncast.inner);
    match (definition, uncast.cast) {
        (definition, Some(cast_span)) => Argument::Cast { definition, cast_span },
        (Some(definition), None) => Argument::Object(definition),
        (None, None) => match file.ident_name(uncast.inner) {
            Some(name) => Argument::Identifier(Name {
                text: name.into(),
                span: ast[uncast.inner].range.into(),
            }),
            None => Argument::Other(span),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Items;

    fn create(text: &str) -> CreateCall {
        let items = Items::of(&SourceFile::parse(text));
        items.create_calls.first().expect("a create call").clone()
    }

    #[test]
    fn the_name_is_what_counts_and_where_it_comes_from_is_known() {
        let ours = create("import { createAction } from 'nango';\nexport default createAction({});");
        assert_eq!(
            (ours.kind, ours.from_nango, ours.top_level),
            (FunctionKind::Action, true, true)
        );
        let theirs = create("import { createAction } from '@ngrx/store';\nconst load = createAction('load');");
        assert_eq!((theirs.kind, theirs.from_nango), (FunctionKind::Action, false));
        assert!(matches!(theirs.argument, Argument::Other(_)));
    }

    #[test]
    fn a_call_knows_its_variable() {
        let bound = create("const sync = createSync({}) as T;");
        assert_eq!(bound.binding.map(|name| name.text), Some("sync".into()));
        let nested = create("function f() { return createSync({}); }");
        assert_eq!((nested.binding, nested.top_level), (None, false));
    }

    #[test]
    fn the_argument() {
        assert!(matches!(create("createAction({})").argument, Argument::Object(_)));
        assert!(matches!(create("createAction(({}))").argument, Argument::Object(_)));
        assert!(matches!(create("createAction()").argument, Argument::Missing));
        assert!(matches!(
            create("createAction(options)").argument,
            Argument::Identifier(_)
        ));
        assert!(matches!(
            create("createAction(a ? {} : {})").argument,
            Argument::Other(_)
        ));
        for (text, cast) in [
            ("{} as any", " as any"),
            ("{} satisfies P", " satisfies P"),
            ("options!", "!"),
        ] {
            let text = format!("createAction({text})");
            let Argument::Cast { cast_span, .. } = create(&text).argument else {
                panic!("{text}")
            };
            assert_eq!(SourceFile::parse(text).slice(cast_span.0), cast);
        }
    }
}

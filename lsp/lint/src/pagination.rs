//! How a call of `nango.paginate` asks for pages: what counts when it runs, casts or not.

use std::borrow::Cow;

use project::scope::{self, Bound};
use syntax::ast::{ExprId, ExprKind, Node, PropId};
use syntax::{SourceFile, TextEdit, TextRange};

use crate::context::SyntaxContext;
use crate::request::{self, Request};

/// A call of `nango.paginate` whose configuration can be read as a whole: no spread, no computed key, nothing from elsewhere.
pub(crate) struct Pagination<'a> {
    source: &'a SourceFile,
    request: Request<'a>,
    /// The object literal `paginate`; none if there is no such property, and the provider's preset is all that counts.
    options: Option<ExprId>,
}

impl<'a> Pagination<'a> {
    /// The call that a node is. Whether it is the SDK's has still to be asked.
    pub(crate) fn of(ctx: &SyntaxContext<'a>, node: Node) -> Option<Pagination<'a>> {
        let request = Request::of(ctx, node).filter(|request| request.method == "paginate")?;
        let source = ctx.source;
        let configuration = object(source, request.argument)?;
        let options = match source.property(configuration, "paginate") {
            Some(prop) => Some(object(source, source.ast()[prop].value()?)?),
            None => None,
        };
        Some(Pagination {
            source,
            request,
            options,
        })
    }

    /// Whether the SDK is asked: the last question, for it is the dear one.
    pub(crate) fn is_typed(&self) -> bool {
        self.request.is_typed()
    }

    /// The place of `paginate` in the call.
    pub(crate) fn method_range(&self) -> TextRange {
        self.request.method_range
    }

    /// Where the options stand, if there are any.
    pub(crate) fn options(&self) -> Option<TextRange> {
        self.options.map(|options| self.source.ast().range(options))
    }

    /// The option of that name.
    pub(crate) fn option(&self, name: &str) -> Option<PropId> {
        self.source.property(self.options?, name)
    }

    /// The value of an option, and its place, if that is a text.
    pub(crate) fn text(&self, name: &str) -> Option<(Cow<'a, str>, TextRange)> {
        let ast = self.source.ast();
        let value = ast[self.option(name)?].value()?;
        let text = self.source.string_value(ast.skip_casts(value))?;
        Some((text, ast.range(value)))
    }

    /// Whether an option is left out here, and not put in later.
    pub(crate) fn lacks(&self, name: &str) -> bool {
        let text = self.source.text();
        let is_put_in = [&format!(".{name}"), ".paginate =", ".paginate="]
            .iter()
            .any(|later| text.contains(*later));
        self.option(name).is_none() && !is_put_in
    }

    /// The place of the value of `type`, if that is this one.
    pub(crate) fn is(&self, style: &str) -> Option<TextRange> {
        let (text, range) = self.text("type")?;
        (text == style).then_some(range)
    }

    /// The edit that puts an option behind another one.
    pub(crate) fn insertion(&self, after: PropId, text: &str) -> TextEdit {
        let ast = self.source.ast();
        let own = ast.range(after);
        let before = &self.source.text()[..usize::from(own.start())];
        let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let separator = match line.trim_start() {
            "" => format!(",\n{line}"),
            _ => ", ".to_owned(),
        };
        TextEdit::insert(own.end(), format!("{separator}{text}"))
    }
}

/// The object literal that a value is, in place or in a variable, if all of its keys can be read.
fn object(source: &SourceFile, value: ExprId) -> Option<ExprId> {
    let ast = source.ast();
    let mut value = ast.skip_casts(value);
    if let ExprKind::Ident = ast[value].kind {
        let Some(Bound::Variable(variable)) = scope::bound(source, value) else {
            return None;
        };
        value = ast.skip_casts(ast[variable].init?);
    }
    let is_whole = matches!(ast[value].kind, ExprKind::Object(_)) && source.has_only_plain_keys(value);
    is_whole.then_some(request::literal(source, value))
}

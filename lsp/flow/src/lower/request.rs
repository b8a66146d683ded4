//! Loops over the pages of a request.

use syntax::TextRange;
use syntax::ast::{ExprId, ExprKind, ForOf, PropKind};

use super::Lower;
use super::scope::Binding;
use crate::ir::{Expr, FnId, Op, OpKind, PageStyle, Pages, StmtKind};
use crate::value::Value;

impl Lower<'_> {
    /// The configuration of `nango.paginate(config)`, or of a name that such a call is bound to; with the place of the method.
    pub(super) fn pages(&self, id: ExprId) -> Option<(ExprId, TextRange)> {
        let (file, ast) = (self.file, self.file.ast());
        let id = ast.skip_casts(id);
        match ast[id].kind {
            ExprKind::Await(inner) => self.pages(inner),
            ExprKind::Ident => match self.scopes.get(file.ident_name(id)?) {
                Some(Binding::Pages(config, place)) => Some((*config, *place)),
                _ => None,
            },
            ExprKind::Call(call) => match ast[ast.skip_casts(call.callee)].kind {
                ExprKind::Member(member) if file.slice(member.property) == "paginate" && self.is_sdk(member.object) => {
                    Some((call.args.first()?, member.property))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// `for await (target of nango.paginate(config)) body`.
    pub(super) fn page_loop(&mut self, range: TextRange, config: ExprId, place: TextRange, it: &ForOf) {
        let file = self.file;
        let input = self.expr(config);
        let literal = self.literal(config);
        let options = file
            .property_value(literal, "paginate")
            .map(|options| self.literal(options));
        let option = |name| options.and_then(|options| file.property_value(options, name));
        let style = match option("type").and_then(|style| file.string_value(style)).as_deref() {
            Some("cursor") => PageStyle::Cursor,
            Some("link") => PageStyle::Link,
            Some("offset") => PageStyle::Offset,
            _ => PageStyle::Unknown,
        };
        let has_limit = option("limit").is_some();
        let start = match (style, option("offset_start_value")) {
            // The value that the configuration was made with, wherever that stands.
            (PageStyle::Offset, Some(_)) => {
                let (paginate, start) = (self.name("paginate"), self.name("offset_start_value"));
                let options = self.add(Expr::Member(input, paginate));
                Some(self.add(Expr::Member(options, start)))
            }
            (PageStyle::Offset, None) => Some(self.known(Value::number(0.0))),
            _ => None,
        };
        let offset = start.map(|start| (self.fresh(), start));
        let on_page = options.and_then(|options| self.on_page(options));
        let (target, next) = (self.fresh(), self.fresh());
        let body = self.page_body(it.target, target, it.body);
        let name = self.name("nextPageParam");
        let value = self.add(Expr::Var(next));
        let argument = self.add(Expr::Object(vec![(name, value)], Vec::new()));
        let request = Op {
            kind: OpKind::Fetch,
            span: place.into(),
            input: Some(input),
            model: None,
            result: None,
        };
        let pages = Pages {
            request,
            style,
            offset,
            has_limit,
            target,
            body,
            on_page,
            next,
            argument,
        };
        self.push(range, StmtKind::Pages(Box::new(pages)));
    }

    /// The literal that an expression is, or that the constant is initialised with which it names.
    pub(super) fn literal(&self, id: ExprId) -> ExprId {
        let ast = self.file.ast();
        let id = ast.skip_casts(id);
        let binding = self.file.ident_name(id).and_then(|name| self.scopes.get(name));
        match binding {
            Some(Binding::Var(var)) => self.inits.get(var).copied().unwrap_or(id),
            Some(Binding::ModuleValue(value)) => *value,
            _ => id,
        }
    }

    fn on_page(&mut self, options: ExprId) -> Option<FnId> {
        let (file, ast) = (self.file, self.file.ast());
        let prop = file.property(options, "on_page")?;
        match ast[prop].kind {
            PropKind::Method { function, .. } => Some(self.function(function, &[])),
            PropKind::Pair { value, .. } | PropKind::Shorthand(value) => {
                let value = ast.skip_casts(value);
                if let Some(function) = self.function_of(value) {
                    return Some(self.function(function, &[]));
                }
                match self.scopes.get(file.ident_name(value)?)? {
                    Binding::Function(function) => Some(*function),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

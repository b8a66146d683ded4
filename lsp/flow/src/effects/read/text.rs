//! Texts that are put together: `/deals/${input.id}` is `/deals/{id}`.

use std::borrow::Cow;

use syntax::ast::{ExprId, ExprKind, List, TemplatePart};

use super::Reader;
use crate::effects::deeds::{V, Value};

/// What a part is called that has no name.
const NAMELESS: &str = "…";

impl<'a> Reader<'a> {
    pub(super) fn template(&mut self, parts: List<TemplatePart>) -> V {
        let mut joined = Vec::new();
        for part in &self.file.ast()[parts] {
            let value = match part.value {
                Some(value) => {
                    let known = self.expr(value);
                    self.text_of(value, known)
                }
                None => {
                    let text = self.file.slice(part.range);
                    self.values.text(text)
                }
            };
            joined.push(value);
        }
        self.values.join(joined)
    }

    /// `left + right`, if either is a text.
    pub(super) fn plus(&mut self, left: (ExprId, V), right: (ExprId, V)) -> V {
        let is_text = |reader: &Self, v: V| matches!(reader.values.get(v), Value::Text(_) | Value::Join(_));
        if !is_text(self, left.1) && !is_text(self, right.1) {
            return V::OTHER;
        }
        let parts = [left, right].map(|(id, value)| self.text_of(id, value));
        self.values.join(parts.into())
    }

    /// What a value is in a text: itself, or its name in braces.
    fn text_of(&mut self, id: ExprId, value: V) -> V {
        match self.values.get(value) {
            Value::Text(_) | Value::Join(_) => value,
            Value::Param(_) | Value::Member(..) | Value::Called(..) | Value::Or(..) | Value::Import(_) => {
                let name = self.hole_name(id);
                self.values.add(Value::Hole(value, name))
            }
            _ => {
                let name = self.hole_name(id);
                self.values.text(format!("{{{name}}}"))
            }
        }
    }

    /// How a value is called: `id` for `encodeURIComponent(input.id)`.
    fn hole_name(&self, id: ExprId) -> Cow<'a, str> {
        let (file, ast) = (self.file, self.file.ast());
        let id = ast.skip_casts(id);
        match ast[id].kind {
            ExprKind::Ident => file.slice(ast[id].range).into(),
            ExprKind::Member(member) => file.slice(member.property).into(),
            ExprKind::Index(index) => match file.string_value(index.index) {
                Some(name) => name,
                None => self.hole_name(index.object),
            },
            ExprKind::Call(call) => {
                let callee = ast.skip_casts(call.callee);
                match (ast[callee].kind, call.args.first()) {
                    // A text is changed a little: `id.trim()`.
                    (ExprKind::Member(member), _)
                        if !matches!(ast[ast.skip_casts(member.object)].kind, ExprKind::This)
                            && self.is_value(member.object) =>
                    {
                        self.hole_name(member.object)
                    }
                    (_, Some(only)) if call.args.len() == 1 => match self.hole_name(only) {
                        Cow::Borrowed(NAMELESS) => self.hole_name(callee),
                        name => name,
                    },
                    _ => self.hole_name(callee),
                }
            }
            ExprKind::Await(value) => self.hole_name(value),
            ExprKind::Logical(it) => self.hole_name(it.left),
            ExprKind::Conditional(it) => match self.hole_name(it.consequent) {
                Cow::Borrowed(NAMELESS) => self.hole_name(it.alternate),
                name => name,
            },
            _ => NAMELESS.into(),
        }
    }

    /// Whether a method of it is one of a value, not of a namespace: `id.trim()`, not `Math.floor(id)`.
    fn is_value(&self, id: ExprId) -> bool {
        let id = self.file.ast().skip_casts(id);
        match self.file.ident_name(id) {
            Some(name) => !name.starts_with(char::is_uppercase),
            None => true,
        }
    }
}

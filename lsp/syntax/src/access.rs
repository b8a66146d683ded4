//! What the nodes of a file say, read from its text.

use std::borrow::Cow;

use crate::SourceFile;
use crate::ast::{Ast, ExprId, ExprKind, PropId, PropKey, PropKeyKind, PropKind};
use crate::literal;

impl Ast {
    /// `x` for `((x))`.
    pub fn skip_parens(&self, mut id: ExprId) -> ExprId {
        while let ExprKind::Paren(inner) = self[id].kind {
            id = inner;
        }
        id
    }

    /// The expression below parentheses and everything that only the type checker sees: `x` for `(x as T)!`.
    pub fn skip_casts(&self, mut id: ExprId) -> ExprId {
        while let ExprKind::Paren(inner)
        | ExprKind::As(inner, _)
        | ExprKind::Satisfies(inner, _)
        | ExprKind::AsConst(inner)
        | ExprKind::AngleCast(inner, _)
        | ExprKind::NonNull(inner) = self[id].kind
        {
            id = inner;
        }
        id
    }
}

impl SourceFile {
    /// The value of a string literal, or of a template without substitutions, escapes decoded. None for everything
    /// else, and for an escape that is not valid.
    pub fn string_value(&self, id: ExprId) -> Option<Cow<'_, str>> {
        let expr = self.ast()[id];
        match expr.kind {
            ExprKind::String => self.quoted(self.slice(expr.range)),
            ExprKind::Template(parts) if self.ast()[parts].iter().all(|part| part.value.is_none()) => {
                let value = self.quoted(self.slice(expr.range))?;
                // A template's line ends are LF, whatever the file's are.
                Some(if value.contains('\r') {
                    value.replace("\r\n", "\n").replace('\r', "\n").into()
                } else {
                    value
                })
            }
            _ => None,
        }
    }

    /// The name of an `ExprKind::Ident`.
    pub fn ident_name(&self, id: ExprId) -> Option<&str> {
        let expr = self.ast()[id];
        matches!(expr.kind, ExprKind::Ident).then(|| self.slice(expr.range))
    }

    /// The name of a key; none for a computed one.
    pub fn key_name(&self, key: PropKey) -> Option<Cow<'_, str>> {
        let text = self.slice(key.range);
        match key.kind {
            PropKeyKind::Ident | PropKeyKind::Number | PropKeyKind::Private => Some(Cow::Borrowed(text)),
            PropKeyKind::String => self.quoted(text),
            PropKeyKind::Computed(_) => None,
        }
    }

    /// The name of a property; none for a computed one, a spread and broken code.
    pub fn prop_name(&self, id: PropId) -> Option<Cow<'_, str>> {
        self.key_name(self.ast()[id].key()?)
    }

    /// The property called `name` of an object literal, below parentheses and casts; of several the last, which is
    /// the one that counts.
    pub fn property(&self, object: ExprId, name: &str) -> Option<PropId> {
        match self.ast()[self.ast().skip_casts(object)].kind {
            ExprKind::Object(props) => props
                .iter()
                .rfind(|prop| self.prop_name(*prop).as_deref() == Some(name)),
            _ => None,
        }
    }

    /// The value of the property called `name`; none if it is a method.
    pub fn property_value(&self, object: ExprId, name: &str) -> Option<ExprId> {
        self.ast()[self.property(object, name)?].value()
    }

    /// Whether every entry of an object literal has a name that can be read: no spread, no computed key, nothing broken.
    /// Only then does the absence of a property mean anything.
    pub fn has_only_plain_keys(&self, object: ExprId) -> bool {
        match self.ast()[self.ast().skip_casts(object)].kind {
            ExprKind::Object(props) => self.ast()[props].iter().all(|prop| match prop.kind {
                PropKind::Spread(_) | PropKind::Unknown(_) => false,
                _ => prop.key().is_some_and(|key| self.key_name(key).is_some()),
            }),
            _ => false,
        }
    }

    /// The names of `root.a.b`, the root first; `this` is a root too. None if anything else stands in between, a
    /// computed access too. Parentheses and casts are looked through.
    pub fn member_path(&self, id: ExprId) -> Option<Vec<&str>> {
        let mut path = Vec::new();
        let mut id = self.ast().skip_casts(id);
        while let ExprKind::Member(member) = self.ast()[id].kind {
            path.push(self.slice(member.property));
            id = self.ast().skip_casts(member.object);
        }
        let root = self.ast()[id];
        matches!(root.kind, ExprKind::Ident | ExprKind::This).then(|| path.push(self.slice(root.range)))?;
        path.reverse();
        Some(path)
    }

    /// Whether `id` is `path[0].path[1]…`, as [`SourceFile::member_path`] reads it.
    pub fn is_member_path(&self, id: ExprId, path: &[&str]) -> bool {
        let expr = self.ast()[self.ast().skip_casts(id)];
        match (expr.kind, path) {
            (ExprKind::Ident | ExprKind::This, [root]) => self.slice(expr.range) == *root,
            (ExprKind::Member(member), [before @ .., last]) if !before.is_empty() => {
                self.slice(member.property) == *last && self.is_member_path(member.object, before)
            }
            _ => false,
        }
    }

    fn quoted<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        let quote = text.chars().next().filter(|char| matches!(char, '\'' | '"' | '`'))?;
        literal::decode(text[1..].strip_suffix(quote)?)
    }
}

//! Object literals and arrays.

use std::borrow::Cow;

use syntax::ast::{Expr, ExprKind, List, MethodKind, Prop, PropKind};

use super::Reader;
use crate::effects::deeds::{V, Value};

impl<'a> Reader<'a> {
    pub(super) fn object(&mut self, props: List<Prop>) -> V {
        let (file, ast) = (self.file, self.file.ast());
        let mut entries: Vec<(Option<Cow<'a, str>>, V)> = Vec::with_capacity(props.len());
        for prop in &ast[props] {
            let name = prop.key().and_then(|key| file.key_name(key));
            match (prop.kind, name) {
                (PropKind::Pair { value, .. } | PropKind::Shorthand(value), Some(name)) => {
                    let value = self.expr(value);
                    entries.push((Some(name), value));
                }
                (PropKind::Spread(value), _) => {
                    let value = self.expr(value);
                    entries.push((None, value));
                }
                (PropKind::Method { kind, function, .. }, Some(name)) => {
                    let value = self.function_value(function);
                    let is_method = kind == MethodKind::Method;
                    entries.push((Some(name), if is_method { value } else { V::OTHER }));
                }
                (PropKind::Pair { value, .. }, None) => {
                    let value = self.expr(value);
                    self.hide(value);
                    entries.push((None, V::OTHER));
                }
                (PropKind::Method { function, .. }, None) => {
                    self.function_value(function);
                    entries.push((None, V::OTHER));
                }
                _ => entries.push((None, V::OTHER)),
            }
        }
        self.values.add(Value::Object(entries.into()))
    }

    pub(super) fn array(&mut self, items: List<Expr>) -> V {
        let ast = self.file.ast();
        let mut entries = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let entry = match ast[item].kind {
                ExprKind::Spread(list) => (None, self.expr(list)),
                _ => (Some(at.to_string().into()), self.expr(item)),
            };
            entries.push(entry);
        }
        self.values.add(Value::Object(entries.into()))
    }

    /// The properties of an object by name, what they are aside: `{ cursor: …, …rest }`.
    pub(super) fn shape(&mut self, object: V) -> V {
        let mut entries = Vec::new();
        for one in self.values.alternatives(object) {
            match self.values.get(one) {
                Value::Object(own) => entries.extend(own.iter().map(|(key, value)| match key {
                    Some(_) => (key.clone(), V::OTHER),
                    None => (None, *value),
                })),
                Value::Absent => {}
                _ => entries.push((None, one)),
            }
        }
        let entries = entries.into_iter().map(|(key, value)| match key {
            None if matches!(self.values.get(value), Value::Object(_)) => (None, self.shape(value)),
            _ => (key, value),
        });
        let entries: Vec<_> = entries.collect();
        self.values.add(Value::Object(entries.into()))
    }

    /// Some properties of an object, those that are there.
    pub(super) fn only(&mut self, object: V, names: &[&'static str]) -> V {
        let mut entries = Vec::new();
        for name in names {
            let value = self.values.member(object, Cow::Borrowed(*name));
            if value != V::ABSENT {
                entries.push((Some(Cow::Borrowed(*name)), value));
            }
        }
        self.values.add(Value::Object(entries.into()))
    }
}

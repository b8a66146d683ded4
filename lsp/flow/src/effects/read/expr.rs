//! Expressions: what they are, and what is done while they are computed.

use std::borrow::Cow;

use syntax::ast::{AssignOp, BinaryOp, ExprId, ExprKind, FunctionId, LogicalOp, PatternKind};

use super::function::is_sdk_name;
use super::{Module, Reader};
use crate::effects::deeds::{V, Value, What};

impl<'a> Reader<'a> {
    /// What an expression is; what is done while it is computed is written down.
    pub(super) fn expr(&mut self, id: ExprId) -> V {
        let (file, ast) = (self.file, self.file.ast());
        let id = ast.skip_casts(id);
        match ast[id].kind {
            ExprKind::Ident => self.ident(id),
            ExprKind::String => {
                let text = file.string_value(id).unwrap_or_default();
                self.values.text(text)
            }
            ExprKind::Template(parts) => self.template(parts),
            ExprKind::Null => V::ABSENT,
            ExprKind::Object(props) => self.object(props),
            ExprKind::Array(items) => self.array(items),
            ExprKind::Function(function) => self.function_value(function),
            ExprKind::Call(call) => self.call(&call),
            ExprKind::New(new) => {
                for arg in new.args {
                    let arg = self.expr(arg);
                    self.hide(arg);
                }
                V::OTHER
            }
            ExprKind::Member(member) => {
                let object = self.expr(member.object);
                self.read_member(object, file.slice(member.property).into())
            }
            ExprKind::Index(index) => {
                let object = self.expr(index.object);
                let name = self.expr(index.index);
                match self.values.get(name) {
                    Value::Text(name) => {
                        let name = name.clone();
                        self.read_member(object, name)
                    }
                    // Of a list any element; of metadata a field that is not known.
                    _ => match self.values.get(object) {
                        Value::Object(_) => self.values.element(object),
                        Value::Metadata | Value::Checkpoint => {
                            self.hide(object);
                            V::OTHER
                        }
                        _ => V::OTHER,
                    },
                }
            }
            ExprKind::Binary(it) => {
                let (left, right) = (self.expr(it.left), self.expr(it.right));
                match it.op {
                    BinaryOp::Add => self.plus((it.left, left), (it.right, right)),
                    _ => V::OTHER,
                }
            }
            ExprKind::Logical(it) => {
                let (left, right) = (self.expr(it.left), self.expr(it.right));
                match it.op {
                    LogicalOp::And => right,
                    LogicalOp::Or | LogicalOp::Nullish => self.values.or(left, right),
                }
            }
            ExprKind::Conditional(it) => {
                self.expr(it.test);
                let (one, other) = (self.expr(it.consequent), self.expr(it.alternate));
                self.values.either(one, other)
            }
            ExprKind::Assign(it) => {
                let value = self.expr(it.value);
                let value = match it.op {
                    AssignOp::Assign | AssignOp::Logical(_) => value,
                    AssignOp::Binary(_) => V::OTHER,
                };
                self.assign(it.target, value);
                if let PatternKind::Expr(place) = ast[it.target].kind {
                    self.children(place);
                }
                value
            }
            ExprKind::Await(value) => self.expr(value),
            ExprKind::Sequence(items) => items.iter().fold(V::OTHER, |_, item| self.expr(item)),
            ExprKind::Instantiation(value, _) => self.expr(value),
            _ => {
                self.children(id);
                V::OTHER
            }
        }
    }

    fn ident(&mut self, id: ExprId) -> V {
        let Some(name) = self.file.ident_name(id) else {
            return V::OTHER;
        };
        if name == "undefined" {
            return V::ABSENT;
        }
        let bound = self.now.scopes.iter().rev().find(|(bound, _)| *bound == name);
        let value = match bound {
            Some((_, binding)) => binding.value,
            None => self.module_value(name),
        };
        let is_hidden = matches!(self.values.get(value), Value::Other | Value::Param(_));
        match is_hidden && is_sdk_name(name) {
            true => V::SDK,
            false => value,
        }
    }

    /// A function where it stands: read as a part of what it stands in, or for itself at the top level.
    pub(super) fn function_value(&mut self, id: FunctionId) -> V {
        if self.now.around.is_empty() {
            return self.number(id);
        }
        self.enter_inner(id);
        self.inner_value(id)
    }

    /// A property that is read.
    pub(super) fn read_member(&mut self, object: V, name: Cow<'a, str>) -> V {
        if matches!(
            self.values.get(object),
            Value::Other | Value::Text(_) | Value::Object(_)
        ) {
            return self.values.member(object, name);
        }
        for one in self.values.alternatives(object) {
            let is_followed = match self.values.get(one) {
                Value::Metadata | Value::Checkpoint | Value::Connection | Value::Param(_) | Value::Called(..) => true,
                Value::Member(..) => self.values.carries(one),
                // A method that is not called there.
                Value::Sdk if super::sdk::is_method(&name) => {
                    self.act(V::SDK, What::Hides);
                    false
                }
                _ => false,
            };
            if is_followed {
                let field = self.values.text(name.clone());
                self.act(one, What::ReadsField(field));
            }
        }
        self.values.member(object, name)
    }

    /// `place = value`, where the place is a property.
    pub(super) fn assign_place(&mut self, place: ExprId, value: V) {
        let (file, ast) = (self.file, self.file.ast());
        let place = ast.skip_casts(place);
        let (object, name) = match ast[place].kind {
            ExprKind::Member(member) => (member.object, Some(file.slice(member.property).into())),
            ExprKind::Index(index) => (index.object, file.string_value(index.index)),
            _ => return,
        };
        let object = ast.skip_casts(object);
        let (Some(variable), Some(name)) = (file.ident_name(object), name) else {
            return self.hide_sdk(value);
        };
        let old = self.ident(object);
        let new = self.values.put(old, name, value);
        match new == old && !self.module.contains_key(variable) {
            true => self.hide_sdk(value),
            false => self.assign_name(variable, new),
        }
    }

    /// The SDK object is kept where it is not followed.
    fn hide_sdk(&mut self, value: V) {
        if value == V::SDK {
            self.hide(value);
        }
    }

    pub(super) fn is_imported_from_package(&self, v: V) -> bool {
        match self.values.get(v) {
            Value::Import(import) => !import.0.starts_with('.'),
            Value::Member(object, _) => self.is_imported_from_package(*object),
            _ => false,
        }
    }

    /// Whether a name is one of the language, and not of the file.
    pub(super) fn is_global(&self, name: &str) -> bool {
        !matches!(
            self.module.get(name),
            Some(Module::Function(_) | Module::Constant(_) | Module::Import { .. })
        ) && !self.now.scopes.iter().any(|(bound, _)| *bound == name)
    }
}

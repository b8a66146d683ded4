//! Calls: on the SDK object, of functions of the file and of others, and of what runs callbacks.

use std::borrow::Cow;

use syntax::ast::{Call, ExprId, ExprKind};

use super::{Reader, sdk};
use crate::effects::deeds::{V, Value, What};

impl<'a> Reader<'a> {
    pub(super) fn call(&mut self, call: &Call) -> V {
        let (file, ast) = (self.file, self.file.ast());
        let callee = ast.skip_casts(call.callee);
        match ast[callee].kind {
            ExprKind::Member(member) => {
                let on = self.expr(member.object);
                self.method(member.object, on, file.slice(member.property).into(), call)
            }
            ExprKind::Index(index) => {
                let on = self.expr(index.object);
                match file.string_value(index.index) {
                    Some(name) => self.method(index.object, on, name, call),
                    None => {
                        self.expr(index.index);
                        self.hide(on);
                        self.hand_over(call)
                    }
                }
            }
            ExprKind::Function(function) => {
                let args = self.args(call);
                self.hand_to_inner(function, &args);
                self.function_value(function);
                self.now.returned.get(&function).copied().unwrap_or(V::OTHER)
            }
            _ => {
                let value = self.expr(callee);
                self.invoke(callee, value, call)
            }
        }
    }

    fn args(&mut self, call: &Call) -> Vec<V> {
        call.args.iter().map(|arg| self.expr(arg)).collect()
    }

    /// Calls something that is not looked into.
    fn hand_over(&mut self, call: &Call) -> V {
        for arg in self.args(call) {
            self.hide(arg);
        }
        V::OTHER
    }

    /// Calls a value.
    fn invoke(&mut self, callee: ExprId, value: V, call: &Call) -> V {
        match self.values.get(value) {
            Value::Function(_) => {
                let args = self.args(call);
                let called = self.values.add(Value::Called(value, args.into()));
                self.act(called, What::Runs);
                called
            }
            Value::Inner(number) => {
                let function = self.inner[*number as usize];
                let args = self.args(call);
                self.hand_to_inner(function, &args);
                self.returned_by_inner(function)
            }
            _ if self.is_imported_from_package(value) => self.hand_over(call),
            Value::Import(_) | Value::Param(_) | Value::Member(..) => {
                let args = self.args(call);
                let carries = args.iter().any(|arg| self.values.carries(*arg));
                let called = self.values.add(Value::Called(value, args.into()));
                if carries {
                    self.act(called, What::Runs);
                }
                called
            }
            _ if self
                .file
                .ident_name(callee)
                .is_some_and(|name| matches!(name, "Boolean" | "String" | "Number") && self.is_global(name)) =>
            {
                self.args(call);
                V::OTHER
            }
            _ => self.hand_over(call),
        }
    }

    /// `on.name(args)`.
    fn method(&mut self, object: ExprId, on: V, name: Cow<'a, str>, call: &Call) -> V {
        let is_sdk = match self.values.get(on) {
            Value::Either(..) | Value::Or(..) => self.values.alternatives(on).contains(&V::SDK),
            _ => on == V::SDK,
        };
        let may_be_sdk = matches!(
            self.values.get(on),
            Value::Param(_) | Value::Member(..) | Value::Called(..) | Value::Or(..)
        );
        if is_sdk || may_be_sdk && sdk::is_method(&name) && !self.is_imported_from_package(on) {
            let args = self.args(call);
            let on = if is_sdk { V::SDK } else { on };
            return self.sdk_call(on, &name, &args);
        }
        let root = self.file.ident_name(self.file.ast().skip_casts(object));
        if let Some(root) = root.filter(|root| self.is_global(root))
            && let Some(value) = self.global(root, &name, call)
        {
            return value;
        }
        let value = self.values.member(on, name.clone());
        if matches!(
            self.values.get(value),
            Value::Function(_) | Value::Inner(_) | Value::Import(_)
        ) || matches!(self.values.get(on), Value::Import(_)) && !self.is_imported_from_package(on)
        {
            return self.invoke(object, value, call);
        }
        self.method_of_value(on, &name, call)
    }

    /// A function of the language.
    fn global(&mut self, root: &str, name: &str, call: &Call) -> Option<V> {
        match (root, name) {
            ("Promise", "all" | "resolve") | ("Object", "freeze") => {
                let args = self.args(call);
                Some(args.first().copied().unwrap_or(V::OTHER))
            }
            ("Promise", "allSettled" | "race" | "any") | ("Array", "isArray") | ("Date" | "Math" | "console", _) => {
                self.args(call);
                Some(V::OTHER)
            }
            _ => None,
        }
    }

    /// A method of a value that is not looked into, as far as it is known what such methods do.
    fn method_of_value(&mut self, on: V, name: &str, call: &Call) -> V {
        match name {
            "parse" | "parseAsync" => {
                let args = self.args(call);
                args.first().copied().unwrap_or(V::OTHER)
            }
            "safeParse" | "safeParseAsync" => {
                let args = self.args(call);
                let input = args.first().copied().unwrap_or(V::OTHER);
                let entries = [(Some(Cow::Borrowed("data")), input)];
                self.values.add(Value::Object(entries.into()))
            }
            "map" | "forEach" | "flatMap" | "filter" | "find" | "some" | "every" | "then" => {
                let given = match name {
                    "then" => on,
                    _ => self.values.element(on),
                };
                for (at, arg) in call.args.iter().enumerate() {
                    let ast = self.file.ast();
                    if let (0, ExprKind::Function(function)) = (at, ast[ast.skip_casts(arg)].kind)
                        && !self.now.around.is_empty()
                    {
                        self.hand_to_inner(function, &[given]);
                        self.enter_inner(function);
                        continue;
                    }
                    let value = self.expr(arg);
                    match self.values.get(value) {
                        Value::Inner(number) => {
                            let function = self.inner[*number as usize];
                            self.hand_to_inner(function, &[given]);
                        }
                        Value::Function(_) => {
                            let called = self.values.add(Value::Called(value, [given].into()));
                            self.act(called, What::Runs);
                        }
                        _ => self.hide(value),
                    }
                }
                match name {
                    "filter" => on,
                    _ => V::OTHER,
                }
            }
            "catch" | "finally" => {
                self.args(call);
                on
            }
            "trim" | "toString" => {
                self.args(call);
                on
            }
            _ => self.hand_over(call),
        }
    }
}

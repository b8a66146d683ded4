//! Expressions. What they do becomes statements before them; what they are stays.

use syntax::TextRange;
use syntax::ast::{Binary, BinaryOp, Body, ExprId, ExprKind, FunctionId, LogicalOp, MethodKind, PropKind, UnaryOp};

use super::Lower;
use super::scope::Binding;
use crate::ir::{E, Expr, FnId, Name, StmtKind, There, Var};
use crate::value::{Kind, Value};

impl<'a> Lower<'a> {
    /// The value of an expression; what it does is written before.
    pub(super) fn expr(&mut self, id: ExprId) -> E {
        let (file, ast) = (self.file, self.file.ast());
        let id = ast.skip_casts(id);
        let range = ast[id].range;
        match ast[id].kind {
            ExprKind::Ident => self.ident(id),
            ExprKind::String => {
                let text = file.string_value(id).unwrap_or_default().into_owned();
                self.text(text)
            }
            ExprKind::Template(parts) => {
                if let Some(text) = file.string_value(id) {
                    return self.text(text.into_owned());
                }
                let has_text = ast[parts].iter().any(|part| part.value.is_none());
                let values: Vec<E> = ast[parts]
                    .iter()
                    .filter_map(|part| part.value)
                    .map(|it| self.expr(it))
                    .collect();
                self.add(if has_text {
                    Expr::Computed(values)
                } else {
                    Expr::Opaque(values)
                })
            }
            ExprKind::Number => {
                let value = file.slice(range).replace('_', "").parse().unwrap_or(f64::NAN);
                self.known(Value::number(value))
            }
            ExprKind::Boolean(value) => self.known(Value::bool(value)),
            ExprKind::Null => self.known(Value::of(Kind::Null)),
            ExprKind::Object(props) => {
                let (mut own, mut spread) = (Vec::new(), Vec::new());
                for prop in &ast[props] {
                    let name = prop.key().and_then(|key| file.key_name(key));
                    match (prop.kind, name) {
                        (PropKind::Pair { value, .. } | PropKind::Shorthand(value), Some(name)) => {
                            let name = self.owned_name(&name);
                            let value = self.expr(value);
                            own.push((name, value));
                        }
                        (
                            PropKind::Method {
                                function,
                                kind: MethodKind::Method,
                                ..
                            },
                            Some(name),
                        ) => {
                            let name = self.owned_name(&name);
                            let function = self.function_value(function);
                            own.push((name, function));
                        }
                        (PropKind::Spread(value), _) => {
                            let value = self.expr(value);
                            for (name, before) in &mut own {
                                *before = self.or_before(value, *name, *before);
                            }
                            spread.push(value);
                        }
                        (PropKind::Pair { value, .. }, _) => spread.push(self.expr(value)),
                        _ => {}
                    }
                }
                self.add(Expr::Object(own, spread))
            }
            ExprKind::Array(items) => {
                let items = items.iter().map(|item| self.expr(item)).collect();
                self.add(Expr::List(items))
            }
            ExprKind::Function(function) => self.function_value(function),
            ExprKind::Call(call) => self.call(range, &call),
            ExprKind::New(new) => {
                let args: Vec<E> = new.args.iter().map(|arg| self.expr(arg)).collect();
                self.hand_over(range, &args);
                match (file.ident_name(new.callee), &args[..]) {
                    (Some("Date"), []) => self.known(Value::NOW),
                    _ => self.add(Expr::Computed(args)),
                }
            }
            ExprKind::Member(member) => {
                let object = self.expr(member.object);
                let name = file.slice(member.property);
                if name == "nango" {
                    return self.add(Expr::Sdk);
                }
                if matches!(name, "length" | "size") && holds_failures(file.slice(ast[member.object].range)) {
                    return self.add(Expr::Opaque(vec![object]));
                }
                if name == "length"
                    && let Some(amount) = self.amount(member.object)
                {
                    return amount;
                }
                self.member(object, name)
            }
            ExprKind::Index(index) => {
                let object = self.expr(index.object);
                match file.string_value(index.index) {
                    Some(name) => {
                        let name = self.owned_name(&name);
                        self.add(Expr::Member(object, name))
                    }
                    None => {
                        let at = self.expr(index.index);
                        let (text, list) = (file.slice(ast[index.index].range), file.slice(ast[index.object].range));
                        let is_one = matches!(
                            ast[ast.skip_casts(index.index)].kind,
                            ExprKind::Ident | ExprKind::Number
                        ) || text.ends_with(".length - 1");
                        let is_within = self.within.contains(&(text, list));
                        let there = match is_one {
                            _ if is_within || text == "0" && self.is_filled(index.object) => There::Surely,
                            true => There::IfAny,
                            false => There::Perhaps,
                        };
                        self.add(Expr::Element(there, vec![object, at]))
                    }
                }
            }
            ExprKind::Unary(unary) => {
                let value = self.expr(unary.operand);
                match unary.op {
                    UnaryOp::Not => self.add(Expr::Not(value)),
                    UnaryOp::Void => self.known(Value::UNDEFINED),
                    UnaryOp::Plus => self.add(Expr::ToNumber(value)),
                    UnaryOp::Minus if matches!(ast[unary.operand].kind, ExprKind::Number) => {
                        self.known(Value::of(Kind::Negative))
                    }
                    _ => self.add(Expr::Opaque(vec![value])),
                }
            }
            ExprKind::Update(update) => {
                let old = self.expr(update.operand);
                let step = self.known(Value::of(Kind::One));
                let new = match update.op {
                    syntax::ast::UpdateOp::Increment => self.add(Expr::Plus(old, step)),
                    syntax::ast::UpdateOp::Decrement => self.add(Expr::Opaque(vec![old])),
                };
                let before = self.fresh();
                self.push(range, StmtKind::Assign(before, old));
                self.store(update.operand, new, range);
                let before = self.add(Expr::Var(before));
                if update.prefix { old } else { before }
            }
            ExprKind::Binary(binary) => self.binary(&binary),
            ExprKind::Logical(logical) => {
                let left = self.expr(logical.left);
                let mut right = left;
                let then = self.block(|lower| right = lower.expr(logical.right));
                if then.is_empty() {
                    return self.add(match logical.op {
                        LogicalOp::And => Expr::And(left, right),
                        LogicalOp::Or => Expr::Or(left, right),
                        LogicalOp::Nullish => Expr::Nullish(left, right),
                    });
                }
                let result = self.fresh();
                self.push(range, StmtKind::Assign(result, left));
                let value = self.add(Expr::Var(result));
                let test = match logical.op {
                    LogicalOp::And => value,
                    LogicalOp::Or => self.add(Expr::Not(value)),
                    LogicalOp::Nullish => {
                        let null = self.known(Value::of(Kind::Null));
                        self.add(Expr::Equals(value, null, true))
                    }
                };
                self.choose(range, test, (then, right), (Vec::new(), value), result)
            }
            ExprKind::Conditional(it) => {
                let test = self.expr(it.test);
                let (mut yes, mut no) = (test, test);
                let then = self.block(|lower| yes = lower.expr(it.consequent));
                let otherwise = self.block(|lower| no = lower.expr(it.alternate));
                if then.is_empty() && otherwise.is_empty() {
                    return self.add(Expr::Cond(test, yes, no));
                }
                let result = self.fresh();
                self.choose(range, test, (then, yes), (otherwise, no), result)
            }
            ExprKind::Assign(assign) => self.assign(range, &assign),
            ExprKind::Await(value) | ExprKind::Spread(value) | ExprKind::Instantiation(value, _) => self.expr(value),
            ExprKind::Sequence(items) => items
                .iter()
                .map(|item| self.expr(item))
                .last()
                .unwrap_or_else(|| self.unknown()),
            ExprKind::Yield { value, delegate } => {
                self.yields(range, value, delegate);
                self.unknown()
            }
            ExprKind::Unknown(_) => {
                self.push(range, StmtKind::Unknown);
                self.unknown()
            }
            _ => self.unknown(),
        }
    }

    /// A property of an object into which another one is spread behind it: what that holds counts.
    fn or_before(&mut self, spread: E, name: Name, before: E) -> E {
        // What is called is told by what stands there.
        if matches!(self.program.exprs[before.0 as usize], Expr::Sdk | Expr::Function(_)) {
            return before;
        }
        let own = self.add(Expr::Member(spread, name));
        let absent = self.known(Value::UNDEFINED);
        let is_absent = self.add(Expr::Equals(own, absent, false));
        self.add(Expr::Cond(is_absent, before, own))
    }

    fn choose(
        &mut self,
        range: TextRange,
        test: E,
        (mut then, yes): (Vec<crate::ir::Stmt>, E),
        (mut otherwise, no): (Vec<crate::ir::Stmt>, E),
        result: Var,
    ) -> E {
        let assign = |value| crate::ir::Stmt {
            span: range.into(),
            kind: StmtKind::Assign(result, value),
        };
        then.push(assign(yes));
        otherwise.push(assign(no));
        self.push(range, StmtKind::If { test, then, otherwise });
        self.add(Expr::Var(result))
    }

    fn ident(&mut self, id: ExprId) -> E {
        let name = self.file.ident_name(id).unwrap_or_default();
        match self.scopes.get(name).cloned() {
            Some(Binding::Var(var)) => self.add(Expr::Var(var)),
            Some(Binding::Sdk) => self.add(Expr::Sdk),
            Some(Binding::Function(function)) => self.add(Expr::Function(function)),
            Some(Binding::ModuleFunction(id)) => {
                let function = self.module_function(id, &[]);
                self.add(Expr::Function(function))
            }
            Some(Binding::ModuleValue(value)) => self.module_value(value),
            Some(Binding::Generated(_)) => {
                // Whoever has it may go through it.
                self.push(self.file.ast()[id].range, StmtKind::Unknown);
                self.unknown()
            }
            None if name == "undefined" => self.known(Value::UNDEFINED),
            _ => self.unknown(),
        }
    }

    /// A constant of the top level, if it is written down.
    pub(super) fn module_value(&mut self, value: ExprId) -> E {
        let is_plain = matches!(
            self.file.ast()[value].kind,
            ExprKind::String
                | ExprKind::Number
                | ExprKind::Boolean(_)
                | ExprKind::Null
                | ExprKind::Object(_)
                | ExprKind::Unary(_)
                | ExprKind::Template(_)
        );
        if !is_plain {
            return self.unknown();
        }
        let hidden = self.scopes.suspend(1);
        let mut lowered = None;
        self.block(|lower| lowered = Some(lower.expr(value)));
        self.scopes.resume(hidden);
        lowered.unwrap_or_else(|| self.unknown())
    }

    pub(super) fn text(&mut self, text: String) -> E {
        if text.is_empty() {
            return self.known(Value::of(Kind::Empty));
        }
        let number = self.texts.iter().position(|known| *known == text).unwrap_or_else(|| {
            self.texts.push(text);
            self.texts.len() - 1
        });
        self.known(Value::text(number))
    }

    pub(super) fn function_value(&mut self, id: FunctionId) -> E {
        let function = self.function(id, &[]);
        self.add(Expr::Function(function))
    }

    pub(super) fn member(&mut self, object: E, name: &'a str) -> E {
        match (&self.program.exprs[object.0 as usize], name) {
            (Expr::Sdk, _) => self.unknown(),
            (_, "length" | "size") => self.add(Expr::Length(object)),
            _ => {
                let name = self.name(name);
                self.add(Expr::Member(object, name))
            }
        }
    }

    fn binary(&mut self, it: &Binary) -> E {
        let (file, ast) = (self.file, self.file.ast());
        let (left, right) = (ast.skip_casts(it.left), ast.skip_casts(it.right));
        let is_equality = matches!(
            it.op,
            BinaryOp::StrictEq | BinaryOp::StrictNotEq | BinaryOp::Eq | BinaryOp::NotEq
        );
        let is_negated = matches!(it.op, BinaryOp::StrictNotEq | BinaryOp::NotEq);
        let type_test = |a: ExprId, b: ExprId| match ast[a].kind {
            ExprKind::Unary(unary) if unary.op == UnaryOp::Typeof => Some((unary.operand, file.string_value(b)?)),
            _ => None,
        };
        if let Some((value, name)) = type_test(left, right)
            .or_else(|| type_test(right, left))
            .filter(|_| is_equality)
        {
            let value = self.expr(value);
            let name = self.owned_name(&name);
            let test = self.add(Expr::HasType(value, name));
            return if is_negated { self.add(Expr::Not(test)) } else { test };
        }
        let (a, b) = (self.expr(left), self.expr(right));
        let negate = |lower: &mut Self, test| lower.add(Expr::Not(test));
        match it.op {
            BinaryOp::StrictEq => self.add(Expr::Equals(a, b, false)),
            BinaryOp::Eq => self.add(Expr::Equals(a, b, true)),
            BinaryOp::StrictNotEq | BinaryOp::NotEq => {
                let test = self.add(Expr::Equals(a, b, it.op == BinaryOp::NotEq));
                negate(self, test)
            }
            BinaryOp::Less => self.add(Expr::Less(a, b)),
            BinaryOp::Greater => self.add(Expr::Less(b, a)),
            BinaryOp::LessEq => {
                let test = self.add(Expr::Less(b, a));
                negate(self, test)
            }
            BinaryOp::GreaterEq => {
                let test = self.add(Expr::Less(a, b));
                negate(self, test)
            }
            BinaryOp::Add => self.add(Expr::Plus(a, b)),
            _ => self.add(Expr::Opaque(vec![a, b])),
        }
    }

    /// What a callback returns, where that is one expression: the result of what it is handed to depends on it.
    pub(super) fn returned(&self, function: FnId) -> Option<E> {
        match self.program.functions[function.0 as usize].body.last()?.kind {
            StmtKind::Return(value) => value,
            _ => None,
        }
    }

    /// The function of the tree that an expression is.
    pub(super) fn function_of(&self, id: ExprId) -> Option<FunctionId> {
        let ast = self.file.ast();
        match ast[ast.skip_casts(id)].kind {
            ExprKind::Function(function) if ast[function].body != Body::None => Some(function),
            _ => None,
        }
    }
}

/// Whether a list is one of failures by its name: then it is ordinary that it is empty.
fn holds_failures(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["err", "fail", "invalid", "skip", "missing", "issue"]
        .iter()
        .any(|word| name.contains(word))
}

//! Calls: of the SDK object, of functions of the file, of helpers, and of what runs callbacks.

use syntax::TextRange;
use syntax::ast::{Body, Call, ExprId, ExprKind};

use super::Lower;
use super::scope::Binding;
use crate::ir::{ANY_MODEL, Callee, Care, Catch, E, Expr, FnId, Op, OpKind, StmtKind, There, Try};
use crate::value::{Kind, Value};

/// How many arguments a list that is spread stands for at most.
const MAX_SPREAD: usize = 8;

impl<'a> Lower<'a> {
    pub(super) fn call(&mut self, range: TextRange, call: &Call) -> E {
        let (file, ast) = (self.file, self.file.ast());
        let callee = ast.skip_casts(call.callee);
        match ast[callee].kind {
            ExprKind::Member(member) => {
                let method = file.slice(member.property);
                self.method(range, call, (member.object, method, member.property))
            }
            ExprKind::Index(index) => match file.string_value(index.index) {
                Some(name) if self.is_sdk(index.object) => {
                    let place = ast[index.index].range;
                    self.sdk_call(call, &name, place)
                }
                // One of several functions: `await steps[i]()`.
                _ => {
                    let args = self.args(call);
                    self.run_callbacks(range, &args);
                    let callee = self.expr(callee);
                    self.push_call(range, Callee::Value(callee), args)
                }
            },
            ExprKind::Ident => self.plain_call(range, call, callee),
            ExprKind::Function(function) => {
                let args = self.args(call);
                let function = self.function(function, &[]);
                self.push_call(range, Callee::Local(function), args)
            }
            _ => self.opaque(range, call, None),
        }
    }

    pub(super) fn is_sdk(&self, id: ExprId) -> bool {
        let id = self.file.ast().skip_casts(id);
        if let ExprKind::Member(member) = self.file.ast()[id].kind {
            return self.file.slice(member.property) == "nango";
        }
        let binding = self.file.ident_name(id).and_then(|name| self.scopes.get(name));
        matches!(binding, Some(Binding::Sdk))
    }

    pub(super) fn args(&mut self, call: &Call) -> Vec<E> {
        let mut args: Vec<E> = call.args.iter().map(|arg| self.arg(arg)).collect();
        let is_spread = |arg: ExprId| matches!(self.file.ast()[arg].kind, ExprKind::Spread(_));
        if call.args.iter().any(is_spread) {
            // What is spread may be any number of arguments.
            args.extend((0..MAX_SPREAD).map(|_| self.unknown()));
        }
        args
    }

    fn arg(&mut self, arg: ExprId) -> E {
        let value = self.expr(arg);
        if let Some(text) = self.file.string_value(self.literal(arg)) {
            let name = self.owned_name(&text);
            self.program.texts.push((value, name));
        }
        value
    }

    fn push_call(&mut self, range: TextRange, callee: Callee, args: Vec<E>) -> E {
        let result = self.fresh();
        self.program.traits.calls_others |= matches!(callee, Callee::Imported(..));
        self.push(range, StmtKind::Call { callee, args, result });
        self.add(Expr::Var(result))
    }

    /// The function of the file that a call of this name calls, and what it is handed.
    pub(super) fn own_call(&mut self, name: &str, call: &Call) -> Option<(FnId, Vec<E>)> {
        match self.scopes.get(name).cloned()? {
            Binding::Function(function) => Some((function, self.args(call))),
            Binding::ModuleFunction(id) => {
                let sdk: Vec<bool> = call.args.iter().map(|arg| self.is_sdk(arg)).collect();
                let args = self.args(call);
                Some((self.module_function(id, &sdk), args))
            }
            _ => None,
        }
    }

    fn plain_call(&mut self, range: TextRange, call: &Call, callee: ExprId) -> E {
        let (file, ast) = (self.file, self.file.ast());
        let name = file.ident_name(callee).unwrap_or_default();
        if let Some((function, args)) = self.own_call(name, call) {
            return self.push_call(range, Callee::Local(function), args);
        }
        match self.scopes.get(name).cloned() {
            Some(Binding::Import { source, imported }) => {
                let args = self.args(call);
                if !args.iter().any(|arg| self.program.holds_sdk(*arg)) {
                    self.run_callbacks(range, &args);
                    return self.add(Expr::Opaque(args));
                }
                let callee = Callee::Imported(source, file.slice(imported).into());
                self.push_call(range, callee, args)
            }
            Some(Binding::Var(var)) => {
                let args = self.args(call);
                let callee = self.add(Expr::Var(var));
                self.push_call(range, Callee::Value(callee), args)
            }
            None => {
                let first = call.args.first();
                match (name, first) {
                    ("Boolean", Some(first)) => {
                        let value = self.expr(first);
                        self.add(Expr::Truth(value))
                    }
                    ("Number" | "parseInt" | "parseFloat", Some(first)) => {
                        let value = self.expr(first);
                        self.add(Expr::ToNumber(value))
                    }
                    ("String", Some(first)) if matches!(ast[first].kind, ExprKind::String) => self.expr(first),
                    _ => self.opaque(range, call, None),
                }
            }
            _ => self.opaque(range, call, None),
        }
    }

    fn method(&mut self, range: TextRange, call: &Call, (object, method, place): (ExprId, &'a str, TextRange)) -> E {
        let (file, ast) = (self.file, self.file.ast());
        if self.is_sdk(object) {
            return self.sdk_call(call, method, place);
        }
        if let Some((function, args)) = self.own_method(object, method, call) {
            return self.push_call(range, Callee::Local(function), args);
        }
        let root = file.ident_name(ast.skip_casts(object)).unwrap_or_default();
        let first = call.args.first();
        match (root, method) {
            ("Promise", "allSettled") => {
                let mut result = None;
                let block = self.block(|lower| result = Some(lower.opaque(range, call, None)));
                let catch = Catch {
                    span: range.into(),
                    body: Vec::new(),
                    care: self.care_of_outcomes(call.callee),
                };
                let it = Try {
                    block,
                    catch: Some(catch),
                    finally: None,
                };
                self.push(range, StmtKind::Try(Box::new(it)));
                return result.unwrap_or_else(|| self.unknown());
            }
            ("Reflect", "get" | "has") => {
                let args = self.args(call);
                return self.add(Expr::Opaque(args));
            }
            ("Date", "now") => return self.known(Value::NOW),
            ("JSON", "stringify") => {
                let args = self.args(call);
                return self.add(Expr::Computed(args));
            }
            ("Object", "assign") if let Some(target) = first => {
                let args = self.args(call);
                self.hand_over(range, &args);
                for source in args.iter().skip(1) {
                    self.put_all(range, target, *source);
                }
                return self.add(Expr::Opaque(args));
            }
            ("Promise" | "JSON" | "Object" | "Date" | "Math", _) => return self.opaque(range, call, None),
            _ => {}
        }
        match (method, first) {
            ("isFinite" | "isInteger" | "isSafeInteger", Some(first)) if root == "Number" => {
                let value = self.expr(first);
                let name = self.name("number");
                self.add(Expr::HasType(value, name))
            }
            ("parse" | "parseAsync", Some(first)) => {
                self.expr(object);
                self.expr(first)
            }
            ("safeParse" | "safeParseAsync", Some(first)) => {
                let value = self.expr(first);
                self.add(Expr::SafeParse(value))
            }
            ("trim" | "toISOString" | "getTime" | "valueOf" | "toJSON", None) => self.expr(object),
            ("at", Some(_)) => {
                let object = self.expr(object);
                self.add(Expr::Element(There::IfAny, vec![object]))
            }
            ("catch", Some(handler)) => self.promise_catch(range, object, handler),
            ("then" | "finally", Some(_)) => {
                let object = self.expr(object);
                let args = self.args(call);
                self.run_callbacks(range, &args);
                self.add(Expr::Opaque(vec![object]))
            }
            ("push" | "unshift" | "add" | "set" | "append", Some(_)) => {
                let args = self.args(call);
                self.hand_over(range, &args);
                let is_added = matches!(method, "push" | "unshift");
                self.change(object, &args, is_added, range);
                self.add(Expr::Opaque(args))
            }
            (
                "map" | "forEach" | "flatMap" | "filter" | "reduce" | "some" | "every" | "find" | "findIndex" | "sort"
                | "findLast" | "toSorted" | "from",
                Some(first),
            ) => {
                let mut inputs = vec![self.expr(object)];
                let handed = if method == "from" {
                    call.args.get(1)
                } else {
                    Some(first)
                };
                if let Some(callback) = handed.and_then(|handed| self.callback(handed)) {
                    let result = self.fresh();
                    self.push(
                        range,
                        StmtKind::Each {
                            callback,
                            is_loop: true,
                            result: Some(result),
                        },
                    );
                    let returned = self.returned(callback);
                    let result = self.add(Expr::Var(result));
                    match method {
                        // What it returns is what is in the list.
                        "map" | "flatMap" | "from" => {
                            let items = returned.into_iter().chain([result]).collect();
                            inputs.push(self.add(Expr::List(items)));
                        }
                        _ => inputs.extend(returned.into_iter().chain([result])),
                    }
                }
                let rest: Vec<E> = call.args.iter().skip(1).map(|arg| self.expr(arg)).collect();
                inputs.extend(rest);
                self.add(match method {
                    "findIndex" => Expr::Place(inputs),
                    _ => Expr::Opaque(inputs),
                })
            }
            ("concat", Some(_)) => {
                let mut inputs = vec![self.expr(object)];
                inputs.extend(self.args(call));
                let list = self.add(Expr::List(inputs));
                self.add(Expr::Opaque(vec![list]))
            }
            ("indexOf", Some(_)) => {
                let mut inputs = vec![self.expr(object)];
                inputs.extend(self.args(call));
                self.add(Expr::Place(inputs))
            }
            _ => {
                if self.is_of_own_class(object) {
                    self.push(range, StmtKind::Unknown);
                }
                self.opaque(range, call, Some(object))
            }
        }
    }

    /// `promise.catch(handler)`: what fails is caught.
    fn promise_catch(&mut self, range: TextRange, object: ExprId, handler: ExprId) -> E {
        let ast = self.file.ast();
        let mut value = None;
        let block = self.block(|lower| value = Some(lower.expr(object)));
        let result = self.fresh();
        let mut block = block;
        let value = value.unwrap_or_else(|| self.unknown());
        block.push(crate::ir::Stmt {
            span: range.into(),
            kind: StmtKind::Assign(result, value),
        });
        let body = self.block(|lower| {
            if let Some(function) = lower.function_of(handler) {
                let callback = lower.function(function, &[]);
                let value = lower.push_call(range, Callee::Local(callback), Vec::new());
                lower.push(range, StmtKind::Assign(result, value));
            }
        });
        // What more than a value stands in its place may be enough.
        let care = match self.function_of(handler).map(|function| (function, ast[function].body)) {
            Some((_, Body::Expr(value))) => match ast[ast.skip_casts(value)].kind {
                ExprKind::Call(_) | ExprKind::Await(_) => Care::Keeps,
                _ => Care::Nothing,
            },
            Some((function, Body::Block(_))) => self.care(function),
            _ => Care::Keeps,
        };
        let catch = Catch {
            span: ast[handler].range.into(),
            body,
            care,
        };
        let it = Try {
            block,
            catch: Some(catch),
            finally: None,
        };
        self.push(range, StmtKind::Try(Box::new(it)));
        self.add(Expr::Var(result))
    }

    /// A call that nothing is known of. Callbacks are run once.
    fn opaque(&mut self, range: TextRange, call: &Call, object: Option<ExprId>) -> E {
        let mut inputs = Vec::new();
        inputs.extend(object.map(|object| self.expr(object)));
        let args = self.args(call);
        self.hand_over(range, &args);
        self.run_callbacks(range, &args);
        inputs.extend(args);
        self.add(Expr::Opaque(inputs))
    }

    fn run_callbacks(&mut self, range: TextRange, args: &[E]) {
        for arg in args {
            if let Expr::Function(callback) = self.program.exprs[arg.0 as usize] {
                self.push(
                    range,
                    StmtKind::Each {
                        callback,
                        is_loop: false,
                        result: None,
                    },
                );
            }
        }
    }

    /// Something is handed to code that is not looked into: with the SDK object it may do anything.
    pub(super) fn hand_over(&mut self, range: TextRange, args: &[E]) {
        if args.iter().any(|arg| self.program.holds_sdk(*arg)) {
            self.push(range, StmtKind::Unknown);
        }
    }

    /// A call on the SDK object.
    fn sdk_call(&mut self, call: &Call, method: &str, place: TextRange) -> E {
        let args = self.args(call);
        let mut unknown_model = None;
        let mut model = |lower: &mut Self, at: usize| {
            let text = call.args.get(at).and_then(|arg| {
                let arg = lower.literal(arg);
                lower.file.string_value(arg)
            });
            if text.is_none() {
                unknown_model = args.get(at).copied();
            }
            lower.owned_name(&text.unwrap_or(ANY_MODEL.into()))
        };
        let kind = match method {
            "get" | "post" | "put" | "patch" | "delete" | "proxy" | "uncontrolledFetch" | "paginate" => OpKind::Fetch,
            // What is stored and was not come upon is deleted.
            "batchDelete" if self.file.text().contains("listRecords(") && self.file.text().contains(".has(") => {
                OpKind::Purge(model(self, 1))
            }
            "batchSave" | "batchUpdate" | "batchDelete" => OpKind::Save(model(self, 1)),
            "trackDeletesStart" => OpKind::Start(model(self, 0)),
            "trackDeletesEnd" => OpKind::End(model(self, 0)),
            "deleteRecordsFromPreviousExecutions" => OpKind::Purge(model(self, 0)),
            "getCheckpoint" => OpKind::GetCheckpoint,
            "saveCheckpoint" => OpKind::SaveCheckpoint,
            "clearCheckpoint" => OpKind::ClearCheckpoint,
            // It cannot fail in a way that matters here.
            "log" => return self.known(Value::of(Kind::Undefined)),
            _ => OpKind::Other,
        };
        self.program.traits.add(kind);
        let result = (kind == OpKind::GetCheckpoint).then(|| self.fresh());
        let op = Op {
            kind,
            span: place.into(),
            input: args.first().copied(),
            model: unknown_model,
            result,
        };
        self.push(place, StmtKind::Op(op));
        match result {
            Some(result) => self.add(Expr::Var(result)),
            None => self.unknown(),
        }
    }
}

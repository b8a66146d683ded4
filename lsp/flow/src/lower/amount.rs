//! How many elements a list has, where the text says so, or where it says of which other lists it is made.

use syntax::ast::{BinaryOp, ExprId, ExprKind};

use super::Lower;
use super::scope::Binding;
use crate::ir::{E, Expr};
use crate::value::{Kind, Value};

/// What is done with a list that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Elements are taken out.
    Takes,
    /// Elements are added.
    Adds,
    /// It is asked how many there are.
    Asks,
}

/// By which words.
const USES: [(&str, Use); 9] = [
    (".pop(", Use::Takes),
    (".shift(", Use::Takes),
    (".splice(", Use::Takes),
    (".length = ", Use::Takes),
    (".push(", Use::Adds),
    (".unshift(", Use::Adds),
    (".add(", Use::Adds),
    (".set(", Use::Adds),
    (".length", Use::Asks),
];

impl<'a> Lower<'a> {
    /// How many elements a list has, as far as the text says so.
    pub(super) fn amount(&mut self, list: ExprId) -> Option<E> {
        let ast = self.file.ast();
        let list = ast.skip_casts(list);
        if self.is_parsed_to_some(list) {
            return Some(self.known(Value::of(Kind::Positive).advanced()));
        }
        match ast[list].kind {
            ExprKind::Ident => {
                let init = self.initial(list).filter(|init| self.is_made(*init))?;
                let is_changed = self.uses(list).any(|(_, how)| how != Use::Asks);
                (!is_changed).then(|| self.amount_made(init))?
            }
            ExprKind::Array(_) | ExprKind::Call(_) => self.amount_made(list),
            _ => None,
        }
    }

    /// How many elements a list has that a loop goes over, itself or its `entries()`: as the text says, or as another place asks.
    pub(super) fn amount_of_loop(&mut self, list: ExprId) -> Option<E> {
        let (file, ast) = (self.file, self.file.ast());
        let mut list = ast.skip_casts(list);
        if let ExprKind::Call(call) = ast[list].kind
            && let ExprKind::Member(member) = ast[call.callee].kind
            && file.slice(member.property) == "entries"
        {
            list = ast.skip_casts(member.object);
        }
        if let Some(amount) = self.amount(list) {
            return Some(amount);
        }
        let is_plain = matches!(ast[list].kind, ExprKind::Ident | ExprKind::Member(_));
        let is_asked = is_plain && self.uses(list).any(|(_, how)| how == Use::Asks);
        is_asked.then(|| {
            let list = self.expr(list);
            self.add(Expr::Length(list))
        })
    }

    /// The index and the list of `index < list.length`.
    pub(super) fn bounds(&self, test: ExprId) -> Option<(&'a str, &'a str)> {
        let (file, ast) = (self.file, self.file.ast());
        match ast[test].kind {
            ExprKind::Binary(it) if it.op == BinaryOp::Less => match ast[it.right].kind {
                ExprKind::Member(member) if file.slice(member.property) == "length" => {
                    Some((file.ident_name(it.left)?, file.slice(ast[member.object].range)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it is asked how many elements there are in what is made so.
    fn is_made(&self, list: ExprId) -> bool {
        let ast = self.file.ast();
        match ast[ast.skip_casts(list)].kind {
            ExprKind::Array(_) => true,
            ExprKind::Call(_) => self.rounds == 0,
            _ => false,
        }
    }

    /// How many elements a list has that is made so.
    fn amount_made(&mut self, list: ExprId) -> Option<E> {
        let (file, ast) = (self.file, self.file.ast());
        let list = ast.skip_casts(list);
        match ast[list].kind {
            ExprKind::Array(items) => {
                let (mut own, mut amount) = (0, None);
                for item in items {
                    let ExprKind::Spread(part) = ast[item].kind else {
                        own += 1;
                        continue;
                    };
                    let part = self.amount_of_part(part)?;
                    amount = Some(match amount {
                        Some(amount) => self.add(Expr::Plus(amount, part)),
                        None => part,
                    });
                }
                let own = (own > 0 || amount.is_none()).then(|| self.known(Value::number(f64::from(own))));
                Some(match (own, amount) {
                    (Some(own), Some(amount)) => self.add(Expr::Plus(own, amount)),
                    (own, amount) => own.or(amount)?,
                })
            }
            // As many as it is made from.
            ExprKind::Call(call) => match ast[call.callee].kind {
                ExprKind::Member(member) if file.slice(member.property) == "map" => self.amount_of_part(member.object),
                _ => None,
            },
            _ => None,
        }
    }

    /// How many elements a list has that another is made from: it must not change after that.
    fn amount_of_part(&mut self, list: ExprId) -> Option<E> {
        let ast = self.file.ast();
        let list = ast.skip_casts(list);
        if let Some(amount) = self.amount(list) {
            return Some(amount);
        }
        if !matches!(ast[list].kind, ExprKind::Ident) {
            return None;
        }
        let end = usize::from(ast[list].range.end());
        let is_changed = |(at, how): (usize, Use)| at > end && how != Use::Asks;
        if self.rounds > 0 || self.uses(list).any(is_changed) {
            return None;
        }
        let list = self.expr(list);
        Some(self.add(Expr::Length(list)))
    }

    /// What a constant is initialised with.
    fn initial(&self, name: ExprId) -> Option<ExprId> {
        match self.scopes.get(self.file.ident_name(name)?)? {
            Binding::Var(var) => self.inits.get(var).copied(),
            Binding::ModuleValue(value) => Some(*value),
            _ => None,
        }
    }

    /// What is done with a list that has a name, and where.
    fn uses(&self, list: ExprId) -> impl Iterator<Item = (usize, Use)> {
        let text = self.file.text();
        let name = self.file.slice(self.file.ast()[list].range);
        let uses = self.uses.get_or_init(|| {
            let of = |(word, how): &(&str, Use)| text.match_indices(word).map(|(at, _)| (at, *how)).collect::<Vec<_>>();
            USES.iter().flat_map(of).collect()
        });
        uses.iter().copied().filter(move |(at, _)| text[..*at].ends_with(name))
    }

    /// Whether a list that has a name holds something where it is asked for: it is made so, and nothing was taken out of it before.
    pub(super) fn is_filled(&self, list: ExprId) -> bool {
        let ast = self.file.ast();
        let list = ast.skip_casts(list);
        let place = usize::from(ast[list].range.start());
        self.rounds == 0
            && !self.is_test
            && self.initial(list).is_some_and(|init| self.is_made_filled(init))
            && !self.uses(list).any(|(at, how)| at < place && how == Use::Takes)
    }

    fn is_made_filled(&self, list: ExprId) -> bool {
        let (file, ast) = (self.file, self.file.ast());
        let list = ast.skip_casts(list);
        match ast[list].kind {
            ExprKind::Array(items) => items.iter().any(|item| !matches!(ast[item].kind, ExprKind::Spread(_))),
            ExprKind::Conditional(it) => self.is_made_filled(it.consequent) && self.is_made_filled(it.alternate),
            // Of any text there is a first part.
            ExprKind::Call(call) => match ast[call.callee].kind {
                ExprKind::Member(member) => {
                    let separator = call.args.first().and_then(|first| file.string_value(first));
                    file.slice(member.property) == "split" && separator.is_some_and(|text| !text.is_empty())
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a list was parsed by a schema that refuses an empty one: `metadata.ids`, of `z.object({ ids: z.array(…).min(1) })`.
    fn is_parsed_to_some(&self, list: ExprId) -> bool {
        let (file, ast) = (self.file, self.file.ast());
        let ExprKind::Member(member) = ast[list].kind else {
            return false;
        };
        let list = self
            .schema_of(member.object)
            .and_then(|schema| file.property_value(schema, file.slice(member.property)));
        let (mut at, mut refuses) = (list, false);
        while let Some(value) = at {
            let ExprKind::Call(call) = ast[value].kind else {
                return false;
            };
            let ExprKind::Member(method) = ast[call.callee].kind else {
                return false;
            };
            match file.slice(method.property) {
                "array" => return refuses,
                "nonempty" => refuses = true,
                "min" => {
                    refuses |= call
                        .args
                        .first()
                        .is_some_and(|least| file.slice(ast[least].range) != "0")
                }
                "max" | "describe" => {}
                _ => return false,
            }
            at = Some(method.object);
        }
        false
    }

    /// The properties of the schema that a constant was parsed by: `schema.parse(…)`, `schema.safeParse(…)` and its `data`.
    fn schema_of(&self, value: ExprId) -> Option<ExprId> {
        let (file, ast) = (self.file, self.file.ast());
        let value = ast.skip_casts(value);
        match ast[value].kind {
            ExprKind::Ident => self.schema_of(self.initial(value)?),
            ExprKind::Await(value) => self.schema_of(value),
            ExprKind::Member(member) if file.slice(member.property) == "data" => self.schema_of(member.object),
            ExprKind::Call(call) => {
                let ExprKind::Member(method) = ast[call.callee].kind else {
                    return None;
                };
                match file.slice(method.property) {
                    "parse" | "safeParse" | "parseAsync" | "safeParseAsync" => {
                        let schema = self.initial(method.object)?;
                        let ExprKind::Call(object) = ast[schema].kind else {
                            return None;
                        };
                        file.slice(ast[object.callee].range)
                            .ends_with("bject")
                            .then(|| object.args.first())?
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

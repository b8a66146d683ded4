//! What a variable may hold, as far as the order of SDK calls can depend on it.

/// An abstract value: what is known of it, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Value(u16);

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(crate) enum Kind {
    /// Nothing.
    Any,
    /// `undefined`.
    Undefined,
    /// `null`.
    Null,
    /// `false`.
    False,
    /// `true`.
    True,
    /// A number below zero.
    Negative,
    /// `0`.
    Zero,
    /// `1`.
    One,
    /// `2`.
    Two,
    /// A number from 3 on.
    Many,
    /// A number from 1 on.
    Positive,
    /// A number from 0 on.
    Natural,
    /// A number.
    Number,
    /// `''`.
    Empty,
    /// An object, an array, a function.
    Object,
    /// Something that counts as true, mostly a token or a date.
    Truthy,
    /// Something that counts as false.
    Falsy,
    /// A text of the program: its number among them is `kind - Text`.
    Text,
}

const KIND: u16 = 0x00ff;
/// No literal of the program, but computed or fetched: a position that a run has come to.
const ADVANCED: u16 = 0x0100;
/// Advanced in an earlier run, and loaded from the checkpoint.
const RESUMED: u16 = 0x0200;
/// Loaded from the checkpoint, or derived from what was.
const LOADED: u16 = 0x0400;
/// Advanced by the clock, not by what the provider gave.
const TIMED: u16 = 0x0800;
/// The time itself, and nothing that is computed from it.
const CLOCK: u16 = 0x1000;
/// Where a value comes from; what is derived from it comes from there too.
const FLAGS: u16 = ADVANCED | RESUMED | LOADED | TIMED;

impl Value {
    /// Something unknown that the provider or a computation gave.
    pub(crate) const ANY: Value = Value(Kind::Any as u16 | ADVANCED);
    /// The time at which the run is there.
    pub(crate) const NOW: Value = Value(Kind::Truthy as u16 | ADVANCED | TIMED | CLOCK);
    /// `undefined`, written in the program or left out.
    pub(crate) const UNDEFINED: Value = Value::of(Kind::Undefined);

    pub(crate) const fn of(kind: Kind) -> Value {
        Value(kind as u16)
    }

    pub(crate) const fn bool(value: bool) -> Value {
        Value::of(if value { Kind::True } else { Kind::False })
    }

    /// The literal text of this number.
    pub(crate) fn text(number: usize) -> Value {
        let last = (KIND - Kind::Text as u16) as usize;
        Value(Kind::Text as u16 + number.min(last) as u16)
    }

    /// A number literal.
    pub(crate) fn number(value: f64) -> Value {
        Value::of(match value {
            v if v < 0.0 => Kind::Negative,
            0.0 => Kind::Zero,
            1.0 => Kind::One,
            2.0 => Kind::Two,
            v if v >= 3.0 => Kind::Many,
            _ => Kind::Number,
        })
    }

    pub(crate) fn kind(self) -> Kind {
        const KINDS: [Kind; 18] = [
            Kind::Any,
            Kind::Undefined,
            Kind::Null,
            Kind::False,
            Kind::True,
            Kind::Negative,
            Kind::Zero,
            Kind::One,
            Kind::Two,
            Kind::Many,
            Kind::Positive,
            Kind::Natural,
            Kind::Number,
            Kind::Empty,
            Kind::Object,
            Kind::Truthy,
            Kind::Falsy,
            Kind::Text,
        ];
        KINDS[usize::from(self.0 & KIND).min(KINDS.len() - 1)]
    }

    pub(crate) fn raw(self) -> u16 {
        self.0
    }

    pub(crate) fn from_raw(raw: u16) -> Value {
        Value(raw)
    }

    /// The same, of this kind.
    pub(crate) fn with(self, kind: Kind) -> Value {
        Value(kind as u16 | self.0 & FLAGS)
    }

    /// The same, with the origins of another value too.
    pub(crate) fn from(self, origin: Value) -> Value {
        // What counts as false carries no position on.
        let flags = if origin.truth() == Some(false) { LOADED } else { FLAGS };
        Value(self.0 | origin.0 & flags)
    }

    /// What the run knows before it begins to enumerate is no position, unless it is a time.
    pub(crate) fn as_context(self) -> Value {
        if self.0 & (TIMED | RESUMED) == 0 {
            Value(self.0 & !ADVANCED)
        } else {
            self
        }
    }

    /// What is computed from it.
    pub(crate) fn advanced(self) -> Value {
        Value(self.0 | ADVANCED)
    }

    /// The same, of an element of a list: where that was fetched, what it holds is no matter of the checkpoint, whichever is chosen by
    /// it.
    pub(crate) fn as_element(self, is_fetched: bool) -> Value {
        if is_fetched { Value(self.0 & !LOADED) } else { self }
    }

    /// What the next run loads where this was saved.
    pub(crate) fn loaded(self) -> Value {
        let resumed = if self.0 & (ADVANCED | RESUMED) == 0 { 0 } else { RESUMED };
        Value(self.0 & KIND | LOADED | resumed)
    }

    pub(crate) fn is_advanced(self) -> bool {
        self.0 & (ADVANCED | RESUMED) != 0 && self.truth() != Some(false)
    }

    pub(crate) fn is_resumed(self) -> bool {
        self.0 & RESUMED != 0 && self.truth() != Some(false)
    }

    /// Whether it is a point in time of this run.
    pub(crate) fn is_time(self) -> bool {
        self.0 & CLOCK != 0
    }

    pub(crate) fn is_loaded(self) -> bool {
        self.0 & LOADED != 0
    }

    /// Whether it counts as true, if that is known.
    pub(crate) fn truth(self) -> Option<bool> {
        match self.kind() {
            Kind::Any | Kind::Number | Kind::Natural => None,
            Kind::Undefined | Kind::Null | Kind::False | Kind::Zero | Kind::Empty | Kind::Falsy => Some(false),
            Kind::True
            | Kind::Negative
            | Kind::One
            | Kind::Two
            | Kind::Many
            | Kind::Positive
            | Kind::Object
            | Kind::Truthy
            | Kind::Text => Some(true),
        }
    }

    /// Whether it is `null` or `undefined`, if that is known. What counts as false for an unknown reason is.
    pub(crate) fn is_nullish(self) -> Option<bool> {
        match self.kind() {
            Kind::Any => None,
            Kind::Undefined | Kind::Null | Kind::Falsy => Some(true),
            _ => Some(false),
        }
    }

    /// What it may be, where it is not known enough: each with less unknown.
    pub(crate) fn split(self) -> Option<[Value; 2]> {
        match self.kind() {
            Kind::Any => Some([self.with(Kind::Truthy), self.with(Kind::Falsy)]),
            Kind::Number | Kind::Natural => Some([self.with(Kind::Positive), self.with(Kind::Zero)]),
            _ => None,
        }
    }

    /// Its least and its greatest number.
    fn bounds(self) -> Option<(i32, i32)> {
        Some(match self.kind() {
            Kind::Negative => (i32::MIN, -1),
            Kind::Zero | Kind::False | Kind::Empty => (0, 0),
            Kind::One => (1, 1),
            Kind::Two => (2, 2),
            Kind::Many => (3, i32::MAX),
            Kind::Positive => (1, i32::MAX),
            Kind::Natural => (0, i32::MAX),
            Kind::Number => (i32::MIN, i32::MAX),
            _ => return None,
        })
    }

    /// `self < other`, if that is known.
    pub(crate) fn less(self, other: Value) -> Option<bool> {
        // What was advanced lies behind the literal where an enumeration begins.
        if self.is_advanced() && other.is_small() && matches!(self.kind(), Kind::Positive | Kind::Truthy) {
            return Some(false);
        }
        if other.is_advanced() && self.is_small() && matches!(other.kind(), Kind::Positive | Kind::Truthy) {
            return Some(true);
        }
        let (a, b) = (self.bounds()?, other.bounds()?);
        if a.1 < b.0 {
            Some(true)
        } else if a.0 >= b.1 {
            Some(false)
        } else {
            None
        }
    }

    /// Whether it is a position that lies behind the first.
    fn is_behind(self) -> bool {
        self.is_advanced() && matches!(self.kind(), Kind::Positive | Kind::Many | Kind::Truthy)
    }

    fn is_small(self) -> bool {
        let small = matches!(self.kind(), Kind::Negative | Kind::Zero | Kind::One);
        small && self.0 & (ADVANCED | RESUMED) == 0
    }

    /// `self === other`, if that is known; `loose` for `==`.
    pub(crate) fn equals(self, other: Value, loose: bool) -> Option<bool> {
        let (a, b) = (self.kind(), other.kind());
        if loose && matches!(b, Kind::Null | Kind::Undefined) {
            return self.is_nullish();
        }
        if loose && matches!(a, Kind::Null | Kind::Undefined) {
            return other.is_nullish();
        }
        if a == Kind::Text && b == Kind::Text {
            return Some(self.0 & KIND == other.0 & KIND);
        }
        match (a, b) {
            (Kind::Any, _) | (_, Kind::Any) => None,
            // Which of the values that count as false it is does not matter.
            (Kind::Falsy, _) => other.truth().map(|truth| !truth),
            (_, Kind::Falsy) => self.truth().map(|truth| !truth),
            _ => {
                if let (Some(a), Some(b)) = (self.truth(), other.truth())
                    && a != b
                {
                    return Some(false);
                }
                if self.is_exact() && other.is_exact() {
                    return Some(a == b);
                }
                if self.is_behind() && other.is_small() || other.is_behind() && self.is_small() {
                    return Some(false);
                }
                match (self.bounds(), other.bounds()) {
                    (Some(a), Some(b)) if a.1 < b.0 || b.1 < a.0 => Some(false),
                    _ => None,
                }
            }
        }
    }

    fn is_exact(self) -> bool {
        matches!(
            self.kind(),
            Kind::Undefined | Kind::Null | Kind::False | Kind::True | Kind::Zero | Kind::One | Kind::Two | Kind::Empty
        )
    }

    /// `typeof self === name`, if that is known. A token that was found is of the type that the program hopes for.
    pub(crate) fn has_type(self, name: &str) -> Option<bool> {
        Some(match self.kind() {
            Kind::Any => return None,
            Kind::Undefined => name == "undefined",
            Kind::Null => name == "object",
            Kind::False | Kind::True => name == "boolean",
            Kind::Negative
            | Kind::Zero
            | Kind::One
            | Kind::Two
            | Kind::Many
            | Kind::Positive
            | Kind::Natural
            | Kind::Number => name == "number",
            Kind::Empty | Kind::Text => name == "string",
            Kind::Object => name == "object" || name == "function",
            Kind::Truthy => matches!(name, "string" | "number" | "bigint"),
            Kind::Falsy => name == "undefined",
        })
    }

    /// `self + other`, of numbers and of texts. The result is computed.
    pub(crate) fn plus(self, other: Value) -> Value {
        let kind = match (self.kind(), other.kind()) {
            (Kind::Zero, Kind::Zero) => Kind::Zero,
            (Kind::Zero, Kind::One) | (Kind::One, Kind::Zero) => Kind::One,
            (Kind::One, Kind::One) | (Kind::Two, Kind::Zero) | (Kind::Zero, Kind::Two) => Kind::Two,
            (Kind::Negative, Kind::One) => Kind::Zero,
            (a, b) if a.is_natural() && b.is_natural() => Kind::Natural,
            (a, b) if a.is_from_zero() && b.is_from_zero() => Kind::Positive,
            (Kind::Empty, Kind::Empty) => Kind::Empty,
            (Kind::Text | Kind::Empty | Kind::Truthy | Kind::Object, Kind::Text | Kind::Empty | Kind::Truthy)
            | (Kind::Truthy, _)
            | (_, Kind::Truthy) => Kind::Truthy,
            _ => Kind::Any,
        };
        Value::of(kind).from(self).from(other).advanced()
    }
}

impl Kind {
    fn is_from_zero(self) -> bool {
        self.is_natural() || matches!(self, Kind::One | Kind::Two | Kind::Many | Kind::Positive)
    }

    /// Whether it may be `0`, and is no less.
    fn is_natural(self) -> bool {
        matches!(self, Kind::Zero | Kind::Natural)
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Value};

    #[test]
    fn what_was_advanced_is_not_where_an_enumeration_begins() {
        let saved = Value::number(0.0).plus(Value::of(Kind::Positive));
        let next = saved.loaded();
        assert_eq!(next.equals(Value::number(1.0), false), Some(false));
        assert_eq!(Value::number(0.0).less(next), Some(true));
        assert!(next.is_resumed());
        assert!(!Value::number(1.0).loaded().is_resumed());
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        assert_eq!(Value::ANY.truth(), None);
        assert_eq!(Value::of(Kind::Positive).less(Value::number(7.0)), None);
        assert_eq!(Value::text(1).equals(Value::text(2), false), Some(false));
        assert_eq!(Value::of(Kind::Truthy).equals(Value::text(2), false), None);
        assert_eq!(Value::of(Kind::Falsy).equals(Value::UNDEFINED, false), Some(true));
    }
}

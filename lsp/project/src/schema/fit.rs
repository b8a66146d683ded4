//! Whether a value fits a schema: as `nango dryrun --validate` sees it, which makes a JSON schema of what comes *out* of
//! the schema (`zeroYaml/json-schema.js`). So a key with a default is required, and one that no object knows is refused.

mod scalar;

use syntax::json::Step;

use super::{JsonValue, Keys, Place, Schema, SchemaKind, Shape, Wrapper};
use crate::items::ZodWord;

/// How a value fits a schema.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fit {
    /// What does not fit. Each of them is certain.
    pub misfits: Vec<Misfit>,
    /// Whether something could not be checked.
    pub is_unsure: bool,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Misfit {
    /// The way to it from the top of the value; to a key that is too many, too.
    pub path: Vec<Step>,
    /// What is wrong with it.
    pub message: String,
    /// What sort of fault it is.
    pub kind: MisfitKind,
    /// What refuses it: the key of the schema's field, or the schema itself where there is none.
    pub place: Place,
}

/// The sorts of faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MisfitKind {
    /// The value is another one than is wanted.
    Value,
    /// A key is not there.
    MissingKey(Box<str>),
    /// A key is there that the schema does not name.
    UnknownKey {
        /// Whether zod refuses it too: only strict objects do.
        is_strict: bool,
    },
}

impl Fit {
    /// Whether all of it was checked, and fits.
    pub fn is_certain(&self) -> bool {
        self.misfits.is_empty() && !self.is_unsure
    }
}

impl Schema {
    /// How `value` fits this schema.
    pub fn fit(&self, value: &JsonValue) -> Fit {
        self.fit_as(value, true)
    }

    fn fit_as(&self, value: &JsonValue, is_whole: bool) -> Fit {
        let mut fitting = Fitting {
            fit: Fit::default(),
            path: Vec::new(),
            places: vec![self.place.clone()],
            is_whole,
        };
        fitting.schema(self, value);
        fitting.fit
    }

    /// Whether the key of such a field may be left out of a value that is validated. False where that is not known.
    pub fn may_be_left_out(&self) -> bool {
        match &self.kind {
            SchemaKind::Undefined => true,
            SchemaKind::Wrapped(wrapper, inner) => match wrapper {
                Wrapper::Optional | Wrapper::ExactOptional => true,
                Wrapper::Default(_) | Wrapper::Nonoptional => false,
                _ => inner.may_be_left_out(),
            },
            SchemaKind::Union(options) => options.iter().any(Schema::may_be_left_out),
            SchemaKind::Pipe(a, b) => a.may_be_left_out() && b.may_be_left_out(),
            _ => false,
        }
    }
}

struct Fitting {
    fit: Fit,
    path: Vec<Step>,
    /// What the steps come from in the source, and first of all the schema.
    places: Vec<Place>,
    /// Whether the path begins at the top of what is handed over, not in an option of a union.
    is_whole: bool,
}

impl Fitting {
    fn misfit(&mut self, message: impl Into<String>) {
        let place = self.places.last().cloned();
        self.misfit_of(MisfitKind::Value, place, message);
    }

    fn misfit_of(&mut self, kind: MisfitKind, place: Option<Place>, message: impl Into<String>) {
        self.fit.misfits.extend(place.map(|place| Misfit {
            path: self.path.clone(),
            message: message.into(),
            kind,
            place,
        }));
    }

    fn at(&mut self, step: Step, place: &Place, schema: &Schema, value: &JsonValue) {
        self.path.push(step);
        self.places.push(place.clone());
        self.schema(schema, value);
        self.places.pop();
        self.path.pop();
    }

    /// Expects a kind of value.
    fn expect(&mut self, is_one: bool, what: &str, value: &JsonValue) {
        if !is_one {
            self.misfit(format!("{what} is expected, this is {}", kind_of(value)));
        }
    }

    fn schema(&mut self, schema: &Schema, value: &JsonValue) {
        self.fit.is_unsure |= schema.is_refined;
        match &schema.kind {
            SchemaKind::Any | SchemaKind::AnyUnknown | SchemaKind::Other(ZodWord::Json) => {}
            SchemaKind::String(class) => match value {
                JsonValue::String(text) => self.text(*class, &schema.checks, text),
                // `z.coerce.string()` takes what its JSON schema refuses.
                _ => self.expect(false, "a string", value),
            },
            SchemaKind::Date(_) => match value {
                JsonValue::String(text) => {
                    self.format(text, ZodWord::Datetime);
                    self.fit.is_unsure |= !schema.checks.is_empty();
                }
                _ => self.expect(false, "a date and time", value),
            },
            SchemaKind::Number(class) => match value {
                JsonValue::Number(text) => self.number(*class, &schema.checks, text),
                _ => self.expect(false, "a number", value),
            },
            SchemaKind::Boolean(_) => self.expect(matches!(value, JsonValue::Bool(_)), "`true` or `false`", value),
            // The JSON schema of `z.void()` in anything else takes whatever there is.
            SchemaKind::Void if *value != JsonValue::Null && !(self.is_whole && self.path.is_empty()) => {
                self.fit.is_unsure = true;
            }
            SchemaKind::Null | SchemaKind::Void => self.expect(*value == JsonValue::Null, "`null`", value),
            SchemaKind::Literal(Some(values)) | SchemaKind::Enum(Some(values)) => {
                if !values.iter().any(|one| same(one, value)) {
                    self.misfit(format!("{} is expected", alternatives(values)));
                }
            }
            SchemaKind::Object(shape, keys) => match value {
                JsonValue::Object(entries) => self.object(shape, keys, entries),
                _ => self.expect(false, "an object", value),
            },
            SchemaKind::Array(element) => match value {
                JsonValue::Array(items) => {
                    self.size(&schema.checks, items.len(), "elements");
                    for (at, item) in items.iter().enumerate() {
                        self.at(Step::Element(at), &element.place, element, item);
                    }
                }
                _ => self.expect(false, "an array", value),
            },
            SchemaKind::Tuple(schemas, rest) => match value {
                JsonValue::Array(items) => self.tuple(schemas, rest.as_deref(), items),
                _ => self.expect(false, "an array", value),
            },
            SchemaKind::Record(key, element) => match value {
                JsonValue::Object(entries) => self.record(key, element, entries),
                _ => self.expect(false, "an object", value),
            },
            SchemaKind::Union(options) => self.union(options, value),
            SchemaKind::DiscriminatedUnion(key, options) => {
                let chosen = key.as_ref().and_then(|key| chosen(key, options, value));
                match chosen {
                    Some(option) => self.schema(option, value),
                    None => self.union(options, value),
                }
            }
            SchemaKind::Intersection(a, b) => self.intersection(a, b, value),
            SchemaKind::Wrapped(wrapper, inner) => match wrapper {
                Wrapper::Nullable if *value == JsonValue::Null => {}
                Wrapper::Promise => self.fit.is_unsure = true,
                _ => self.schema(inner, value),
            },
            SchemaKind::Pipe(a, b) => self.pipe(a, b, value),
            _ => self.fit.is_unsure = true,
        }
    }

    fn object(&mut self, shape: &Shape, keys: &Keys, entries: &[(Box<str>, JsonValue)]) {
        for field in &shape.fields {
            match entries.iter().find(|(key, _)| *key == field.name) {
                Some((key, value)) => self.at(Step::Key(key.clone()), &field.key, &field.schema, value),
                None if field.schema.may_be_left_out() => {}
                None if field.schema.is_known() && !matches!(field.schema.kind, SchemaKind::Pipe(..)) => {
                    let kind = MisfitKind::MissingKey(field.name.clone());
                    let message = format!("the key `{}` is missing", field.name);
                    self.misfit_of(kind, Some(field.key.clone()), message);
                }
                None => self.fit.is_unsure = true,
            }
        }
        for (key, value) in entries {
            if shape.get(key).is_some() {
                continue;
            }
            match keys {
                _ if shape.is_open => self.fit.is_unsure = true,
                Keys::Loose => {}
                Keys::Catchall(rest) => self.at(Step::Key(key.clone()), &rest.place, rest, value),
                Keys::Strip | Keys::Strict => {
                    self.path.push(Step::Key(key.clone()));
                    let is_strict = *keys == Keys::Strict;
                    let place = self.places.last().cloned();
                    let message = format!("the schema has no key `{key}`, validation refuses it");
                    self.misfit_of(MisfitKind::UnknownKey { is_strict }, place, message);
                    self.path.pop();
                }
            }
        }
        self.fit.is_unsure |= shape.is_open;
    }

    fn tuple(&mut self, schemas: &[Schema], rest: Option<&Schema>, items: &[JsonValue]) {
        for (at, item) in items.iter().enumerate() {
            match schemas.get(at).or(rest) {
                Some(schema) => self.at(Step::Element(at), &schema.place, schema, item),
                None => self.fit.is_unsure = true,
            }
        }
        // Zod refuses what is too short; the JSON schema does not say how many there have to be.
        self.fit.is_unsure |= items.len() < schemas.len();
    }

    fn record(&mut self, key: &Schema, element: &Schema, entries: &[(Box<str>, JsonValue)]) {
        for (name, value) in entries {
            // A loose record lets keys through that do not fit, whatever their value is; it is not told apart.
            if key.fit(&JsonValue::String(name.clone())).is_certain() {
                self.at(Step::Key(name.clone()), &element.place, element, value);
            } else {
                self.fit.is_unsure = true;
            }
        }
        // Of an enum each value is a key that has to be there, but not of a partial record: these are not told apart.
        if let SchemaKind::Enum(values) | SchemaKind::Literal(values) = &key.input().kind {
            let all = values.as_ref().is_some_and(|values| values.len() <= entries.len());
            self.fit.is_unsure |= !all;
        }
    }

    /// What fits one of several.
    fn union(&mut self, options: &[Schema], value: &JsonValue) {
        let fits: Vec<_> = options.iter().map(|option| option.fit_as(value, false)).collect();
        if fits.iter().any(Fit::is_certain) {
            return;
        }
        if fits.iter().any(|fit| fit.misfits.is_empty()) || fits.is_empty() {
            self.fit.is_unsure = true;
            return;
        }
        self.misfit(format!("it fits none of the {} alternatives", fits.len()));
    }

    /// The JSON schema of `a.and(b)` of two objects refuses everything, each the keys of the other: this is zod's verdict.
    fn intersection(&mut self, a: &Schema, b: &Schema, value: &JsonValue) {
        if let (SchemaKind::Object(left, _), SchemaKind::Object(right, _)) = (&a.unwrapped().kind, &b.unwrapped().kind)
        {
            let mut both = left.clone();
            both.is_open |= right.is_open;
            both.fields.extend(right.fields.iter().cloned());
            match value {
                JsonValue::Object(entries) => self.object(&both, &Keys::Loose, entries),
                _ => self.expect(false, "an object", value),
            }
            return;
        }
        self.schema(a, value);
        self.schema(b, value);
    }

    /// What goes in is zod's, what comes out is the CLI's; where both are known, both have to fit.
    fn pipe(&mut self, a: &Schema, b: &Schema, value: &JsonValue) {
        if a.kind == SchemaKind::Unknown {
            self.schema(b, value);
            self.fit.is_unsure = true;
            return;
        }
        let before = a.fit(value);
        self.fit.is_unsure |= !before.is_certain();
        if b.kind != SchemaKind::Unknown {
            self.fit.is_unsure |= !b.fit(value).is_certain();
        }
    }
}

/// The option whose `key` is the value's.
fn chosen<'a>(key: &str, options: &'a [Schema], value: &JsonValue) -> Option<&'a Schema> {
    let JsonValue::Object(entries) = value else { return None };
    let (_, tag) = entries.iter().find(|(name, _)| &**name == key)?;
    options.iter().find(|option| {
        let SchemaKind::Object(shape, _) = &option.unwrapped().kind else {
            return false;
        };
        shape.get(key).is_some_and(|field| field.schema.fit(tag).is_certain())
    })
}

fn same(a: &JsonValue, b: &JsonValue) -> bool {
    match (a, b) {
        (JsonValue::Number(a), JsonValue::Number(b)) => a == b || a.parse::<f64>().ok() == b.parse::<f64>().ok(),
        _ => a == b,
    }
}

fn kind_of(value: &JsonValue) -> &'static str {
    match value {
        JsonValue::Null => "`null`",
        JsonValue::Bool(_) => "a boolean",
        JsonValue::Number(_) => "a number",
        JsonValue::String(_) => "a string",
        JsonValue::Array(_) => "an array",
        JsonValue::Object(_) => "an object",
    }
}

/// How many values a message names.
const NAMED: usize = 6;

fn alternatives(values: &[JsonValue]) -> String {
    let mut names: Vec<_> = values
        .iter()
        .take(NAMED)
        .map(|value| {
            let mut json = String::new();
            value.write_json(&mut json);
            format!("`{json}`")
        })
        .collect();
    if values.len() > NAMED {
        names.push("…".to_owned());
    }
    names.join(" or ")
}

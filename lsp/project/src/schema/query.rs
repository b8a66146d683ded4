//! Questions to a schema.

use super::{Keys, Schema, SchemaKind, Shape, Wrapper};

impl Schema {
    /// Whether everything in it is known.
    pub fn is_known(&self) -> bool {
        let all_known = |schemas: &[Schema]| schemas.iter().all(Schema::is_known);
        match &self.kind {
            SchemaKind::Unknown | SchemaKind::Literal(None) | SchemaKind::Enum(None) => false,
            SchemaKind::Object(shape, keys) => {
                let rest = match keys {
                    Keys::Catchall(rest) => rest.is_known(),
                    _ => true,
                };
                rest && shape.is_known()
            }
            SchemaKind::Array(inner) | SchemaKind::Set(inner) | SchemaKind::Wrapped(_, inner) => inner.is_known(),
            SchemaKind::Tuple(items, rest) => all_known(items) && rest.as_ref().is_none_or(|rest| rest.is_known()),
            SchemaKind::Record(a, b) | SchemaKind::Map(a, b) | SchemaKind::Intersection(a, b) => {
                a.is_known() && b.is_known()
            }
            // One side of a transformation is a function.
            SchemaKind::Pipe(a, b) => a.is_known() || b.is_known(),
            SchemaKind::Union(options) | SchemaKind::DiscriminatedUnion(_, options) => all_known(options),
            _ => true,
        }
    }

    /// The schema below all wrappers.
    pub fn unwrapped(&self) -> &Schema {
        match &self.kind {
            SchemaKind::Wrapped(_, inner) => inner.unwrapped(),
            _ => self,
        }
    }

    /// What has to be handed in: what stands below wrappers, and before transformations.
    pub fn input(&self) -> &Schema {
        match &self.kind {
            SchemaKind::Wrapped(_, inner) => inner.input(),
            SchemaKind::Pipe(a, b) => match a.kind {
                SchemaKind::Unknown => b.input(),
                _ => a.input(),
            },
            _ => self,
        }
    }

    /// Whether the key of such a field may be left out of what is handed in. False where it is not known.
    pub fn may_be_absent(&self) -> bool {
        match &self.kind {
            SchemaKind::Any | SchemaKind::AnyUnknown | SchemaKind::Undefined | SchemaKind::Void => true,
            SchemaKind::Wrapped(wrapper, inner) => match wrapper {
                Wrapper::Optional
                | Wrapper::ExactOptional
                | Wrapper::Default(_)
                | Wrapper::Prefault(_)
                | Wrapper::Catch(_) => true,
                Wrapper::Nonoptional => false,
                Wrapper::Nullable | Wrapper::Readonly | Wrapper::Lazy | Wrapper::Promise => inner.may_be_absent(),
            },
            SchemaKind::Union(options) => options.iter().any(Schema::may_be_absent),
            SchemaKind::Pipe(a, _) => a.may_be_absent(),
            _ => false,
        }
    }

    /// Whether `null` is accepted. False where it is not known.
    pub fn accepts_null(&self) -> bool {
        match &self.kind {
            SchemaKind::Null | SchemaKind::Any | SchemaKind::AnyUnknown => true,
            SchemaKind::Wrapped(Wrapper::Nullable | Wrapper::Catch(_), _) => true,
            SchemaKind::Wrapped(_, inner) => inner.accepts_null(),
            SchemaKind::Union(options) => options.iter().any(Schema::accepts_null),
            SchemaKind::Pipe(a, _) => a.accepts_null(),
            _ => false,
        }
    }
}

impl Shape {
    /// Whether everything in it is known.
    pub fn is_known(&self) -> bool {
        !self.is_open && self.fields.iter().all(|field| field.schema.is_known())
    }
}

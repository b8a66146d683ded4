//! From a schema to the schemas of what is in its values.

use syntax::json::Step;

use super::{Field, Keys, Schema, SchemaKind};

impl Schema {
    /// The schemas of what is handed in, below wrappers, of unions all options and of intersections both sides: none of these
    /// is a wrapper or a union itself.
    pub fn alternatives(&self) -> Vec<&Schema> {
        match &self.kind {
            SchemaKind::Wrapped(_, inner) => inner.alternatives(),
            SchemaKind::Union(options) | SchemaKind::DiscriminatedUnion(_, options) => {
                options.iter().flat_map(Schema::alternatives).collect()
            }
            SchemaKind::Intersection(a, b) => [a, b].into_iter().flat_map(|side| side.alternatives()).collect(),
            SchemaKind::Pipe(a, b) if a.kind == SchemaKind::Unknown => b.alternatives(),
            SchemaKind::Pipe(a, _) => a.alternatives(),
            _ => vec![self],
        }
    }

    /// The schemas that a value at the end of `path` may have, with their wrappers: several below a union, none where the schema
    /// does not know of it.
    pub fn inside(&self, path: &[Step]) -> Vec<&Schema> {
        path.iter().fold(vec![self], |schemas, step| {
            let alternatives = schemas.into_iter().flat_map(Schema::alternatives);
            alternatives.filter_map(|schema| schema.step(step)).collect()
        })
    }

    /// The fields that the last step of `path` may be the key of.
    pub fn fields_at(&self, path: &[Step]) -> Vec<&Field> {
        let Some((Step::Key(key), around)) = path.split_last() else {
            return Vec::new();
        };
        let schemas = self.inside(around);
        let alternatives = schemas.into_iter().flat_map(Schema::alternatives);
        alternatives
            .filter_map(|schema| match &schema.kind {
                SchemaKind::Object(shape, _) => shape.get(key),
                _ => None,
            })
            .collect()
    }

    fn step(&self, step: &Step) -> Option<&Schema> {
        match (&self.kind, step) {
            (SchemaKind::Object(shape, keys), Step::Key(key)) => match (shape.get(key), keys) {
                (Some(field), _) => Some(&field.schema),
                (None, Keys::Catchall(rest)) => Some(rest),
                (None, _) => None,
            },
            (SchemaKind::Record(_, value), Step::Key(_)) => Some(value),
            (SchemaKind::Array(element) | SchemaKind::Set(element), Step::Element(_)) => Some(element),
            (SchemaKind::Tuple(items, rest), Step::Element(at)) => items.get(*at).or(rest.as_deref()),
            _ => None,
        }
    }
}

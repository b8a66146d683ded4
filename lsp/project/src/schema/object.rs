//! The methods of objects: `.extend({…})`, `.pick({…})`, `.partial()`.

use super::resolve::{At, Resolver};
use super::{Field, Keys, Schema, SchemaKind, Shape, Wrapper};
use crate::items::{SchemaEntry, SchemaExpr, ZodWord};

impl Resolver<'_> {
    /// `object.word(argument)`.
    pub(super) fn object_method(&self, mut object: Schema, word: ZodWord, argument: Option<&At>) -> Option<Schema> {
        let SchemaKind::Object(shape, keys) = &mut object.kind else {
            return None;
        };
        match word {
            ZodWord::Loose | ZodWord::Passthrough => *keys = Keys::Loose,
            ZodWord::Strict => *keys = Keys::Strict,
            ZodWord::Strip => *keys = Keys::Strip,
            ZodWord::Catchall => *keys = Keys::Catchall(Box::new(self.schema(argument?))),
            ZodWord::Extend | ZodWord::SafeExtend => shape.extend(self.shape(argument?)),
            ZodWord::Merge => {
                let other = self.schema(argument?);
                object.is_retyped |= other.is_retyped;
                let SchemaKind::Object(fields, others) = other.kind else {
                    return None;
                };
                shape.extend(fields);
                *keys = others;
            }
            ZodWord::Pick | ZodWord::Omit => {
                let names = self.mask(argument?)?;
                let is_named = |field: &Field| names.contains(&field.name);
                shape.fields.retain(|field| is_named(field) == (word == ZodWord::Pick));
            }
            ZodWord::Partial => self.wrap_fields(shape, argument, &Wrapper::Optional)?,
            ZodWord::Required => self.wrap_fields(shape, argument, &Wrapper::Nonoptional)?,
            _ => return None,
        }
        Some(object)
    }

    /// Wraps the fields that a mask names, or all of them.
    fn wrap_fields(&self, shape: &mut Shape, mask: Option<&At>, wrapper: &Wrapper) -> Option<()> {
        let names = match mask {
            Some(mask) => Some(self.mask(mask)?),
            None => None,
        };
        for field in &mut shape.fields {
            if names.as_ref().is_none_or(|names| names.contains(&field.name)) {
                let inner = std::mem::replace(&mut field.schema, Schema::new(field.value.clone(), SchemaKind::Unknown));
                field.schema = Schema {
                    is_retyped: inner.is_retyped,
                    kind: SchemaKind::Wrapped(wrapper.clone(), Box::new(inner)),
                    ..field.schema.clone()
                };
            }
        }
        Some(())
    }

    /// The keys of `{ a: true, b: true }`.
    fn mask(&self, at: &At) -> Option<Vec<Box<str>>> {
        let (at, _) = self.value(at)?;
        let exprs = self.exprs(&at)?;
        let SchemaExpr::Object(entries) = exprs.get(at.id) else {
            return None;
        };
        let names = exprs.entries(entries).map(|entry| match entry {
            SchemaEntry::Field { name, .. } => Some(name.into()),
            SchemaEntry::Spread(_) | SchemaEntry::Unknown => None,
        });
        names.collect()
    }
}

impl Shape {
    fn extend(&mut self, other: Shape) {
        self.is_open |= other.is_open;
        for field in other.fields {
            self.set(field);
        }
    }
}

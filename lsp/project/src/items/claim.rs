//! What the definition of a function claims in its integration: names that no other function there may have.

use std::sync::Arc;

use super::{Definition, Items, Value};
use crate::{FunctionKind, Span};

/// Something that only one function of an integration may have (`postValidation` of the CLI's `zeroYaml/definitions.ts`;
/// the name for the sake of dry runs).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Claim {
    /// The function's own name.
    Name(Arc<str>),
    /// A model of a sync.
    Model(Arc<str>),
    /// An endpoint of a sync or of an action, as the compiler writes it: `GET /deals`.
    Endpoint(Arc<str>),
    /// The model of a sync's metadata: what its name takes from that of the sync, letters and digits.
    Metadata(Arc<str>),
}

/// One endpoint of a definition.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint<'a> {
    /// The object literal.
    pub definition: &'a Definition,
    /// Its place.
    pub span: Span,
}

impl Items {
    /// The models of the sync, if it is one and if they can be read; some may be missing in them.
    pub fn models(&self) -> Option<&Definition> {
        let call = self.function().filter(|call| call.kind == FunctionKind::Sync)?;
        let property = call.definition()?.settled("models")?;
        match self.resolve(&property.value, property.value_span).0 {
            Value::Object(models) => Some(models),
            _ => None,
        }
    }

    /// The endpoints of the sync or of the action that can be read.
    pub fn endpoints(&self) -> Vec<Endpoint<'_>> {
        let Some(call) = self.function() else {
            return Vec::new();
        };
        let name = match call.kind {
            FunctionKind::Sync => "endpoints",
            FunctionKind::Action => "endpoint",
            FunctionKind::OnEvent | FunctionKind::Function => return Vec::new(),
        };
        let Some(property) = call.definition().and_then(|definition| definition.settled(name)) else {
            return Vec::new();
        };
        let endpoint = |value, span| match self.resolve(value, span) {
            (Value::Object(definition), span) => Some(Endpoint { definition, span }),
            _ => None,
        };
        match (call.kind, self.resolve(&property.value, property.value_span).0) {
            (FunctionKind::Sync, Value::Array { items, .. }) => {
                items.iter().filter_map(|(item, span)| endpoint(item, *span)).collect()
            }
            (FunctionKind::Action, _) => endpoint(&property.value, property.value_span).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What the function of that name claims, with the places.
    pub fn claims(&self, name: &str) -> Vec<(Claim, Span)> {
        let Some(call) = self.function() else {
            return Vec::new();
        };
        let mut claims = vec![(Claim::Name(name.into()), call.callee_span)];
        if let Some(models) = self.models() {
            let models = models.properties.iter();
            claims.extend(models.map(|model| (Claim::Model((&*model.name).into()), model.name_span)));
        }
        claims.extend(self.endpoints().iter().filter_map(|endpoint| {
            let key = endpoint.key(self)?;
            Some((Claim::Endpoint(key.into()), endpoint.span))
        }));
        if call.kind == FunctionKind::Sync
            && let Some(metadata) = call.definition().and_then(|definition| definition.settled("metadata"))
            && !is_absent(&metadata.value)
        {
            let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            claims.push((Claim::Metadata(letters.into()), metadata.name_span));
        }
        claims
    }
}

impl Endpoint<'_> {
    /// Method and path, as the compiler compares them: exactly as they are written.
    fn key(&self, items: &Items) -> Option<String> {
        let text = |name| {
            let property = self.definition.settled(name)?;
            items.resolve(&property.value, property.value_span).0.as_str()
        };
        Some(format!("{} {}", text("method")?, text("path")?))
    }
}

fn is_absent(value: &Value) -> bool {
    matches!(value, Value::Null) || matches!(value, Value::Identifier(name) if &**name == "undefined")
}

#[cfg(test)]
mod tests {
    use syntax::SourceFile;

    use super::Claim;
    use crate::Items;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let claims = Items::of(&SourceFile::parse(text)).claims("my-deals");
        let names = claims.iter().map(|(claim, _)| match claim {
            Claim::Name(name) => format!("name {name}"),
            Claim::Model(name) => format!("model {name}"),
            Claim::Endpoint(key) => format!("endpoint {key}"),
            Claim::Metadata(name) => format!("metadata {name}"),
        });
        assert_eq!(names.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_sync() {
        check(
            "export default createSync({ models: { Deal: z.object({}), 'Stage': stage }, metadata: z.object({}),
             endpoints: [{ method: 'GET', path: '/deals' }, ...more, other] });",
            &[
                "name my-deals",
                "model Deal",
                "model Stage",
                "endpoint GET /deals",
                "metadata mydeals",
            ],
        );
        check(
            "export default createSync({ metadata: undefined, models });",
            &["name my-deals"],
        );
        check(
            "export default createSync({ models: { Deal }, ...base });",
            &["name my-deals"],
        );
    }

    #[test]
    fn constants_are_looked_up() {
        check(
            "const GET = 'GET';\nconst endpoints = [{ method: GET, path: '/a' }];\nconst models = { Deal };\n\
             export default createSync({ models, endpoints });",
            &["name my-deals", "model Deal", "endpoint GET /a"],
        );
    }

    #[test]
    fn an_action_has_one_endpoint_and_no_models() {
        check(
            "export default createAction({ endpoint: { method: 'POST', path: `/a` }, models: { Deal }, metadata });",
            &["name my-deals", "endpoint POST /a"],
        );
        check(
            "export default createOnEvent({ endpoint: { method: 'POST', path: '/a' } });",
            &["name my-deals"],
        );
    }
}

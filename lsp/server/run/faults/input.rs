//! From what does not fit a schema to the value in the file that was handed over.

use dryrun::SchemaError;
use project::FilePath;
use project::schema::{Schema, SchemaKind};
use syntax::TextRange;
use syntax::json::{Json, JsonKind, Step};

use super::{Scene, Spot};

/// The file with the input, as it ran.
pub(super) struct Input {
    file: FilePath,
    json: Json,
}

impl Input {
    /// That of a run, if it was one of JSON.
    pub(super) fn of(scene: &Scene<'_>) -> Option<Self> {
        let file = scene.input?;
        let json = Json::parse(&scene.sources.text(file)?).ok()?;
        Some(Self {
            file: file.clone(),
            json,
        })
    }

    /// The place that an error speaks of.
    pub(super) fn spot(&self, error: &SchemaError, schema: &Schema) -> Option<Spot> {
        let path = self.steps(&error.path)?;
        let unknown = || self.unknown_key(&path, schema);
        let range = match error.keyword.as_deref() {
            Some("additionalProperties") => unknown().or_else(|| self.json.spot(&path)),
            _ => self.json.spot(&path),
        };
        Some(Spot {
            file: self.file.clone(),
            range: range?,
            message: "handed over here".to_owned(),
        })
    }

    /// A path of the validator: whether a step is an index, the value says.
    fn steps(&self, path: &[String]) -> Option<Vec<Step>> {
        let mut steps = Vec::with_capacity(path.len());
        for step in path {
            steps.push(match &self.json.at(&steps)?.kind {
                JsonKind::Array(_) => Step::Element(step.parse().ok()?),
                _ => Step::Key(step.as_str().into()),
            });
        }
        Some(steps)
    }

    /// The first key that no schema of an object names. The validator does not say which it is.
    fn unknown_key(&self, path: &[Step], schema: &Schema) -> Option<TextRange> {
        let JsonKind::Object(members) = &self.json.at(path)?.kind else {
            return None;
        };
        let schemas = schema.inside(path);
        let alternatives = schemas.into_iter().flat_map(Schema::alternatives);
        let shapes: Vec<_> = alternatives
            .filter_map(|schema| match &schema.kind {
                SchemaKind::Object(shape, _) => Some(shape),
                _ => None,
            })
            .collect();
        let is_unknown = |key: &str| shapes.iter().all(|shape| shape.get(key).is_none());
        members
            .iter()
            .find(|member| is_unknown(&member.key))
            .map(|member| member.key_range)
    }
}

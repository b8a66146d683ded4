//! From what does not fit a schema to the field of the schema.

use dryrun::{SchemaError, Subject, Validation};
use project::schema::{Keys, Place, Schema, SchemaKind, Shape, Wrapper};

use super::input::Input;
use super::keys::top_level_keys;
use super::{Fault, Scene, Spot, calls, of_place};

/// One fault for each error of the validator, at the field that it speaks of.
pub(super) fn faults(scene: &Scene<'_>, validation: &Validation) -> Vec<Fault> {
    let Some((schema, around)) = schema_of(scene, validation) else {
        return Vec::new();
    };
    let second = calls::of_value(scene, validation);
    let handed_over = (validation.subject == Subject::Input)
        .then(|| Input::of(scene))
        .flatten();
    let fault = |error: &SchemaError| {
        let place = place_of(&schema, error).unwrap_or_else(|| around.clone());
        let mut fault = Fault::at(of_place(place), &sentence(validation, error, &schema));
        let handed_over = handed_over.as_ref().and_then(|input| input.spot(error, &schema));
        let branches = validation.errors.iter().filter(|other| is_branch_of(other, error));
        fault.related = branches
            .map(|branch| {
                let (file, range) = of_place(place_of(&schema, branch).unwrap_or_else(|| around.clone()));
                let message = sentence(validation, branch, &schema);
                Spot { file, range, message }
            })
            .chain(second.clone())
            .chain(handed_over.clone())
            .collect();
        let of_input = handed_over.map(|spot| Fault {
            file: spot.file,
            range: spot.range,
            message: fault.message.clone(),
            related: vec![Spot {
                file: fault.file.clone(),
                range: fault.range,
                message: "the schema is here".to_owned(),
            }],
        });
        [Some(fault), of_input].into_iter().flatten()
    };
    told(&validation.errors).flat_map(fault).collect()
}

/// The errors that are told for themselves: not those of the branches of a union, and of two at one value those about its
/// format only.
fn told(errors: &[SchemaError]) -> impl Iterator<Item = &SchemaError> {
    errors.iter().filter(move |error| {
        let is_branch = errors.iter().any(|union| is_branch_of(error, union));
        let is_format = |other: &SchemaError| other.path == error.path && other.keyword.as_deref() == Some("format");
        let is_said_by_format = error.keyword.as_deref() == Some("pattern") && errors.iter().any(is_format);
        !is_branch && !is_said_by_format
    })
}

/// Whether an error is one of those for which no branch of a union fits.
fn is_branch_of(error: &SchemaError, union: &SchemaError) -> bool {
    let is_union = matches!(union.keyword.as_deref(), Some("anyOf" | "oneOf"));
    is_union
        && error.schema_path.len() > union.schema_path.len()
        && error.schema_path.starts_with(&union.schema_path)
        && error.path.starts_with(&union.path)
}

/// The schema that a value was held to, and the place of the property that names it.
fn schema_of(scene: &Scene<'_>, validation: &Validation) -> Option<(Schema, Place)> {
    let workspace = &scene.sources.analysis().workspace;
    let definition = scene.function()?.definition()?;
    let name = match validation.subject {
        Subject::Input => "input",
        Subject::Output => "output",
        Subject::Record => "models",
    };
    let property = definition.get(name)?;
    if validation.subject == Subject::Record {
        let models = Shape::of(workspace, scene.file, property);
        let field = models.get(validation.model.as_deref()?)?;
        return Some((field.schema.clone(), field.value.clone()));
    }
    let around = Place {
        file: scene.file.clone(),
        span: property.value_span,
    };
    Some((Schema::of(workspace, scene.file, property), around))
}

/// The field that an error speaks of.
fn place_of(schema: &Schema, error: &SchemaError) -> Option<Place> {
    let branches = branches(error).unwrap_or_default();
    let missing = missing(error);
    let with_missing: Option<Vec<String>> =
        missing.map(|name| error.path.iter().cloned().chain([name.to_owned()]).collect());
    with_missing
        .and_then(|path| find(schema, &path, &branches))
        .or_else(|| find(schema, &error.path, &branches))
        .filter(|place| !place.span.0.is_empty())
}

/// The key that is missing.
fn missing(error: &SchemaError) -> Option<&str> {
    (error.keyword.as_deref() == Some("required")).then(|| error.message.split('\'').nth(1))?
}

/// Which branches of unions the schema path takes, if its names are those of the data path: in a recursive schema it
/// begins somewhere in the middle.
fn branches(error: &SchemaError) -> Option<Vec<usize>> {
    let (mut names, mut branches) = (Vec::new(), Vec::new());
    let mut steps = error.schema_path.iter().skip(1);
    while let Some(step) = steps.next() {
        match step.as_str() {
            "properties" => names.extend(steps.next()),
            "anyOf" | "oneOf" => branches.extend(steps.next().and_then(|index| index.parse::<usize>().ok())),
            "allOf" | "prefixItems" => drop(steps.next()),
            _ => {}
        }
    }
    let is_name = |step: &&String| step.parse::<usize>().is_err();
    names
        .into_iter()
        .eq(error.path.iter().filter(is_name))
        .then_some(branches)
}

/// Walks the data path through a schema: to the key of the last field, or to the schema of the last element.
fn find(schema: &Schema, path: &[String], branches: &[usize]) -> Option<Place> {
    let Some((step, rest)) = path.split_first() else {
        return Some(schema.place.clone());
    };
    match &schema.kind {
        SchemaKind::Wrapped(Wrapper::Nullable, inner) => match branches.split_first() {
            Some((0, branches)) => find(inner, path, branches),
            Some(_) => None,
            None => find(inner, path, branches),
        },
        SchemaKind::Wrapped(_, inner) => find(inner, path, branches),
        SchemaKind::Pipe(a, b) | SchemaKind::Intersection(a, b) => {
            find(a, path, branches).or_else(|| find(b, path, branches))
        }
        SchemaKind::Union(options) | SchemaKind::DiscriminatedUnion(_, options) => match branches.split_first() {
            Some((branch, branches)) => find(options.get(*branch)?, path, branches),
            None => options.iter().find_map(|option| find(option, path, branches)),
        },
        SchemaKind::Object(shape, keys) => match (shape.get(step), keys) {
            (Some(field), _) if rest.is_empty() => Some(field.key.clone()),
            (Some(field), _) => find(&field.schema, rest, branches),
            (None, Keys::Catchall(others)) => find(others, rest, branches),
            (None, _) => None,
        },
        SchemaKind::Array(element) | SchemaKind::Set(element) => find(element, rest, branches),
        SchemaKind::Tuple(items, others) => {
            let item = step.parse::<usize>().ok().and_then(|index| items.get(index));
            find(item.or(others.as_deref())?, rest, branches)
        }
        SchemaKind::Record(_, value) | SchemaKind::Map(_, value) => find(value, rest, branches),
        _ => None,
    }
}

/// What is wrong, in one sentence. Of the value it says nothing: that may be a record.
fn sentence(validation: &Validation, error: &SchemaError, schema: &Schema) -> String {
    let whole = match (validation.subject, &validation.model) {
        (Subject::Input, _) => "the input".to_owned(),
        (Subject::Output, _) => "the output".to_owned(),
        (Subject::Record, Some(model)) => format!("a record of `{model}`"),
        (Subject::Record, None) => "a record".to_owned(),
    };
    let what = match error.path.as_slice() {
        [] => whole,
        path => format!("`{}` of {whole}", path.join(".")),
    };
    match error.keyword.as_deref() {
        Some("required") => match missing(error) {
            Some(name) => format!("{what} lacks `{name}`"),
            None => format!("{what} {}", error.message),
        },
        Some("additionalProperties") => match &*unknown_keys(validation, error, schema) {
            [] => format!("{what} has a key that its schema does not name"),
            [key] => format!("{what} has the key `{key}`, which its schema does not name"),
            keys => format!("{what} has keys that its schema does not name: `{}`", keys.join("`, `")),
        },
        Some("anyOf") => format!("{what} fits no option of its schema"),
        Some("oneOf") => format!("{what} does not fit exactly one option of its schema"),
        Some("pattern") => format!("{what} does not match the pattern of its schema"),
        _ => format!("{what} {}", error.message.lines().next().unwrap_or_default()),
    }
}

/// The keys that an object at the top has too many. The validator does not name them.
fn unknown_keys(validation: &Validation, error: &SchemaError, schema: &Schema) -> Vec<String> {
    let SchemaKind::Object(shape, _) = &schema.unwrapped().kind else {
        return Vec::new();
    };
    let Some(dump) = validation
        .dump
        .as_deref()
        .filter(|_| error.path.is_empty() && !shape.is_open)
    else {
        return Vec::new();
    };
    let mut keys = top_level_keys(dump);
    keys.retain(|key| shape.get(key).is_none());
    keys
}

//! What a run found wrong, where it is: in the function, in a helper, in a schema.

mod calls;
mod input;
mod keys;
mod schema;
mod tested;

use dryrun::{Exception, Outcome};
use lint::Analysis;
use project::items::CreateCall;
use project::schema::Place;
use project::{FilePath, Items};
use syntax::{Drift, PositionEncoding, SourceFile, TextRange};

use crate::places;
use crate::sources::Sources;
use crate::stack;

/// One thing that a run found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file that has to be changed.
    pub file: FilePath,
    /// Where in it.
    pub range: TextRange,
    /// One sentence.
    pub message: String,
    /// Other places that took part.
    pub related: Vec<Spot>,
}

/// A place that took part in a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The file.
    pub file: FilePath,
    /// The place in it.
    pub range: TextRange,
    /// What it has to do with it.
    pub message: String,
}

/// The faults that the run of the function in `file` came to, as far as they have a better place than its create call.
///
/// `sources` are the texts that ran, and `input` is the file with the input, if there was one.
pub fn faults(sources: &Sources<'_>, file: &FilePath, input: Option<&FilePath>, outcome: &Outcome) -> Vec<Fault> {
    let scene = Scene { sources, file, input };
    match outcome {
        Outcome::Exception(exception) => scene.exception(exception, outcome).into_iter().collect(),
        Outcome::Validation(validation) => schema::faults(&scene, validation),
        Outcome::ActionError(error) => {
            let place = calls::of_action_error(&scene, error);
            place.map(|place| Fault::at(place, outcome)).into_iter().collect()
        }
        Outcome::HttpError(error) => {
            let place = error.call.as_ref().and_then(|call| calls::of_request(&scene, call));
            place.map(|place| Fault::at(place, outcome)).into_iter().collect()
        }
        Outcome::Tested(ran) => tested::faults(&scene, ran),
        _ => Vec::new(),
    }
}

/// Where each fault and what took part in it is, as `crm/models.ts:3:5`, and what is there.
pub fn places(analysis: &Analysis, faults: &[Fault]) -> Vec<(String, String)> {
    let mut places = Vec::new();
    for fault in faults {
        places.push((place(analysis, &fault.file, fault.range), fault.message.clone()));
        let related = fault.related.iter();
        places.extend(related.map(|spot| (place(analysis, &spot.file, spot.range), spot.message.clone())));
    }
    places
}

/// The file of a function, and those that it imports.
pub fn bundle(analysis: &Analysis, function: &FilePath) -> Vec<FilePath> {
    let mut files = vec![function.clone()];
    let Some(project) = analysis.workspace.project_of(function) else {
        return files;
    };
    let mut at = 0;
    while let Some(file) = files.get(at).cloned() {
        for import in project.imports_of(&file) {
            if !files.contains(import) {
                files.push(import.clone());
            }
        }
        at += 1;
    }
    files
}

fn place(analysis: &Analysis, file: &FilePath, range: TextRange) -> String {
    let root = analysis.workspace.project_of(file).map(|project| project.root());
    let path = root.and_then(|root| file.relative_to(root)).unwrap_or(file.as_str());
    match analysis.lines(file) {
        Some(lines) => {
            let start = lines.position(range.start(), PositionEncoding::Utf16);
            format!("{path}:{}:{}", start.line + 1, start.character + 1)
        }
        None => path.to_owned(),
    }
}

impl Fault {
    fn at((file, range): (FilePath, TextRange), message: &impl ToString) -> Fault {
        Fault {
            file,
            range,
            message: message.to_string(),
            related: Vec::new(),
        }
    }

    /// The places that took part, the faulty one first.
    pub fn places(&self) -> impl Iterator<Item = (&FilePath, TextRange)> {
        let related = self.related.iter().map(|spot| (&spot.file, spot.range));
        std::iter::once((&self.file, self.range)).chain(related)
    }

    /// Moves along with an edited file; false if one of its places is not there any more.
    pub fn shift(&mut self, file: &FilePath, drift: &Drift<'_>) -> bool {
        let related = self.related.iter_mut().map(|spot| (&spot.file, &mut spot.range));
        let mut taking_part = std::iter::once((&self.file, &mut self.range)).chain(related);
        taking_part.all(|(own, range)| places::shift(own, range, file, drift))
    }
}

/// A function that ran, and the texts that ran.
struct Scene<'a> {
    sources: &'a Sources<'a>,
    file: &'a FilePath,
    input: Option<&'a FilePath>,
}

impl<'a> Scene<'a> {
    fn items(&self, file: &FilePath) -> Option<&'a Items> {
        Some(&self.sources.analysis().workspace.file(file)?.items)
    }

    fn function(&self) -> Option<&'a CreateCall> {
        self.items(self.file)?.function()
    }

    /// A file of the project with its tree.
    fn parsed(&self, file: &FilePath) -> Option<SourceFile> {
        self.items(file)?;
        Some(SourceFile::parse(&*self.sources.text(file)?))
    }

    /// The function's file, and those that it imports.
    fn bundle(&self) -> Vec<FilePath> {
        bundle(self.sources.analysis(), self.file)
    }

    /// The first frame in the project is where it went wrong, the others are how it came there.
    fn exception(&self, exception: &Exception, outcome: &Outcome) -> Option<Fault> {
        let root = self.sources.analysis().workspace.project_of(self.file)?.root();
        let mut places = stack::places(self.sources, root, &exception.frames).into_iter();
        let mut fault = Fault::at(places.next()?, outcome);
        fault.related = places
            .map(|(file, range)| Spot {
                file,
                range,
                message: stack::CALLED_FROM.to_owned(),
            })
            .collect();
        Some(fault)
    }
}

/// A place of the schema reader.
fn of_place(place: Place) -> (FilePath, TextRange) {
    (place.file, place.span.0)
}

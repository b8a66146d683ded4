//! The facts of one file: everything that the project and the rules know of a file that is not open.

mod bindings;
mod call;
mod cast;
mod checkpoint;
mod claim;
mod constant;
mod create;
mod default_export;
mod definition;
mod export;
mod import;
mod schema;
mod visit;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use syntax::SourceFile;

use crate::{Eol, Span};

use bindings::Bindings;

pub use call::{NangoCall, ON_RECORDS, SdkType, Seen};
pub use checkpoint::{SavedCheckpoint, SavedEntry, SavedKind, SavedObject};
pub use claim::{Claim, Endpoint};
pub use constant::Constant;
pub use create::{Argument, CalleeForm, CreateCall};
pub use default_export::{DefaultExport, DefaultForm};
pub use definition::{Definition, FunctionForm, FunctionValue, KeyForm, Property, Value};
pub use export::{Export, ExportForm, ExportSource};
pub use import::{Import, ImportForm, Specifier, SpecifierForm};
pub use schema::{SchemaDecl, SchemaEntry, SchemaExpr, SchemaExprId, SchemaExprIds, SchemaExprs, ZodFamily, ZodWord};

/// The facts of one file: a pure function of its text, and of nothing else, its path included.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Items {
    /// Every import declaration.
    pub imports: Box<[Import]>,
    /// The relative paths that are loaded by an expression: `import('./deal.js')`, `require('./deal.js')`. They are bundled.
    pub lazy_imports: Box<[Box<str>]>,
    /// Every exported name, `default` of `export { a as default }` among them, `export default` not.
    pub exports: Box<[Export]>,
    /// The default export.
    pub default_export: Option<DefaultExport>,
    /// Every create call, in source order.
    pub create_calls: Box<[CreateCall]>,
    /// Every call on the SDK object, in source order.
    pub calls: Box<[NangoCall]>,
    /// Calls on something else that the compiler takes for the SDK object, because it is called `nango`.
    pub namesakes: Box<[NangoCall]>,
    /// The constants that the definition of the default export names.
    pub constants: Box<[Constant]>,
    /// The zod schemas of the top level, and what they are made of.
    pub schemas: Box<[SchemaDecl]>,
    /// The expressions of these, and of the schemas in definitions.
    pub schema_exprs: SchemaExprs,
    /// How its lines end.
    pub eol: Eol,
    /// Whether the parser found a fault anywhere: then the absence of something means nothing.
    pub has_errors: bool,
}

impl Items {
    /// Reads the facts of a file.
    pub fn of(file: &SourceFile) -> Items {
        let bindings = Bindings::of(file);
        let mut schemas = schema::Builder::new(file, &bindings);
        let visit::Calls {
            creates: create_calls,
            calls,
            namesakes,
            lazy_imports,
        } = visit::calls(&mut schemas);
        let default_export = default_export::default_export(file, &bindings, &create_calls);
        let create = default_export.as_ref().and_then(|export| export.form.create());
        let function = create.and_then(|at| create_calls.get(at));
        let constants = constant::constants(&mut schemas, function.and_then(CreateCall::definition));
        let (schemas, schema_exprs) = schemas.finish();
        Items {
            imports: import::imports(file),
            lazy_imports,
            exports: export::exports(file),
            constants,
            default_export,
            create_calls,
            calls,
            namesakes,
            schemas,
            schema_exprs,
            eol: Eol::of(file.text()),
            has_errors: file.ast().has_errors(),
        }
    }

    /// A hash of what the facts say, places aside.
    pub fn meaning(&self) -> u64 {
        let mut hasher = FxHasher::default();
        self.hash(&mut hasher);
        hasher.finish()
    }

    /// The calls that the compiler takes for calls on the SDK object, with what it sees of them.
    pub fn seen_calls(&self) -> impl Iterator<Item = (&NangoCall, Seen)> {
        let all = self.calls.iter().chain(&self.namesakes);
        all.filter_map(|call| Some((call, call.seen?)))
    }

    /// The create call that is exported by default, in whichever form: what the file is meant to be.
    pub fn function(&self) -> Option<&CreateCall> {
        self.create_calls.get(self.default_export.as_ref()?.form.create()?)
    }

    /// What a value of the definition is: itself, or what the constant is that it names, with the place of that.
    pub fn resolve<'a>(&'a self, value: &'a Value, span: Span) -> (&'a Value, Span) {
        let Value::Identifier(name) = value else {
            return (value, span);
        };
        let constant = self.constants.iter().find(|constant| constant.name == *name);
        constant.map_or((value, span), |constant| (&constant.value, constant.span))
    }
}

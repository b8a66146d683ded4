//! The fields of the grammar's nodes.

use tree_sitter::Language;

macro_rules! fields {
    ($($field:ident = $name:literal,)*) => {
        /// The number of each field that we ask for.
        #[derive(Debug)]
        pub struct Fields {
            $(#[doc = concat!("The field `", $name, "`.")] pub $field: u16,)*
        }

        impl Fields {
            /// The names of the fields.
            pub const NAMES: &[&str] = &[$($name),*];

            pub(crate) fn resolve(language: &Language) -> Fields {
                // No field has the number 0, so one that the grammar does not know is never found in a node.
                let resolve = |name| language.field_id_for_name(name).map_or(0, |id| id.get());
                Fields { $($field: resolve($name),)* }
            }
        }
    };
}

fields! {
    alias = "alias",
    alternative = "alternative",
    arguments = "arguments",
    body = "body",
    condition = "condition",
    consequence = "consequence",
    constructor = "constructor",
    declaration = "declaration",
    decorator = "decorator",
    finalizer = "finalizer",
    function = "function",
    handler = "handler",
    increment = "increment",
    index = "index",
    initializer = "initializer",
    key = "key",
    kind = "kind",
    label = "label",
    left = "left",
    name = "name",
    object = "object",
    operator = "operator",
    optional_chain = "optional_chain",
    parameter = "parameter",
    parameters = "parameters",
    pattern = "pattern",
    property = "property",
    return_type = "return_type",
    right = "right",
    source = "source",
    ty = "type",
    type_arguments = "type_arguments",
    type_parameters = "type_parameters",
    value = "value",
}

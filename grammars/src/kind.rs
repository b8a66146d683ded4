//! The kinds of the grammar's nodes.

use tree_sitter::Language;

use crate::KIND_IDS;

macro_rules! kinds {
    (nodes { $($node:ident = $node_name:literal,)* } tokens { $($token:ident = $token_name:literal,)* }) => {
        /// The kind of a node that we look at: a named node, or a token (a keyword or an operator).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind {
            /// What the parser could not fit into the tree.
            Error,
            /// A kind that we do not look at.
            Other,
            $(#[doc = concat!("The node `", $node_name, "`.")] $node,)*
            $(#[doc = concat!("The token `", $token_name, "`.")] $token,)*
        }

        impl Kind {
            /// Each kind of a named node, with its name in the grammar.
            pub const NODES: &[(Kind, &str)] = &[$((Kind::$node, $node_name)),*];

            /// Each kind of a token, with its text.
            pub const TOKENS: &[(Kind, &str)] = &[$((Kind::$token, $token_name)),*];
        }
    };
}

/// The kind for each number. Several numbers may have one name: the grammar's aliases.
pub(crate) fn table(language: &Language) -> [Kind; KIND_IDS] {
    std::array::from_fn(|id| {
        let id = id as u16;
        let kinds = if language.node_kind_is_named(id) {
            Kind::NODES
        } else {
            Kind::TOKENS
        };
        let name = language
            .node_kind_for_id(id)
            .filter(|_| language.node_kind_is_visible(id));
        kinds
            .iter()
            .find(|(_, known)| Some(*known) == name)
            .map_or(Kind::Other, |(kind, _)| *kind)
    })
}

kinds! {
    nodes {
        Program = "program",
        Comment = "comment",
        HtmlComment = "html_comment",
        HashBangLine = "hash_bang_line",
        Identifier = "identifier",
        PropertyIdentifier = "property_identifier",
        PrivatePropertyIdentifier = "private_property_identifier",
        ShorthandPropertyIdentifier = "shorthand_property_identifier",
        ShorthandPropertyIdentifierPattern = "shorthand_property_identifier_pattern",
        StatementIdentifier = "statement_identifier",
        TypeIdentifier = "type_identifier",
        NestedTypeIdentifier = "nested_type_identifier",
        NestedIdentifier = "nested_identifier",
        String = "string",
        StringFragment = "string_fragment",
        EscapeSequence = "escape_sequence",
        TemplateString = "template_string",
        TemplateSubstitution = "template_substitution",
        Number = "number",
        Regex = "regex",
        This = "this",
        Super = "super",
        True = "true",
        False = "false",
        Null = "null",
        Undefined = "undefined",
        Object = "object",
        Pair = "pair",
        MethodDefinition = "method_definition",
        SpreadElement = "spread_element",
        ComputedPropertyName = "computed_property_name",
        Array = "array",
        ArrowFunction = "arrow_function",
        FunctionExpression = "function_expression",
        GeneratorFunction = "generator_function",
        FunctionDeclaration = "function_declaration",
        GeneratorFunctionDeclaration = "generator_function_declaration",
        FunctionSignature = "function_signature",
        FormalParameters = "formal_parameters",
        RequiredParameter = "required_parameter",
        OptionalParameter = "optional_parameter",
        Decorator = "decorator",
        AccessibilityModifier = "accessibility_modifier",
        OverrideModifier = "override_modifier",
        Class = "class",
        ClassDeclaration = "class_declaration",
        AbstractClassDeclaration = "abstract_class_declaration",
        ClassHeritage = "class_heritage",
        ExtendsClause = "extends_clause",
        ImplementsClause = "implements_clause",
        ClassBody = "class_body",
        PublicFieldDefinition = "public_field_definition",
        AbstractMethodSignature = "abstract_method_signature",
        MethodSignature = "method_signature",
        ClassStaticBlock = "class_static_block",
        IndexSignature = "index_signature",
        CallExpression = "call_expression",
        Arguments = "arguments",
        NewExpression = "new_expression",
        MemberExpression = "member_expression",
        SubscriptExpression = "subscript_expression",
        UnaryExpression = "unary_expression",
        UpdateExpression = "update_expression",
        BinaryExpression = "binary_expression",
        AssignmentExpression = "assignment_expression",
        AugmentedAssignmentExpression = "augmented_assignment_expression",
        TernaryExpression = "ternary_expression",
        AwaitExpression = "await_expression",
        YieldExpression = "yield_expression",
        ParenthesizedExpression = "parenthesized_expression",
        AsExpression = "as_expression",
        SatisfiesExpression = "satisfies_expression",
        TypeAssertion = "type_assertion",
        NonNullExpression = "non_null_expression",
        InstantiationExpression = "instantiation_expression",
        SequenceExpression = "sequence_expression",
        MetaProperty = "meta_property",
        ObjectPattern = "object_pattern",
        ArrayPattern = "array_pattern",
        PairPattern = "pair_pattern",
        RestPattern = "rest_pattern",
        AssignmentPattern = "assignment_pattern",
        ObjectAssignmentPattern = "object_assignment_pattern",
        ExpressionStatement = "expression_statement",
        LexicalDeclaration = "lexical_declaration",
        VariableDeclaration = "variable_declaration",
        VariableDeclarator = "variable_declarator",
        IfStatement = "if_statement",
        ElseClause = "else_clause",
        ForStatement = "for_statement",
        ForInStatement = "for_in_statement",
        WhileStatement = "while_statement",
        DoStatement = "do_statement",
        ReturnStatement = "return_statement",
        ThrowStatement = "throw_statement",
        TryStatement = "try_statement",
        SwitchStatement = "switch_statement",
        SwitchBody = "switch_body",
        SwitchCase = "switch_case",
        SwitchDefault = "switch_default",
        BreakStatement = "break_statement",
        ContinueStatement = "continue_statement",
        LabeledStatement = "labeled_statement",
        StatementBlock = "statement_block",
        DebuggerStatement = "debugger_statement",
        EmptyStatement = "empty_statement",
        WithStatement = "with_statement",
        CatchClause = "catch_clause",
        FinallyClause = "finally_clause",
        ImportStatement = "import_statement",
        ImportClause = "import_clause",
        NamedImports = "named_imports",
        NamespaceImport = "namespace_import",
        ImportSpecifier = "import_specifier",
        ImportRequireClause = "import_require_clause",
        ImportAttribute = "import_attribute",
        ImportAlias = "import_alias",
        ExportStatement = "export_statement",
        ExportClause = "export_clause",
        ExportSpecifier = "export_specifier",
        NamespaceExport = "namespace_export",
        AmbientDeclaration = "ambient_declaration",
        TypeAliasDeclaration = "type_alias_declaration",
        InterfaceDeclaration = "interface_declaration",
        EnumDeclaration = "enum_declaration",
        Module = "module",
        InternalModule = "internal_module",
        TypeAnnotation = "type_annotation",
        TypeArguments = "type_arguments",
        TypeQuery = "type_query",
        GenericType = "generic_type",
        ArrayType = "array_type",
        UnionType = "union_type",
        LiteralType = "literal_type",
        PredefinedType = "predefined_type",
        ObjectType = "object_type",
        ParenthesizedType = "parenthesized_type",
        PropertySignature = "property_signature",
        ImportKeyword = "import",
    }
    tokens {
        Async = "async",
        Await = "await",
        Get = "get",
        Set = "set",
        Static = "static",
        Const = "const",
        Let = "let",
        Var = "var",
        Using = "using",
        Of = "of",
        In = "in",
        Instanceof = "instanceof",
        Typeof = "typeof",
        Void = "void",
        Delete = "delete",
        Default = "default",
        TypeKeyword = "type",
        Global = "global",
        As = "as",
        Assign = "=",
        QuestionDot = "?.",
        Not = "!",
        BitNot = "~",
        PlusPlus = "++",
        MinusMinus = "--",
        Plus = "+",
        Minus = "-",
        Star = "*",
        Slash = "/",
        Percent = "%",
        StarStar = "**",
        EqEq = "==",
        NotEq = "!=",
        EqEqEq = "===",
        NotEqEq = "!==",
        Less = "<",
        LessEq = "<=",
        Greater = ">",
        GreaterEq = ">=",
        BitAnd = "&",
        BitOr = "|",
        BitXor = "^",
        ShiftLeft = "<<",
        ShiftRight = ">>",
        ShiftRightUnsigned = ">>>",
        And = "&&",
        Or = "||",
        Nullish = "??",
        PlusAssign = "+=",
        MinusAssign = "-=",
        StarAssign = "*=",
        SlashAssign = "/=",
        PercentAssign = "%=",
        StarStarAssign = "**=",
        BitAndAssign = "&=",
        BitOrAssign = "|=",
        BitXorAssign = "^=",
        ShiftLeftAssign = "<<=",
        ShiftRightAssign = ">>=",
        ShiftRightUnsignedAssign = ">>>=",
        AndAssign = "&&=",
        OrAssign = "||=",
        NullishAssign = "??=",
        OpenParen = "(",
        CloseParen = ")",
        OpenBrace = "{",
        CloseBrace = "}",
        Dot = ".",
        Colon = ":",
        Export = "export",
        Arrow = "=>",
    }
}

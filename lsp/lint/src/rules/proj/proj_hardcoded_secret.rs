//! Credentials in the text of a function.

use syntax::ast::{ExprId, ExprKind, Node, PropKind};

use crate::prelude::*;

declare_rule! {
    /// A string in a function looks like a credential.
    ///
    /// ## Why
    ///
    /// It is sent with every deployment and stays in the history of the repository. Nango adds the credentials of the connection
    /// to every request itself; other secrets belong into the environment variables of the dashboard.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         await nango.get({ endpoint: '/deals', headers: { Authorization: 'Bearer 9f8e7d6c5b4a39281706' } });
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         const variables = await nango.getEnvironmentVariables();
    ///         const key = variables?.find(({ name }) => name === 'PARTNER_KEY')?.value;
    ///         await nango.get({ endpoint: '/deals', headers: { 'X-Partner-Key': key ?? '' } });
    ///         return {};
    ///     }
    /// });
    /// ```
    "proj-hardcoded-secret" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/platform/security",
        source: "S0: never print or paste secret keys",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::String, NodeKind::Template], check)],
    }
}

/// Shorter than this is no secret worth the name.
const MIN_LENGTH: usize = 20;

/// How many different characters a random string of that length has at the very least.
const MIN_DIFFERENT: usize = 8;

/// The most digits at the end of a word, or by themselves: a year.
const MAX_NUMBER: usize = 4;

/// What keys begin with, as their makers mark them.
const PREFIXES: [&str; 10] = [
    "sk_live_",
    "rk_live_",
    "sk-proj-",
    "ghp_",
    "gho_",
    "github_pat_",
    "xoxb-",
    "xoxp-",
    "glpat-",
    "AKIA",
];

/// What the name of a property has, in lower case and without punctuation, if its value is a credential.
const NAMES: [&str; 8] = [
    "secret",
    "password",
    "apikey",
    "accesskey",
    "privatekey",
    "accesstoken",
    "authorization",
    "authtoken",
];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Expr(expr) = node else { return };
    let Some(text) = ctx.source.string_value(expr) else {
        return;
    };
    // What the text tells comes first: to ask what holds a string is dear.
    if text.len() < MIN_LENGTH {
        return;
    }
    let scheme = ["Bearer ", "Basic ", "Token "]
        .into_iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let is_secret = match scheme {
        Some(token) => looks_random(token),
        None if PREFIXES.iter().any(|prefix| text.starts_with(prefix)) => looks_random(&text),
        None => {
            looks_random(&text) && !is_words(&text) && property_name(ctx, expr).is_some_and(|name| is_credential(&name))
        }
    };
    if is_secret && !is_documentation(ctx, expr) {
        ctx.report(
            ctx.range(expr),
            "this looks like a credential, which does not belong into the code",
        );
    }
}

/// One word of letters and digits, both of them, without the repetitions of an example.
fn looks_random(text: &str) -> bool {
    let is_token = |char: char| char.is_ascii_alphanumeric() || "-_.~+/=".contains(char);
    let different = || {
        let mut different: Vec<u8> = text.bytes().collect();
        different.sort_unstable();
        different.dedup();
        different.len()
    };
    text.len() >= MIN_LENGTH
        && !is_path(text)
        && text.chars().all(is_token)
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && different() >= MIN_DIFFERENT
        && !is_placeholder(text)
}

fn is_path(text: &str) -> bool {
    text.contains("//") || text.starts_with('/') || text.starts_with('.')
}

/// Words with marks between them, a number at the end of some: a name or a path of a field, a grant, a kind of token.
fn is_words(text: &str) -> bool {
    let words: Vec<&str> = text.split(|char: char| !char.is_ascii_alphanumeric()).collect();
    let is_word = |word: &&str| {
        let letters = word.trim_end_matches(|char: char| char.is_ascii_digit());
        word.len() - letters.len() <= MAX_NUMBER && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    words.len() > 1 && words.iter().all(is_word)
}

fn is_placeholder(text: &str) -> bool {
    let text = text.to_lowercase();
    ["example", "your", "xxxx", "placeholder", "dummy", "1234567890"]
        .iter()
        .any(|word| text.contains(word))
}

fn is_credential(name: &str) -> bool {
    let name: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase();
    NAMES.iter().any(|part| name.contains(part))
}

/// The key of the property, or the name of the variable, whose value the expression is.
fn property_name(ctx: &SyntaxContext<'_>, expr: ExprId) -> Option<String> {
    let ast = ctx.ast();
    match ast.parent(expr)? {
        Node::Prop(prop) if matches!(ast[prop].kind, PropKind::Pair { value, .. } if value == expr) => {
            ctx.source.prop_name(prop).map(|name| name.into_owned())
        }
        Node::Declarator(declarator) => Some(ctx.source.slice(ast[ast[declarator].pattern].range).to_owned()),
        _ => None,
    }
}

/// Whether the string is an argument of `describe`, `example` or `meta`.
fn is_documentation(ctx: &SyntaxContext<'_>, expr: ExprId) -> bool {
    let ast = ctx.ast();
    ast.ancestors(expr).any(|node| match node {
        Node::Expr(id) => match ast[id].kind {
            ExprKind::Call(call) => match ast[call.callee].kind {
                ExprKind::Member(member) => {
                    ["describe", "example", "meta", "log"].contains(&ctx.source.slice(member.property))
                }
                _ => false,
            },
            _ => false,
        },
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn what_is_no_credential_passes() {
        for value in [
            "headers: { Authorization: 'Bearer <your token goes in here>' }",
            "headers: { Authorization: `Bearer ${token}` }",
            "headers: { 'X-Request': '9f8e7d6c5b4a39281706' }",
            "secretName: 'the name of the secret in the vault'",
            "apiKey: 'YOUR_API_KEY_GOES_HERE_123'",
            "accessTokenPath: 'oauth2/v2.0/token-endpoint'",
            "password: 'custom_fields.password_v2'",
            "secretManager: 'projects-2024-secrets-version-2'",
            "data: z.string().describe('Bearer 9f8e7d6c5b4a39281706')",
        ] {
            check(
                &action(&format!(
                    "exec: async (nango) => await nango.get({{ endpoint: '/a', {value} }})"
                )),
                "",
            );
        }
    }

    #[test]
    fn marked_keys_and_telling_names_are_found() {
        for value in [
            "key: 'sk_live_9f8e7d6c5b4a39281706'",
            "secretKey: '0f8fad5b-d9cb-469f-a165-70867728950e'",
        ] {
            let text = action(&format!(
                "exec: async (nango) => await nango.get({{ endpoint: '/a', {value} }})"
            ));
            check(&text, "proj-hardcoded-secret");
        }
    }
}

//! `connections`: what is asked of Nango's API, what is shown, and what is said when it does not answer as it should.

use std::io::{Read as _, Write as _};
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::api::{self, Answer, Api};
use crate::support::project::Project;
use crate::{stderr, stdout};

const KEY: &str = "5ec2e7a1-1111-4111-8111-0123456789ab";

fn project(host: &str) -> Project {
    let project = Project::registered();
    project.write(".env", &format!("NANGO_SECRET_KEY_DEV={KEY}\nNANGO_HOSTPORT={host}\n"));
    project
}

fn list(project: &Project, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command
        .current_dir(project.root())
        .arg("connections")
        .args(arguments)
        .env("NANGO_LSP_LOG", "trace")
        .env("XDG_STATE_HOME", project.root())
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .env_remove("NANGO_SECRET_KEY_DEV")
        .env_remove("NANGO_HOSTPORT");
    let output = command.output().expect("the binary starts");
    for text in [stdout(&output), stderr(&output)] {
        assert!(!text.contains(KEY), "{text}");
    }
    output
}

/// What is said of a listing that fails, `<host>` for the address.
fn failure(answer: impl Fn() -> Answer + Send + Sync + 'static) -> String {
    let api = Api::new(move |_| answer());
    let output = list(&project(&api.url), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    stderr(&output).replace(&api.url, "<host>")
}

fn connection(id: &str, integration: &str) -> Value {
    json!({ "id": 1, "connection_id": id, "provider_config_key": integration, "provider": "hubspot",
            "created": "2026-01-31T09:30:00.000Z", "errors": [], "end_user": null, "tags": {},
            "metadata": { "token": "planted-metadata" } })
}

#[test]
fn connections_are_listed_and_the_key_is_in_the_header_alone() {
    let mut second = connection("acme", "mail");
    second["end_user"] = json!({ "id": "u", "display_name": "Ada", "email": null, "tags": null, "organization": null });
    second["errors"] = json!([{ "type": "auth", "log_id": "l" }]);
    let api = Api::with_connections(vec![connection("conn-1", "crm"), second]);
    let project = project(&format!("{}/", api.url));
    let output = list(&project, &[]);
    insta::assert_snapshot!(stdout(&output), @r"
    conn-1  crm   2026-01-31
    acme    mail  2026-01-31  Ada · 1 auth error
    ");
    assert_eq!((stderr(&output), output.status.code()), (String::new(), Some(0)));
    let asked = api.asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].line, "GET /connections?limit=500&page=0 HTTP/1.1");
    let with_key: Vec<_> = asked[0].headers.iter().filter(|header| header.contains(KEY)).collect();
    assert_eq!(with_key, [&format!("authorization: Bearer {KEY}")]);

    let output = list(
        &project,
        &["--integration", "crm", "--search", "conn", "--format", "json"],
    );
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(
        report,
        json!({ "environment": "dev", "isAll": true, "connections": [
            { "id": "conn-1", "integration": "crm", "created": "2026-01-31", "description": "" }
        ] })
    );
    let line = &api.asked()[1].line;
    assert!(line.contains("integrationId=crm&search=conn&limit=500"), "{line}");

    let output = list(&project, &["--integration", "none"]);
    assert_eq!(stderr(&output), "no connection was found in `dev`\n");
}

#[test]
fn pages_are_asked_for_until_there_are_no_more_or_too_many() {
    let many = |count| (0..count).map(|n| connection(&format!("c{n}"), "crm")).collect();
    for (count, pages, shown) in [(500, 2, 500), (1_203, 3, 1_203), (2_600, 4, 2_000)] {
        let api = Api::with_connections(many(count));
        let output = list(&project(&api.url), &[]);
        assert_eq!(
            (api.asked().len(), stdout(&output).lines().count()),
            (pages, shown),
            "{count}"
        );
        assert_eq!(stderr(&output).contains("there are more"), count > shown, "{count}");
    }
}

#[test]
fn an_old_server_is_asked_without_parameters() {
    let all = json!({ "connections": [connection("conn-1", "crm"), connection("other", "mail")] }).to_string();
    let api = Api::new(move |asked| match asked.line.contains('?') {
        true => api::json(400, r#"{ "error": { "code": "invalid_query_params" } }"#),
        false => api::json(200, &all),
    });
    let output = list(&project(&api.url), &["--integration", "crm"]);
    assert_eq!(stdout(&output), "conn-1  crm  2026-01-31\n");
}

#[test]
fn every_failure_is_a_sentence() {
    let refused = |code: u16, body: &'static str| failure(move || api::json(code, body));
    insta::assert_snapshot!(
        refused(401, r#"{ "error": { "code": "unknown_account", "message": "does not match any account" } }"#),
        @"nango-lsp: `dev`: the secret key is refused by Nango at `<host>`: does not match any account"
    );
    insta::assert_snapshot!(
        refused(403, r#"{ "error": { "code": "forbidden", "message": "Insufficient scope. Required: connections:list" } }"#),
        @"nango-lsp: `dev`: the secret key may not ask this: Insufficient scope. Required: connections:list"
    );
    insta::assert_snapshot!(refused(404, "{}"), @"nango-lsp: `dev`: there is no Nango API at `<host>`: is it the address of the dashboard?");
    insta::assert_snapshot!(refused(429, "{}"), @"nango-lsp: `dev`: Nango's API was asked too often: try again in a minute");
    insta::assert_snapshot!(refused(500, "oh"), @"nango-lsp: `dev`: Nango's API answered 500: it does not say why");
    insta::assert_snapshot!(refused(200, "oops"), @"nango-lsp: `dev`: `<host>` answers, but not as Nango's API does: it is no JSON");
    insta::assert_snapshot!(
        refused(200, r#"{ "connections": [{ "connection_id": 7 }] }"#),
        @"nango-lsp: `dev`: `<host>` answers, but not as Nango's API does: it is JSON of another form"
    );
    insta::assert_snapshot!(
        failure(|| api::answer(200, "content-type: text/html; charset=utf-8\r\n", "<html>")),
        @"nango-lsp: `dev`: there is no Nango API at `<host>`: is it the address of the dashboard?"
    );
    insta::assert_snapshot!(
        failure(|| Some("220 mail.example.com ESMTP\r\n\r\n".to_owned())),
        @"nango-lsp: `dev`: `<host>` answers, but not as Nango's API does: it is no HTTP"
    );
    insta::assert_snapshot!(failure(|| None), @"nango-lsp: `dev`: Nango's API at `<host>` cannot be reached: it hangs up");
    // The server says what it got.
    insta::assert_snapshot!(
        failure(|| api::json(401, &json!({ "error": { "message": format!("no account has {KEY}\u{1b}[2J") } }).to_string())),
        @"nango-lsp: `dev`: the secret key is refused by Nango at `<host>`: no account has [redacted] [2J"
    );
    insta::assert_snapshot!(
        failure(|| api::json(200, &format!("[\"{}\"]", "x".repeat(33 << 20)))),
        @"nango-lsp: `dev`: the answer of Nango's API is larger than 32 MB"
    );
}

#[test]
fn the_key_goes_nowhere_else() {
    let other = Api::with_connections(Vec::new());
    let to = format!("location: {}/connections?token=t\r\n", other.url);
    let api = Api::new(move |_| api::answer(302, &to, ""));
    let output = list(&project(&api.url), &[]);
    let said = stderr(&output)
        .replace(&api.url, "<host>")
        .replace(&other.url, "<other>");
    insta::assert_snapshot!(said, @"nango-lsp: `dev`: `<host>` sends on to `<other>`: if that is right, set `NANGO_HOSTPORT` to it");
    assert_eq!(other.asked().len(), 0);
}

#[test]
fn an_address_that_is_none_is_not_asked() {
    let said = |host: &str, more: &str| {
        let project = project(host);
        let dotenv = project.read(".env") + more;
        project.write(".env", &dotenv);
        stderr(&list(&project, &[])).replace(&project.root().display().to_string(), "<root>")
    };
    insta::assert_snapshot!(
        said("localhost:3003", ""),
        @"nango-lsp: `dev`: `NANGO_HOSTPORT` is no address of an API: `localhost:3003` (it is like `http://localhost:3003`)"
    );
    insta::assert_snapshot!(
        said("http://127.0.0.1:1", ""),
        @"nango-lsp: `dev`: Nango's API at `http://127.0.0.1:1` cannot be reached: connection refused"
    );
    insta::assert_snapshot!(
        said("https://127.0.0.1:1", "NANGO_CLI_TLS_CA=certs/ca.pem\n"),
        @"nango-lsp: `dev`: `NANGO_CLI_TLS_CA` is of no use: `<root>/certs/ca.pem` cannot be read"
    );
    insta::assert_snapshot!(
        said("https://127.0.0.1:1", "NANGO_CLI_TLS_CA=package.json\n"),
        @"nango-lsp: `dev`: `NANGO_CLI_TLS_CA` is of no use: `<root>/package.json` holds no certificate"
    );
    // What servers without TLS say to the first bytes of it, which are no text.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let plain = format!("https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        stream.read_to_end(&mut Vec::new())
    });
    insta::assert_snapshot!(
        said(&plain, "").replace(&plain, "https://<host>"),
        @"nango-lsp: `dev`: Nango's API at `https://<host>` cannot be reached: it speaks no TLS, so its address may begin with `http:`"
    );
}

#[test]
fn a_missing_key_is_named_and_nobody_is_asked() {
    let api = Api::with_connections(Vec::new());
    let output = list(&project(&api.url), &["-e", "staging"]);
    assert_eq!(
        stderr(&output),
        "nango-lsp: `NANGO_SECRET_KEY_STAGING` is not set, neither in the environment nor in `.env`\n"
    );
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(api.asked().len(), 0);
}

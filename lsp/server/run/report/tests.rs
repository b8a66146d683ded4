use std::time::Duration;

use dryrun::{Exit, Finished, HttpCall, Kind, Log, Redactor, Secrets, Stream, Transcript};

use super::Account;
use crate::run::HandedOver;

/// The report of what the CLI printed.
fn report(kind: Kind, code: i32, stdout: &str, stderr: &str) -> String {
    let transcript = Transcript {
        stdout: format!("✓ Compiled\nExecuting -> integration:\"hubspot\" script:\"deals\" \n{stdout}"),
        stderr: stderr.to_owned(),
        truncated: false,
        exit: Exit {
            code: Some(code),
            signal: None,
        },
    };
    let finished = Finished {
        outcome: transcript.outcome(kind, &Redactor::new(&Secrets::default())),
        calls: vec![HttpCall {
            status: Some(200),
            method: "GET".to_owned(),
            target: "/a|b?cursor=…".to_owned(),
            to_provider: true,
        }],
        duration: Duration::from_millis(2_100),
    };
    let logs = [Log {
        stream: Stream::Stdout,
        text: "looked ``` up".to_owned(),
    }];
    let account = Account {
        name: "deals",
        integration: "crm",
        connection: "conn-1",
        environment: "dev",
        handed_over: &HandedOver::default(),
        finished: &finished,
        logs: &logs,
        places: &[(
            "crm/models.ts:3:5".to_owned(),
            "`id` of the output must be string".to_owned(),
        )],
        unseen: &["merging is not exercised"],
    };
    account.markdown()
}

#[test]
fn an_output() {
    let report = report(
        Kind::Action,
        0,
        "Done\n{\n  \"id\": 1,\n  \"access_token\": \"planted\"\n}\n",
        "",
    );
    insta::assert_snapshot!(report);
}

#[test]
fn records() {
    let stdout = "Done\nThe dry run would produce the following results: {\n  \"updated\": 0,\n  \"added\": 1,\n  \"deleted\": 1\n}\n\
                  The following log messages were generated:\n\
                  \"A batch save call would save the following data to the Deal model:\"\n{\n  \"id\": \"1\"\n}\n\
                  \"A batch delete call would delete the following data:\"\n{\n  \"id\": \"2\"\n}\n";
    insta::assert_snapshot!(report(Kind::Sync, 0, stdout, ""));
}

#[test]
fn what_does_not_fit() {
    let stdout = "Done\nmodel: ActionOutput_crm_deals\ndata: { id: 7 }\n\nid\n   error   must be string  [type]\n   \
                  ActionOutput_crm_deals > properties > id > type\n";
    let stderr = "An error occurred during execution\n (invalid_action_output)";
    insta::assert_snapshot!(report(Kind::Action, 12, stdout, stderr));
}

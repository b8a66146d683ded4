//! `$/progress`: what takes longer than a moment, shown where the editor shows such things.

use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use tower_lsp::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd,
    WorkDoneProgressReport, notification,
};

use crate::server::Server;

/// One piece of work that is shown while it lasts. Shows nothing to clients that cannot show it.
#[derive(Debug)]
pub struct Progress {
    server: Server,
    token: Option<ProgressToken>,
}

/// How long the client may take to say whether it shows one: what is to be shown goes on then, unseen.
const PATIENCE: Duration = Duration::from_secs(3);

/// A token that no other progress has.
pub fn new_token() -> ProgressToken {
    static NEXT: AtomicI32 = AtomicI32::new(1);
    ProgressToken::String(format!("nango-{}", NEXT.fetch_add(1, Ordering::Relaxed)))
}

/// A token as a key of a map.
pub fn key(token: &ProgressToken) -> String {
    match token {
        ProgressToken::String(token) => token.clone(),
        ProgressToken::Number(token) => token.to_string(),
    }
}

/// Whether the client shows what has this token.
async fn is_shown(server: &Server, token: &ProgressToken) -> bool {
    if !server.snapshot().features.progress {
        return false;
    }
    let asked = server.client().create_work_done_progress(token.clone());
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(answer) => answer.is_ok(),
        Err(_) => {
            tracing::warn!("the client does not answer, so nothing is shown of what goes on");
            false
        }
    }
}

impl Progress {
    /// Begins to show `title`. Asks the client, so: in a task only.
    pub async fn begin(server: &Server, token: ProgressToken, title: &str, cancellable: bool) -> Self {
        let progress = Self {
            server: server.clone(),
            token: is_shown(server, &token).await.then_some(token),
        };
        let begin = WorkDoneProgressBegin {
            title: title.to_owned(),
            cancellable: Some(cancellable),
            ..Default::default()
        };
        progress.send(WorkDoneProgress::Begin(begin)).await;
        progress
    }

    /// Shows how far it is: a line, and per cent if they are known.
    pub async fn report(&self, message: impl Into<String>, percentage: Option<u32>) {
        let report = WorkDoneProgressReport {
            message: Some(message.into()),
            percentage,
            cancellable: None,
        };
        self.send(WorkDoneProgress::Report(report)).await;
    }

    /// Ends it.
    pub async fn end(self, message: Option<String>) {
        self.send(WorkDoneProgress::End(WorkDoneProgressEnd { message })).await;
    }

    async fn send(&self, value: WorkDoneProgress) {
        if let Some(token) = self.token.clone() {
            let value = ProgressParamsValue::WorkDone(value);
            self.server
                .client()
                .send_notification::<notification::Progress>(ProgressParams { token, value })
                .await;
        }
    }
}

//! A project with a fake CLI: a shell script, run by `sh` in the place of Node.

use std::path::Path;
use std::time::{Duration, Instant};

use dryrun::{Dryrun, Environment, Event, Finished, Kind, Limits, Options, Phase, Run, Settings};

/// A temporary project whose CLI is a shell script.
pub struct Project {
    folder: tempfile::TempDir,
    /// What its runs are started with; limits are short.
    pub options: Options,
}

/// The first half of every script: `compile` notes itself and writes a build.
const COMPILE: &str = r#"
echo "$1" >> commands
if [ "$1" = compile ]; then
    mkdir -p build && echo built > build/crm_actions_a.cjs
    echo '✓ Compiled'
    exit 0
fi
"#;

/// What the CLI prints before the function runs.
const BEGIN: &str = r#"
echo '✓ Compiled'
echo 'Executing -> integration:"hubspot" script:"a" '
"#;

impl Project {
    /// A project whose dry run does `body` in the place of the function.
    pub fn running(body: &str) -> Self {
        Self::scripted(&format!("{COMPILE}{BEGIN}{body}"))
    }

    /// A project whose CLI compiles as it should, and dry-runs by `body`.
    pub fn dry_running(body: &str) -> Self {
        Self::scripted(&format!("{COMPILE}{body}"))
    }

    /// A project whose CLI is this script.
    pub fn scripted(script: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let options = Options {
            settings: Settings {
                node: Some("/bin/sh".into()),
                cli: None,
            },
            environment: Environment::new([("PATH", std::env::var_os("PATH").unwrap_or_default())]),
            limits: Limits {
                grace: Duration::from_millis(200),
                ..Limits::default()
            },
        };
        let project = Self { folder, options };
        project.write("index.ts", "import './crm/actions/a.js';\n");
        project.write("crm/actions/a.ts", "export default createAction({});\n");
        project.write(".env", "NANGO_SECRET_KEY_DEV=11111111-1111-4111-8111-111111111111\n");
        let manifest = r#"{"name":"nango","version":"0.71.10","bin":{"nango":"./cli.sh"}}"#;
        project.write("node_modules/nango/package.json", manifest);
        project.write("node_modules/nango/cli.sh", script);
        project
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// The lines of a file; none when there is no such file.
    pub fn lines(&self, path: &str) -> Vec<String> {
        let text = std::fs::read_to_string(self.root().join(path)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    pub fn request(&self) -> Dryrun {
        Dryrun::new(self.root(), "crm", Kind::Action, "a", "conn-1")
    }

    /// Whether the processes whose ids the script wrote into `pids` are gone, soon.
    pub fn is_quiet(&self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(5);
        let pids = self.lines("pids");
        assert!(!pids.is_empty(), "the script wrote no process ids");
        while pids.iter().any(|pid| is_alive(pid)) {
            if Instant::now() > deadline {
                return false;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        true
    }
}

/// A zombie is not alive: in a container nobody may reap it.
fn is_alive(pid: &str) -> bool {
    let output = std::process::Command::new("ps")
        .args(["-o", "stat=", "-p", pid])
        .output()
        .expect("ps");
    let state = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}

/// Takes events until the function runs.
pub async fn until_running(run: &mut Run) {
    until(run, |event| matches!(event, Event::Phase(Phase::Running { .. }))).await;
}

/// Takes events until the script logs this line.
pub async fn until_logged(run: &mut Run, line: &str) {
    until(run, |event| matches!(event, Event::Log(log) if log.text == line)).await;
}

async fn until(run: &mut Run, wanted: impl Fn(&Event) -> bool) {
    loop {
        match run.next().await {
            Some(event) if wanted(&event) => return,
            Some(_) => {}
            None => panic!("the run ended before"),
        }
    }
}

/// All events, and the end.
pub async fn all(mut run: Run) -> (Vec<Event>, Finished) {
    let mut events = Vec::new();
    while let Some(event) = run.next().await {
        events.push(event);
    }
    (events, run.finished().await)
}

//! One process: started in a group of its own, watched, limited, and ended with everything it has started.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use process_wrap::tokio::{ChildWrapper, CommandWrap};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::capture::Capture;
use crate::event::{Event, Silence};
#[cfg(unix)]
use crate::guard::Guard;
use crate::observer::Observer;
use crate::outcome::{Exit, TimeLimit, Transcript};
use crate::{Environment, Limits};

/// What became of a process.
#[derive(Debug)]
pub(crate) enum Ended {
    /// It ended by itself, or by somebody else's hand.
    Exited(Transcript),
    /// We ended it on request.
    Cancelled,
    /// We ended it because it took too long.
    TimedOut(TimeLimit),
}

/// A script that Node runs: the CLI, or a package of the project.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program<'p> {
    /// The Node executable.
    pub(crate) node: &'p Path,
    /// A script that Node runs before.
    pub(crate) preload: Option<&'p Path>,
    /// The script.
    pub(crate) script: &'p Path,
    /// Its arguments.
    pub(crate) arguments: &'p [OsString],
    /// Its working directory.
    pub(crate) folder: &'p Path,
    /// The answer to the one question that it may ask. Without one its stdin is closed: with an open one it would wait for
    /// ever.
    pub(crate) answer: Option<&'static str>,
    /// How long it may take; once a function begins in it, that has a limit of its own.
    pub(crate) limit: TimeLimit,
}

/// Starts a program and waits for its end.
///
/// # Errors
/// When the process cannot be started.
pub(crate) async fn run(
    program: Program<'_>,
    environment: &Environment,
    limits: &Limits,
    cancelled: &mut watch::Receiver<bool>,
    observer: &mut Observer<'_>,
) -> io::Result<Ended> {
    if *cancelled.borrow() {
        return Ok(Ended::Cancelled);
    }
    let mut time_limit = Deadline::after(program.limit);
    let mut group = Group::spawn(program, environment)?;
    group.answer(program.answer).await;
    let mut stdout = Pipe::new(group.child.stdout().take(), limits.stdout);
    let mut stderr = Pipe::new(group.child.stderr().take(), limits.stderr);

    let mut ending: Option<Ended> = None;
    let mut status: Option<ExitStatus> = None;
    let mut silent_since = Instant::now();
    let mut told_silence = false;
    // What comes next in the ending: the kill after the request to terminate, or the end of waiting for the pipes.
    let mut patience: Option<Instant> = None;

    while status.is_none() || stdout.is_open() || stderr.is_open() {
        tokio::select! {
            () = requested(cancelled), if ending.is_none() && status.is_none() => {
                ending = Some(Ended::Cancelled);
                patience = Some(group.terminate(limits.grace));
            }
            () = at(time_limit.at), if ending.is_none() && status.is_none() => {
                ending = Some(Ended::TimedOut(time_limit.limit));
                patience = Some(group.terminate(limits.grace));
            }
            () = at(patience), if patience.is_some() => {
                if status.is_some() {
                    // A survivor holds the pipes; it does not hold us.
                    break;
                }
                group.kill();
                patience = None;
            }
            ended = group.child.wait(), if status.is_none() => {
                status = Some(ended?);
                patience = Some(Instant::now() + limits.drain);
            }
            open = stdout.read() => {
                let was_running = observer.is_running();
                stdout.take(open, |line| observer.stdout(line));
                if observer.is_running() && !was_running {
                    time_limit = Deadline::after(TimeLimit::Function(limits.function));
                }
                (silent_since, told_silence) = (Instant::now(), false);
            }
            open = stderr.read() => {
                stderr.take(open, |line| observer.stderr(line));
                (silent_since, told_silence) = (Instant::now(), false);
            }
            () = sleep_until(silent_since + limits.silence), if observer.is_running() && !told_silence && status.is_none() => {
                told_silence = true;
                observer.send(Event::Waiting(Silence { lasted: limits.silence, last: observer.last_call().cloned() }));
            }
        }
    }
    Ok(ending.unwrap_or_else(|| {
        let ((stdout, more_out), (stderr, more_err)) = (stdout.capture.into_text(), stderr.capture.into_text());
        let exit = status.map_or_else(Exit::default, exit);
        Ended::Exited(Transcript {
            stdout,
            stderr,
            truncated: more_out || more_err,
            exit,
        })
    }))
}

/// Resolves when the run is to be cancelled; never, if nobody can ask for it any more.
async fn requested(cancelled: &mut watch::Receiver<bool>) {
    if cancelled.wait_for(|cancelled| *cancelled).await.is_err() {
        std::future::pending().await
    }
}

async fn at(instant: Option<Instant>) {
    match instant {
        Some(instant) => sleep_until(instant).await,
        None => std::future::pending().await,
    }
}

struct Deadline {
    limit: TimeLimit,
    /// None if the clock does not go that far: who wants no limit sets a number of many digits.
    at: Option<Instant>,
}

impl Deadline {
    fn after(limit: TimeLimit) -> Self {
        let (TimeLimit::Compile(duration) | TimeLimit::Function(duration) | TimeLimit::Tests(duration)) = limit;
        Self {
            limit,
            at: Instant::now().checked_add(duration),
        }
    }
}

/// A process and everything it has started. Dropped, it is killed; if we are killed ourselves, its guard does it.
struct Group {
    child: Box<dyn ChildWrapper>,
    #[cfg(unix)]
    _guard: Option<Guard>,
}

impl Group {
    fn spawn(program: Program<'_>, environment: &Environment) -> io::Result<Self> {
        let mut command = CommandWrap::with_new(program.node, |command| {
            if let Some(preload) = program.preload {
                command.arg("--require").arg(preload);
            }
            command
                .arg(program.script)
                .args(program.arguments)
                .current_dir(program.folder);
            command.env_clear().envs(environment.for_cli());
            let stdin = if program.answer.is_some() {
                Stdio::piped()
            } else {
                Stdio::null()
            };
            command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
        });
        #[cfg(unix)]
        command.wrap(process_wrap::tokio::ProcessGroup::leader());
        #[cfg(windows)]
        command
            .wrap(process_wrap::tokio::CreationFlags(
                windows::Win32::System::Threading::CREATE_NO_WINDOW,
            ))
            .wrap(process_wrap::tokio::JobObject);
        command.wrap(process_wrap::tokio::KillOnDrop);
        #[cfg(unix)]
        {
            let mut guard = Guard::start()
                .inspect_err(|error| tracing::debug!(%error, "nobody will look after the CLI"))
                .ok();
            let child = command.spawn()?;
            if let (Some(guard), Some(group)) = (&mut guard, child.id()) {
                guard.watch(group);
            }
            Ok(Self { child, _guard: guard })
        }
        #[cfg(not(unix))]
        Ok(Self {
            child: command.spawn()?,
        })
    }

    /// Writes the answer to a question that may come, and closes stdin. Who asks nothing reads nothing, which is no error.
    async fn answer(&mut self, answer: Option<&str>) {
        if let (Some(answer), Some(mut stdin)) = (answer, self.child.stdin().take())
            && let Err(error) = stdin.write_all(answer.as_bytes()).await
        {
            tracing::trace!(%error, "the answer is not taken");
        }
    }

    /// Asks the group to end; returns when it is to be killed if it has not. Windows has no such request.
    fn terminate(&mut self, grace: Duration) -> Instant {
        #[cfg(unix)]
        let asked = self.child.signal(SIGTERM);
        #[cfg(windows)]
        let asked = self.child.start_kill();
        if let Err(error) = asked {
            tracing::debug!(%error, "the process group could not be signalled");
        }
        Instant::now() + grace
    }

    /// Kills the group. It fails when nothing of it is left, which is what is wanted.
    fn kill(&mut self) {
        if let Err(error) = self.child.start_kill() {
            tracing::trace!(%error, "nothing left to kill");
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The same number on every Unix that Rust supports.
#[cfg(unix)]
const SIGTERM: i32 = 15;

/// The reading end of a pipe, and what came through it.
struct Pipe<R> {
    reader: Option<R>,
    buffer: Box<[u8]>,
    capture: Capture,
}

const BUFFER: usize = 64 * 1024;

impl<R: AsyncRead + Unpin> Pipe<R> {
    fn new(reader: Option<R>, limit: usize) -> Self {
        Self {
            reader,
            buffer: vec![0; BUFFER].into(),
            capture: Capture::new(limit),
        }
    }

    fn is_open(&self) -> bool {
        self.reader.is_some()
    }

    /// The number of bytes that are now in the buffer; 0 at the end. Never, when it is closed. Safe to cancel.
    async fn read(&mut self) -> usize {
        match &mut self.reader {
            Some(reader) => reader.read(&mut self.buffer).await.unwrap_or(0),
            None => std::future::pending().await,
        }
    }

    fn take(&mut self, length: usize, tell: impl FnMut(&[u8])) {
        if length == 0 {
            self.reader = None;
        } else {
            self.capture.push(&self.buffer[..length], tell);
        }
    }
}

#[cfg(unix)]
fn exit(status: ExitStatus) -> Exit {
    use std::os::unix::process::ExitStatusExt as _;
    Exit {
        code: status.code(),
        signal: status.signal(),
    }
}

#[cfg(not(unix))]
fn exit(status: ExitStatus) -> Exit {
    Exit {
        code: status.code(),
        signal: None,
    }
}

//! Nothing of ours outlives us, not even when we are killed: then nothing of our own code runs any more, and somebody else
//! has to look after what we have started.
//!
//! On Unix that is a shell which waits at a pipe of ours. When we are gone, whatever the reason, the kernel closes the pipe, and
//! the shell kills the process group. Linux could send a signal by itself (`PR_SET_PDEATHSIG`), but only to the child and not
//! to what that has started, when a *thread* of ours ends, and only by code that runs between `fork` and `exec`, which cannot be
//! safe. A pipe has none of these limits and is the same on macOS.
//!
//! On Windows the job object does it: `KillOnDrop` beside `JobObject` makes it one with `JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE`, and
//! the system closes our handle of it with our process.

/// Looks after one process group.
#[cfg(unix)]
pub(crate) struct Guard {
    pipe: std::fs::File,
    /// The shell. Dropped, it is reaped by the runtime when it ends.
    _shell: tokio::process::Child,
}

/// Reads the number of the group, then waits for a line that says that the group has ended.
#[cfg(unix)]
const SCRIPT: &str = "trap '' HUP INT TERM; read -r group || exit; read -r ended || kill -s KILL -- \"-$group\"";

#[cfg(unix)]
impl Guard {
    /// Starts the shell, which does nothing yet. It has to be there before the group is, so that nothing is between them but a
    /// write.
    ///
    /// # Errors
    /// When there is no shell, or no more processes.
    pub(crate) fn start() -> std::io::Result<Self> {
        use std::process::Stdio;

        let mut shell = tokio::process::Command::new("/bin/sh");
        shell.args(["-c", SCRIPT]).current_dir("/").env_clear();
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // A signal to our group is not for it.
        shell.process_group(0);
        let mut shell = shell.spawn()?;
        let pipe = shell.stdin.take().ok_or(std::io::ErrorKind::BrokenPipe)?;
        Ok(Self {
            pipe: pipe.into_owned_fd()?.into(),
            _shell: shell,
        })
    }

    /// Has it look after this group.
    pub(crate) fn watch(&mut self, group: u32) {
        self.tell(&format!("{group}\n"));
    }

    fn tell(&mut self, line: &str) {
        use std::io::Write as _;

        // A pipe takes a few bytes at once.
        if let Err(error) = self.pipe.write_all(line.as_bytes()) {
            tracing::debug!(%error, "nobody looks after a process group");
        }
    }
}

#[cfg(unix)]
impl Drop for Guard {
    /// The group has ended, by itself or by our hand; its number may soon be another one's.
    fn drop(&mut self) {
        self.tell("ended\n");
    }
}

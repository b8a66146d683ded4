//! What a process costs: CPU time, wall time and memory, as the operating system counts them.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use crate::Result;

/// Of one process from its start to its end.
pub struct Usage {
    /// Seconds of user and system time, over all threads.
    pub cpu: f64,
    /// Seconds from the spawn to the end.
    pub wall: f64,
    /// The most memory it ever had resident, in MB.
    pub rss: f64,
}

impl Usage {
    /// Runs `program` to its end; its output goes nowhere. Exit code 1 is how `check` says that it found something.
    pub fn of(program: &Path, arguments: &[&OsStr]) -> Result<Usage> {
        let spawned = Instant::now();
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        let ended = child.wait4()?;
        let wall = spawned.elapsed().as_secs_f64();
        match ended.status.code() {
            Some(0 | 1) => Ok(Usage {
                cpu: (ended.rusage.utime + ended.rusage.stime).as_secs_f64(),
                wall,
                rss: ended.rusage.maxrss as f64 / 1e6,
            }),
            _ => Err(format!("{} {arguments:?}: {}", program.display(), ended.status).into()),
        }
    }
}

/// Of a process that still runs, as `/proc` of Linux tells it.
pub struct Running {
    /// Seconds of user and system time until now, over all threads; counted in ticks of 10 ms.
    pub cpu: f64,
    /// Memory resident now, in MB.
    pub rss: f64,
    /// The most memory it ever had resident, in MB.
    pub peak_rss: f64,
}

impl Running {
    /// Reads the state of the process `pid`.
    pub fn of(pid: u32) -> Result<Running> {
        /// `sysconf(_SC_CLK_TCK)`, which is 100 on every Linux that Rust runs on.
        const TICKS_PER_SECOND: f64 = 100.0;
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
        // The name of the program stands in parentheses and may hold blanks; `utime` and `stime` are fields 14 and 15.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |field: usize| fields.get(field - 3).and_then(|ticks| ticks.parse::<f64>().ok());
        let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
        let megabytes = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key))?;
            let kibibytes: f64 = line.trim_end_matches("kB").trim().parse().ok()?;
            Some(kibibytes * 1024.0 / 1e6)
        };
        let running = || {
            let cpu = (ticks(14)? + ticks(15)?) / TICKS_PER_SECOND;
            Some(Running {
                cpu,
                rss: megabytes("VmRSS:")?,
                peak_rss: megabytes("VmHWM:")?,
            })
        };
        running().ok_or_else(|| format!("/proc/{pid} is not as expected").into())
    }
}

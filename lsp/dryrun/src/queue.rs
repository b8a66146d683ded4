//! One run at a time for each root: the CLI rewrites `build/` in place, and a second one would read half a file.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::freshness::Stamp;
use crate::{Deploy, Dryrun, Kind, Test};

/// What is run: a queued run of the same function gives way to a newer one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    /// The whole project, compiled.
    Compile,
    /// One function, run.
    Function {
        integration: String,
        kind: Kind,
        name: String,
    },
    /// One function, sent to an environment, or what that would change.
    Deploy {
        integration: String,
        kind: Kind,
        name: String,
        environment: String,
    },
    /// One function, tested.
    Test {
        integration: String,
        kind: Kind,
        name: String,
    },
}

impl Key {
    /// The function that is asked for.
    pub(crate) fn of(request: &Dryrun) -> Self {
        Self::Function {
            integration: request.integration.clone(),
            kind: request.kind,
            name: request.name.clone(),
        }
    }

    /// The deployment that is asked for.
    pub(crate) fn of_deploy(deploy: &Deploy) -> Self {
        Self::Deploy {
            integration: deploy.integration.clone(),
            kind: deploy.kind,
            name: deploy.name.clone(),
            environment: deploy.environment.clone(),
        }
    }

    /// The test that is asked for.
    pub(crate) fn of_test(test: &Test) -> Self {
        Self::Test {
            integration: test.integration.clone(),
            kind: test.kind,
            name: test.name.clone(),
        }
    }
}

/// The queues of all roots. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queues {
    lanes: Arc<Mutex<HashMap<PathBuf, Lane>>>,
}

/// The queue of one root, and what is known of its build. A lane stays when it is empty: the stamp is worth keeping.
#[derive(Debug, Default)]
struct Lane {
    busy: bool,
    waiting: VecDeque<Waiter>,
    stamp: Option<Stamp>,
    /// Which functions ran as they should, and from which sources.
    validated: Vec<(Key, u64)>,
}

#[derive(Debug)]
struct Waiter {
    key: Key,
    turn: oneshot::Sender<Turn>,
}

/// A place in a queue, or the turn itself when nobody was there.
pub(crate) enum Place {
    /// It is our turn.
    Turn(Turn),
    /// It will be, unless a newer run takes the place: then the receiver ends without a turn.
    Queued(oneshot::Receiver<Turn>),
}

impl Queues {
    /// Takes a place in the queue of `root`. Places are taken in the order of the calls.
    pub(crate) fn enter(&self, root: &Path, key: Key) -> Place {
        let mut lanes = self.lock();
        let lane = lanes.entry(root.to_owned()).or_default();
        if !lane.busy {
            lane.busy = true;
            return Place::Turn(Turn {
                queues: self.clone(),
                root: root.to_owned(),
            });
        }
        let (turn, place) = oneshot::channel();
        match lane.waiting.iter_mut().find(|waiter| waiter.key == key) {
            // The older run loses its place: its sender is dropped.
            Some(waiter) => waiter.turn = turn,
            None => lane.waiting.push_back(Waiter { key, turn }),
        }
        Place::Queued(place)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, Lane>> {
        // No code that can panic runs under the lock.
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to run in a root, until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    queues: Queues,
    root: PathBuf,
}

impl Turn {
    /// What was seen at the last compile.
    pub(crate) fn stamp(&self) -> Option<Stamp> {
        self.queues.lock().get(&self.root).and_then(|lane| lane.stamp.clone())
    }

    /// Notes what was seen at a compile.
    pub(crate) fn set_stamp(&self, stamp: Stamp) {
        if let Some(lane) = self.queues.lock().get_mut(&self.root) {
            lane.stamp = Some(stamp);
        }
    }

    /// Whether the function ran as it should when the sources were these.
    pub(crate) fn is_validated(&self, key: &Key, sources: u64) -> bool {
        let lanes = self.queues.lock();
        let validated = lanes.get(&self.root).map(|lane| lane.validated.as_slice());
        validated
            .unwrap_or_default()
            .iter()
            .any(|(validated, digest)| validated == key && *digest == sources)
    }

    /// Notes from which sources the function ran as it should; none forgets that it ever did.
    pub(crate) fn set_validated(&self, key: Key, sources: Option<u64>) {
        if let Some(lane) = self.queues.lock().get_mut(&self.root) {
            lane.validated.retain(|(validated, _)| *validated != key);
            lane.validated.extend(sources.map(|sources| (key, sources)));
        }
    }
}

impl Drop for Turn {
    /// The next one that still waits gets its turn.
    fn drop(&mut self) {
        loop {
            let next = {
                let mut lanes = self.queues.lock();
                let Some(lane) = lanes.get_mut(&self.root) else { return };
                let next = lane.waiting.pop_front();
                lane.busy = next.is_some();
                next
            };
            let Some(waiter) = next else { return };
            match waiter.turn.send(Turn {
                queues: self.queues.clone(),
                root: self.root.clone(),
            }) {
                Ok(()) => return,
                // Cancelled while it waited. Its turn must not be passed on a second time by its own drop.
                Err(turn) => turn.forget(),
            }
        }
    }
}

impl Turn {
    fn forget(mut self) {
        self.root = PathBuf::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key::Function {
            integration: "crm".to_owned(),
            kind: Kind::Action,
            name: name.to_owned(),
        }
    }

    fn turn(place: Place) -> Turn {
        match place {
            Place::Turn(turn) => turn,
            Place::Queued(_) => panic!("it had to wait"),
        }
    }

    fn queued(place: Place) -> oneshot::Receiver<Turn> {
        match place {
            Place::Turn(_) => panic!("it did not have to wait"),
            Place::Queued(receiver) => receiver,
        }
    }

    #[test]
    fn turns_come_in_order_and_roots_do_not_wait_for_each_other() {
        let queues = Queues::default();
        let (a, b) = (Path::new("/a"), Path::new("/b"));
        let first = turn(queues.enter(a, key("x")));
        let mut second = queued(queues.enter(a, key("y")));
        let mut third = queued(queues.enter(a, key("z")));
        turn(queues.enter(b, key("x")));
        assert!(second.try_recv().is_err());
        drop(first);
        let second = second.try_recv().expect("its turn");
        assert!(third.try_recv().is_err());
        drop(second);
        drop(third.try_recv().expect("its turn"));
        turn(queues.enter(a, key("x")));
    }

    #[test]
    fn a_newer_run_takes_the_place_of_the_queued_one() {
        let queues = Queues::default();
        let root = Path::new("/a");
        let running = turn(queues.enter(root, key("x")));
        let mut old = queued(queues.enter(root, key("x")));
        let mut other = queued(queues.enter(root, key("y")));
        let mut new = queued(queues.enter(root, key("x")));
        assert_eq!(old.try_recv().unwrap_err(), oneshot::error::TryRecvError::Closed);
        drop(running);
        let new = new.try_recv().expect("the old one's place, before `y`");
        assert!(other.try_recv().is_err());
        drop(new);
        assert!(other.try_recv().is_ok());
    }

    #[test]
    fn who_went_away_is_skipped() {
        let queues = Queues::default();
        let root = Path::new("/a");
        let running = turn(queues.enter(root, key("x")));
        drop(queued(queues.enter(root, key("y"))));
        drop(queued(queues.enter(root, key("z"))));
        let mut last = queued(queues.enter(root, key("w")));
        drop(running);
        drop(last.try_recv().expect("its turn"));
        turn(queues.enter(root, key("x")));
    }
}

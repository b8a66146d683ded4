//! One state of two runs: where control is, what the variables hold, and what the server keeps.

mod windows;

use crate::graph::{Graph, Live, Node, Step};
use crate::value::{Kind, Value};

/// How the run before ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ended {
    /// There was none.
    Never,
    /// It came to its end.
    Normally,
    /// It failed or was interrupted, before any deletion.
    Stopped,
    /// It failed or was interrupted after `trackDeletesEnd`.
    StoppedAfterEnd,
}

/// A state, packed: it is compared and hashed as a whole.
#[derive(Debug, Clone)]
pub(crate) struct State {
    words: [u16; WORDS],
    /// Where the fields, the slots and the conditions begin, and where these end.
    layout: Layout,
}

#[derive(Debug, Clone, Copy)]
struct Layout {
    fields: u8,
    slots: u8,
    atoms: u8,
    end: u8,
}

/// Which flags of a state matter in a graph: states that differ in others are one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flags {
    run: u16,
    window: u16,
}

impl Flags {
    pub(crate) fn of(graph: &Graph) -> Flags {
        let judges = graph
            .nodes
            .iter()
            .any(|node| matches!(node.step, Step::Caught { judges: true, .. }));
        let mut unused = if judges { 0 } else { FETCH_FAILED | JUDGED };
        if !graph.tracks_deletions() {
            unused |= HAS_ENDED | HANDLING | AHEAD | GIVEN_UP;
            unused |= if graph.keeps_time() { 0 } else { FETCHED };
        }
        if graph.fields.is_empty() {
            unused |= FETCHED | AHEAD;
        }
        let is_resumed = graph.tracks_deletions() && !graph.fields.is_empty();
        Flags {
            run: !unused,
            window: if is_resumed { u16::MAX } else { !(PARTIAL | RESUMED) },
        }
    }
}

/// How much a state holds at most: a copy of it needs no memory of its own.
const WORDS: usize = 104;

const NODE: usize = 0;
const FLAGS: usize = 1;
const PENDING: usize = 2;
const WINDOWS: usize = 3;

const RUN: u16 = 0x0003;
const BEFORE: u16 = 0x000c;
const BEFORE_SHIFT: u32 = 2;
/// `trackDeletesEnd` was called in this run.
const HAS_ENDED: u16 = 0x0010;
/// Something was decided by the checkpoint in a way that is not understood.
const DOUBT: u16 = 0x0040;
/// A failure is being handled.
const HANDLING: u16 = 0x0200;
/// Records were saved in this run.
const SAVED: u16 = 0x0400;
/// The failure that is on its way is that of a request.
const FETCH_FAILED: u16 = 0x0800;
/// Something was requested, and no records were saved since.
const FETCHED: u16 = 0x1000;
/// The checkpoint says that it was saved, and it is not.
const AHEAD: u16 = 0x2000;
/// An answer was taken to mean that there is nothing.
const JUDGED: u16 = 0x4000;
/// What came after a failure was skipped.
const GIVEN_UP: u16 = 0x8000;
/// There is a checkpoint.
const LIVE: u16 = 0x0080;

const OPEN: u16 = 1;
const FRESH: u16 = 2;
const LOST: u16 = 4;
const MISSING: u16 = 8;
/// Records are kept in memory, to be saved later.
const HELD: u16 = 16;
/// The checkpoint says that they are saved.
const HELD_BEHIND: u16 = 32;
/// In the window of the time: it was saved in this run; and before the records that had been asked for.
const KEPT: u16 = 64;
const KEPT_AHEAD: u16 = 128;
/// A request for its records, or a batch of them, began behind the pages of an earlier run.
const PARTIAL: u16 = 256;
/// The request before was one for its records, and began there.
const RESUMED: u16 = 512;

impl State {
    /// The state in which the first run begins; none if there is too much to hold.
    pub(crate) fn first(graph: &Graph) -> Option<State> {
        // The last window is that of the time.
        let fields = WINDOWS + graph.models.len() + 1;
        let slots = fields + graph.fields.len();
        let atoms = slots + graph.slots.len();
        let end = atoms + graph.atoms.len();
        if end > WORDS {
            return None;
        }
        let mut state = State {
            words: [0; WORDS],
            layout: Layout {
                fields: fields as u8,
                slots: slots as u8,
                atoms: atoms as u8,
                end: end as u8,
            },
        };
        state.words[FLAGS] = 1;
        state.begin(graph);
        Some(state)
    }

    /// What there is of it.
    pub(super) fn words(&self) -> &[u16] {
        &self.words[..usize::from(self.layout.end)]
    }

    pub(super) fn set_words(&mut self, words: &[u16]) {
        self.words[..words.len()].copy_from_slice(words);
    }

    fn begin(&mut self, graph: &Graph) {
        self.set_node(graph.entry);
        for (slot, value) in graph.slots.iter().enumerate() {
            self.set_slot(slot as u16, *value);
        }
        let atoms = usize::from(self.layout.atoms);
        self.words[atoms..].fill(0);
        self.words[PENDING] = 0;
        if graph.keeps_time() {
            self.words[usize::from(self.layout.fields) - 1] = OPEN;
        }
        for model in graph.purged() {
            self.words[WINDOWS + usize::from(model)] = OPEN | FRESH;
        }
    }

    /// What the next run begins with.
    pub(crate) fn next_run(&self, graph: &Graph, ended: Ended) -> State {
        let mut next = self.clone();
        let before = match ended {
            Ended::Never => 0,
            Ended::Normally => 1,
            Ended::Stopped => 2,
            Ended::StoppedAfterEnd => 3,
        };
        next.words[FLAGS] = (self.run() + 1) | (before << BEFORE_SHIFT) | (self.words[FLAGS] & LIVE);
        let fields = usize::from(self.layout.fields);
        for window in &mut next.words[WINDOWS..fields] {
            // What was lost is mostly saved by the next run, which begins anew or where the checkpoint says.
            *window &= OPEN;
        }
        next.begin(graph);
        next
    }

    pub(crate) fn node(&self) -> Node {
        Node::from(self.words[NODE])
    }

    pub(crate) fn set_node(&mut self, node: Node) {
        self.words[NODE] = node as u16;
    }

    pub(crate) fn run(&self) -> u16 {
        self.words[FLAGS] & RUN
    }

    pub(crate) fn before(&self) -> Ended {
        match (self.words[FLAGS] & BEFORE) >> BEFORE_SHIFT {
            0 => Ended::Never,
            1 => Ended::Normally,
            2 => Ended::Stopped,
            _ => Ended::StoppedAfterEnd,
        }
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.words[FLAGS] & HAS_ENDED != 0
    }

    /// Takes note of a request or a batch that was made for records of these models, and whether it began behind the pages of an earlier
    /// run.
    pub(crate) fn request(&mut self, is_resumed: bool, is_fetch: bool, models: u8) {
        let resumed = if is_resumed { models } else { 0 };
        self.each_window(resumed, |window| {
            if *window & OPEN != 0 {
                *window |= PARTIAL;
            }
        });
        if is_fetch {
            self.each_window(u8::MAX, |window| *window &= !RESUMED);
            self.each_window(resumed & !self.time(), |window| *window |= RESUMED);
            self.set_flag(FETCHED, true);
            self.set_flag(AHEAD, false);
        }
    }

    /// Takes note that a request gave nothing, for the windows of these models that are open, and of the time.
    pub(crate) fn miss(&mut self, models: u8) {
        let time = if models == 0 { 0 } else { self.time() };
        self.each_window(models | time, |window| {
            if *window & OPEN != 0 {
                *window |= MISSING;
            }
        });
    }

    /// Takes note that records of a model are saved: what failed before them was not about them.
    pub(crate) fn saved(&mut self, model: u8) {
        self.words[FLAGS] |= SAVED;
        self.words[FLAGS] &= !(FETCHED | AHEAD);
        self.each_window(1 << model | self.time(), |window| {
            *window &= !(MISSING | HELD | HELD_BEHIND)
        });
    }

    /// Whether records were saved in this run.
    pub(crate) fn has_saved(&self) -> bool {
        self.words[FLAGS] & SAVED != 0
    }

    /// Takes note that the checkpoint was saved, and whether it says how far the run has come.
    pub(crate) fn get_ahead(&mut self, is_position: bool) {
        let is_ahead = is_position && self.words[FLAGS] & FETCHED != 0;
        self.set_flag(AHEAD, is_ahead);
        self.each_window(u8::MAX, |window| {
            if is_position && *window & HELD != 0 {
                *window |= HELD_BEHIND;
            }
        });
    }

    /// Whether the checkpoint stands behind what was saved.
    pub(crate) fn is_ahead(&self) -> bool {
        self.words[FLAGS] & AHEAD != 0
    }

    pub(crate) fn has_fetch_failed(&self) -> bool {
        self.words[FLAGS] & FETCH_FAILED != 0
    }

    pub(crate) fn set_fetch_failed(&mut self, has_failed: bool) {
        self.set_flag(FETCH_FAILED, has_failed);
    }

    pub(crate) fn is_judged(&self) -> bool {
        self.words[FLAGS] & JUDGED != 0
    }

    /// Takes note of an answer that was taken to mean that there is nothing: what it was about may well be gone.
    pub(crate) fn judge(&mut self) {
        self.words[FLAGS] |= JUDGED;
        self.set_pending(0);
        self.find_again(u8::MAX);
    }

    pub(crate) fn has_given_up(&self) -> bool {
        self.words[FLAGS] & GIVEN_UP != 0
    }

    pub(crate) fn give_up(&mut self) {
        self.words[FLAGS] |= GIVEN_UP;
    }

    pub(crate) fn is_handling(&self) -> bool {
        self.words[FLAGS] & HANDLING != 0
    }

    pub(crate) fn set_handling(&mut self, is_handling: bool) {
        self.set_flag(HANDLING, is_handling);
    }

    fn set_flag(&mut self, flag: u16, is_set: bool) {
        self.words[FLAGS] = self.words[FLAGS] & !flag | if is_set { flag } else { 0 };
    }

    pub(crate) fn is_in_doubt(&self) -> bool {
        self.words[FLAGS] & DOUBT != 0
    }

    pub(crate) fn set_in_doubt(&mut self, is_in_doubt: bool) {
        self.set_flag(DOUBT, is_in_doubt);
    }

    pub(crate) fn is_row_live(&self) -> bool {
        self.words[FLAGS] & LIVE != 0
    }

    pub(crate) fn clear_row(&mut self) {
        self.words[FLAGS] &= !LIVE;
        let (from, to) = (usize::from(self.layout.fields), usize::from(self.layout.slots));
        self.words[from..to].fill(0);
    }

    pub(crate) fn save_row(&mut self, values: impl Iterator<Item = (u8, Value)>) {
        self.clear_row();
        self.words[FLAGS] |= LIVE;
        let from = usize::from(self.layout.fields);
        let to = usize::from(self.layout.slots);
        // What is not saved is not there.
        self.words[from..to].fill(Value::UNDEFINED.raw());
        for (field, value) in values {
            self.words[from + usize::from(field)] = value.loaded().raw();
        }
    }

    /// A field of the checkpoint, as it is loaded.
    pub(crate) fn field(&self, field: u8) -> Value {
        match self.is_row_live() {
            true => Value::from_raw(self.words[usize::from(self.layout.fields) + usize::from(field)]).loaded(),
            false => Value::UNDEFINED.loaded(),
        }
    }

    /// The checkpoint, as it is loaded.
    pub(crate) fn row(&self) -> Value {
        let kind = if self.is_row_live() { Kind::Object } else { Kind::Null };
        Value::of(kind).loaded()
    }

    pub(crate) fn slot(&self, slot: u16) -> Value {
        Value::from_raw(self.words[usize::from(self.layout.slots) + usize::from(slot)])
    }

    pub(crate) fn set_slot(&mut self, slot: u16, value: Value) {
        self.words[usize::from(self.layout.slots) + usize::from(slot)] = value.raw();
    }

    pub(crate) fn atom(&self, atom: usize) -> Option<bool> {
        match self.words[usize::from(self.layout.atoms) + atom] {
            0 => None,
            word => Some(word == 1),
        }
    }

    pub(crate) fn set_atom(&mut self, atom: usize, outcome: Option<bool>) {
        let word = outcome.map_or(0, |outcome| if outcome { 1 } else { 2 });
        self.words[usize::from(self.layout.atoms) + atom] = word;
    }

    /// Forgets what does not matter any more.
    pub(crate) fn forget(&mut self, live: Live, flags: Flags) {
        self.words[FLAGS] &= flags.run;
        let fields = usize::from(self.layout.fields);
        for window in &mut self.words[WINDOWS..fields] {
            *window &= flags.window;
        }
        let (slots, atoms) = (usize::from(self.layout.slots), usize::from(self.layout.atoms));
        let end = usize::from(self.layout.end);
        let kept = |live: u64, at: usize| ((live >> at & 1) as u16).wrapping_neg();
        for (at, word) in self.words[slots..atoms].iter_mut().enumerate() {
            *word &= kept(live.slots, at);
        }
        for (at, word) in self.words[atoms..end].iter_mut().enumerate() {
            *word &= kept(live.atoms, at);
        }
    }

    /// The models whose records were not saved because of a failure that is on its way: bits.
    pub(crate) fn pending(&self) -> u8 {
        self.words[PENDING] as u8
    }

    pub(crate) fn set_pending(&mut self, models: u8) {
        self.words[PENDING] = u16::from(models);
    }

    /// Says which models the records are of that do not come because of it, as far as that is seen: bits.
    pub(crate) fn add_missed(&mut self, models: u8) {
        self.words[PENDING] |= u16::from(models) << 8;
    }

    /// Those models, and the time.
    pub(crate) fn missed(&self) -> u8 {
        match (self.words[PENDING] >> 8) as u8 {
            0 => 0,
            models => models | self.time(),
        }
    }

    pub(crate) fn add_pending(&mut self, models: u8) {
        self.words[PENDING] |= u16::from(models);
    }
}

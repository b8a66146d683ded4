//! The deletion windows of a state; and one that is not Nango's: of what a point in time stands for that is kept in the checkpoint.

use super::{
    FETCHED, FLAGS, FRESH, HAS_ENDED, HELD, HELD_BEHIND, KEPT, KEPT_AHEAD, LOST, MISSING, OPEN, PARTIAL, RESUMED,
    State, WINDOWS,
};
use crate::value::Value;

/// The deletion window of a model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) is_open: bool,
    /// Whether it was opened in this run.
    pub(crate) is_fresh: bool,
    /// Whether records were not saved that are there.
    pub(crate) is_lost: bool,
    /// Whether a request failed, and no records were saved since.
    pub(crate) is_missing: bool,
    /// Whether the checkpoint stands behind records that are kept in memory.
    pub(crate) is_held_behind: bool,
    /// Whether a request for its records, or a batch of them, began behind the pages of an earlier run.
    pub(crate) is_partial: bool,
}

impl State {
    /// Whether a window is open.
    pub(crate) fn is_tracking(&self) -> bool {
        let time = usize::from(self.layout.fields) - 1;
        self.words[WINDOWS..time].iter().any(|window| window & OPEN != 0)
    }

    /// Takes note that records of these models are kept in memory, where their window is open.
    pub(crate) fn hold(&mut self, models: u8) {
        self.each_window(models, |window| {
            if *window & OPEN != 0 {
                *window |= HELD;
            }
        });
    }

    /// Takes note that nothing is kept in memory.
    pub(crate) fn hold_nothing(&mut self) {
        self.each_window(u8::MAX, |window| *window &= !(HELD | HELD_BEHIND));
    }

    /// The window of what a point in time stands for, as if it were a model: its bit.
    pub(crate) fn time(&self) -> u8 {
        1 << (usize::from(self.layout.fields) - 1 - WINDOWS)
    }

    /// Takes note that a point in time was saved, which stands for all that is asked for with what was saved before.
    pub(crate) fn keep_time(&mut self) {
        let is_unsaved = self.words[FLAGS] & FETCHED != 0;
        let time = &mut self.words[usize::from(self.layout.fields) - 1];
        *time |= if is_unsaved { KEPT | KEPT_AHEAD } else { KEPT };
    }

    /// Whether a point in time was saved before.
    pub(crate) fn has_kept_time(&self) -> bool {
        self.words[usize::from(self.layout.fields) - 1] & KEPT != 0
    }

    /// Whether one was saved before the records that were asked for then.
    pub(crate) fn has_kept_time_ahead(&self) -> bool {
        self.words[usize::from(self.layout.fields) - 1] & KEPT_AHEAD != 0
    }

    /// Whether something failed in this run, and was not made up for.
    pub(crate) fn has_lost(&self) -> bool {
        self.words[usize::from(self.layout.fields) - 1] & (LOST | MISSING) != 0
    }

    pub(crate) fn window(&self, model: u8) -> Window {
        let word = self.words[WINDOWS + usize::from(model)];
        Window {
            is_open: word & OPEN != 0,
            is_fresh: word & FRESH != 0,
            is_lost: word & LOST != 0,
            is_missing: word & MISSING != 0,
            is_held_behind: word & HELD_BEHIND != 0,
            is_partial: word & PARTIAL != 0,
        }
    }

    /// Opens the window of a model; one that is open stays as it is.
    pub(crate) fn open(&mut self, model: u8) {
        let word = &mut self.words[WINDOWS + usize::from(model)];
        // What failed before was about something else.
        *word &= !MISSING;
        if *word & OPEN != 0 {
            return;
        }
        // What was requested before counts if its records are saved now: the request directly before.
        let is_partial = *word & RESUMED != 0;
        *word = *word & RESUMED | OPEN | FRESH | if is_partial { PARTIAL } else { 0 };
        let (slots, atoms) = (usize::from(self.layout.slots), usize::from(self.layout.atoms));
        for word in &mut self.words[slots..atoms] {
            *word = Value::from_raw(*word).as_context().raw();
        }
    }

    pub(crate) fn close(&mut self, model: u8) {
        self.words[WINDOWS + usize::from(model)] &= RESUMED;
        self.words[FLAGS] |= HAS_ENDED;
    }

    /// Says that records of these models were not saved, where their window is open.
    pub(crate) fn lose(&mut self, models: u8) {
        self.each_window(models, |window| {
            if *window & OPEN != 0 {
                *window |= LOST;
            }
        });
    }

    /// Says of what was lost that it was merely not saved yet.
    pub(crate) fn miss_instead(&mut self) {
        self.each_window(u8::MAX, |window| {
            if *window & LOST != 0 {
                *window = *window & !LOST | MISSING;
            }
        });
    }

    /// Takes that back.
    pub(crate) fn find_again(&mut self, models: u8) {
        self.each_window(models, |window| *window &= !(LOST | MISSING));
    }

    pub(super) fn each_window(&mut self, models: u8, change: impl Fn(&mut u16)) {
        let fields = usize::from(self.layout.fields);
        for (at, window) in self.words[WINDOWS..fields].iter_mut().enumerate() {
            if models & 1 << at != 0 {
                change(window);
            }
        }
    }
}

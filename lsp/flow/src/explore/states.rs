//! The states that control comes to, each once, and how it came there.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::{Edge, State};

/// States, by number. Their words stand one behind the other: most states are a few words.
#[derive(Debug)]
pub(crate) struct States {
    /// The state that all others are like, but for their words.
    first: State,
    words: Vec<u16>,
    /// The number of a state, by the hash of its words; by the next hash if another has that.
    numbers: FxHashMap<u64, u32>,
    /// The state before, and how it went on.
    origins: Vec<(u32, Edge)>,
}

impl States {
    pub(super) fn new(first: State) -> States {
        States {
            first,
            words: Vec::new(),
            numbers: FxHashMap::default(),
            origins: Vec::new(),
        }
    }

    pub(super) fn first(&self) -> &State {
        &self.first
    }

    pub(crate) fn len(&self) -> usize {
        self.origins.len()
    }

    /// The number of a state that is new; none if it is known.
    pub(super) fn add(&mut self, state: &State, origin: (u32, Edge)) -> Option<u32> {
        let mut hash = hash(state.words());
        let number = self.len() as u32;
        while let Some(known) = self.numbers.get(&hash) {
            if self.words_of(*known) == state.words() {
                return None;
            }
            hash = hash.wrapping_add(1);
        }
        self.numbers.insert(hash, number);
        self.words.extend_from_slice(state.words());
        self.origins.push(origin);
        Some(number)
    }

    pub(super) fn get(&self, number: u32) -> State {
        let mut state = self.first.clone();
        state.set_words(self.words_of(number));
        state
    }

    /// The state before, and how it went on.
    pub(super) fn origin(&self, number: u32) -> (u32, Edge) {
        self.origins[number as usize]
    }

    fn words_of(&self, number: u32) -> &[u16] {
        let width = self.first.words().len();
        let from = number as usize * width;
        &self.words[from..from + width]
    }
}

fn hash(words: &[u16]) -> u64 {
    let mut hasher = FxHasher::default();
    let mut chunks = words.chunks_exact(4);
    for chunk in &mut chunks {
        let word = chunk.iter().fold(0, |word, part| word << 16 | u64::from(*part));
        hasher.write_u64(word);
    }
    for word in chunks.remainder() {
        hasher.write_u16(*word);
    }
    hasher.finish()
}

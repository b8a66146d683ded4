//! One of many, also where a client has nothing but messages with buttons.

use tower_lsp::ls_types::MessageType;

use super::{choice, line};
use crate::lsp::ext::{InputParams, Offer, Pick, PickParams};
use crate::server::Server;

/// How many buttons a message has at most: more of them are cut off, or fill the screen.
const BUTTONS: usize = 6;
const SEARCH: &str = "Search…";
const MORE: &str = "More…";

/// Lets the user choose; which one it is. `None` when the user leaves.
pub(in crate::run) async fn pick(server: &Server, title: &str, offers: &[Offer]) -> Option<usize> {
    let features = server.snapshot().features;
    if features.pick {
        let params = PickParams {
            title: title.to_owned(),
            offers: offers.to_vec(),
        };
        let answer = server.client().send_request::<Pick>(params).await;
        return answer.ok()??.index.filter(|index| *index < offers.len());
    }
    let mut few = Few::new(offers);
    loop {
        let (shown, next) = few.shown(features.input);
        let buttons: Vec<_> = shown.iter().map(|index| button(&offers[*index])).collect();
        let mut buttons: Vec<_> = buttons.iter().map(String::as_str).collect();
        buttons.extend(next);
        let count = few.left.len();
        let title = match shown.len() {
            _ if next.is_none() => title.to_owned(),
            shown => format!("{title} ({shown} of {count})"),
        };
        let pressed = choice(server, MessageType::INFO, &title, &buttons).await?;
        match (shown.get(pressed), next) {
            (Some(index), _) => return Some(*index),
            (None, Some(SEARCH)) => {
                let question = InputParams {
                    title: format!("Search {count}"),
                    format: None,
                    placeholder: Some("a part of what is looked for".to_owned()),
                    value: None,
                };
                let text = line(server, question).await?;
                if !few.search(offers, &text) {
                    let message = format!("none of the {count} has `{text}`");
                    server.client().show_message(MessageType::INFO, message).await;
                }
            }
            _ => few.turn(),
        }
    }
}

/// Of many, those that are shown.
#[derive(Debug)]
struct Few {
    /// Those that were not searched away.
    left: Vec<usize>,
    /// The first that is shown.
    start: usize,
}

impl Few {
    fn new(offers: &[Offer]) -> Self {
        Self {
            left: (0..offers.len()).collect(),
            start: 0,
        }
    }

    /// What is shown now, and the button that leads to the others.
    fn shown(&self, can_search: bool) -> (&[usize], Option<&'static str>) {
        if self.left.len() <= BUTTONS {
            return (&self.left, None);
        }
        let end = self.left.len().min(self.start + BUTTONS - 1);
        (
            &self.left[self.start..end],
            Some(if can_search { SEARCH } else { MORE }),
        )
    }

    /// Keeps those that have the text, all of them if none has it; whether there were any.
    fn search(&mut self, offers: &[Offer], text: &str) -> bool {
        let text = text.to_lowercase();
        let has = |index: &usize| button(&offers[*index]).to_lowercase().contains(&text);
        let found: Vec<_> = self.left.iter().copied().filter(has).collect();
        let is_found = !found.is_empty();
        self.left = if is_found { found } else { (0..offers.len()).collect() };
        is_found
    }

    /// Goes on to the next, and behind the last to the first.
    fn turn(&mut self) {
        self.start += BUTTONS - 1;
        if self.start >= self.left.len() {
            self.start = 0;
        }
    }
}

fn button(offer: &Offer) -> String {
    match offer.description.is_empty() {
        true => offer.label.clone(),
        false => format!("{} · {}", offer.label, offer.description),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers(count: usize) -> Vec<Offer> {
        let offer = |n| Offer {
            label: format!("c{n}"),
            description: if n % 100 == 7 { "Ada".to_owned() } else { String::new() },
        };
        (0..count).map(offer).collect()
    }

    #[test]
    fn a_few_are_shown_at_once() {
        let few = offers(6);
        assert_eq!(Few::new(&few).shown(true), (&[0, 1, 2, 3, 4, 5][..], None));
    }

    #[test]
    fn many_are_searched() {
        let many = offers(500);
        let mut few = Few::new(&many);
        assert_eq!(few.shown(true), (&[0, 1, 2, 3, 4][..], Some(SEARCH)));
        assert!(few.search(&many, "c1"));
        assert_eq!(few.left.len(), 111);
        assert!(few.search(&many, "ADA"));
        assert_eq!(few.shown(true), (&[107][..], None));
        assert!(!few.search(&many, "nobody"));
        assert_eq!(few.left.len(), 500);
    }

    #[test]
    fn without_a_search_all_of_them_come_in_turn() {
        let some = offers(12);
        let mut few = Few::new(&some);
        let mut seen: Vec<usize> = Vec::new();
        for _ in 0..3 {
            seen.extend(few.shown(false).0);
            few.turn();
        }
        assert_eq!(seen, (0..12).collect::<Vec<_>>());
        assert_eq!(few.shown(false), (&[0, 1, 2, 3, 4][..], Some(MORE)));
    }
}

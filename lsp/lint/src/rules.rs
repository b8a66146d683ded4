//! The list of rules. A new one is a file in its group, a `mod` line and a line of the list there.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::rule::Rule;

pub(crate) mod act;
pub(crate) mod r#await;
pub(crate) mod ck;
pub(crate) mod cli;
pub(crate) mod config;
pub(crate) mod def;
pub(crate) mod del;
pub(crate) mod ep;
pub(crate) mod evt;
pub(crate) mod fixture;
pub(crate) mod freq;
pub(crate) mod fs;
pub(crate) mod imp;
pub(crate) mod index;
pub(crate) mod merge;
pub(crate) mod meta;
pub(crate) mod model;
pub(crate) mod page;
pub(crate) mod proj;
pub(crate) mod rec;
pub(crate) mod req;
pub(crate) mod rt;
pub(crate) mod style;
pub(crate) mod suppression;
pub(crate) mod sync;
pub(crate) mod test;
pub(crate) mod wh;
pub(crate) mod zod;

/// All rules, group by group.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        proj::RULES,
        index::RULES,
        def::RULES,
        fs::RULES,
        r#await::RULES,
        imp::RULES,
        req::RULES,
        page::RULES,
        rec::RULES,
        del::RULES,
        merge::RULES,
        rt::RULES,
        style::RULES,
        cli::RULES,
        freq::RULES,
        wh::RULES,
        sync::RULES,
        model::RULES,
        zod::RULES,
        ck::RULES,
        meta::RULES,
        act::RULES,
        evt::RULES,
        ep::RULES,
        fixture::RULES,
        test::RULES,
        suppression::RULES,
        config::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The rule of this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    static BY_ID: OnceLock<FxHashMap<&str, &Rule>> = OnceLock::new();
    BY_ID
        .get_or_init(|| all().map(|rule| (rule.id, rule)).collect())
        .get(id)
        .copied()
}

#[cfg(test)]
mod tests;

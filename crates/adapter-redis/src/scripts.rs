//! What Redis does at a stroke.

use deadpool_redis::redis::{Pipeline, Script};

/// The scripts, known to Redis by their digests.
pub(crate) struct Scripts {
    pub(crate) take: Script,
    pub(crate) fill: Script,
    pub(crate) change: Script,
    pub(crate) calls: Script,
    pub(crate) list: Script,
}

const TAKE: &str = include_str!("scripts/take.lua");
const FILL: &str = include_str!("scripts/fill.lua");
const CHANGE: &str = include_str!("scripts/change.lua");
const CALLS: &str = include_str!("scripts/calls.lua");
const LIST: &str = include_str!("scripts/list.lua");

impl Scripts {
    pub(crate) fn new() -> Self {
        Self {
            take: Script::new(TAKE),
            fill: Script::new(FILL),
            change: Script::new(CHANGE),
            calls: Script::new(CALLS),
            list: Script::new(LIST),
        }
    }

    /// Makes all of them known to a Redis.
    pub(crate) fn load() -> Pipeline {
        let mut pipe = Pipeline::new();
        for code in [TAKE, FILL, CHANGE, CALLS, LIST] {
            pipe.cmd("SCRIPT").arg("LOAD").arg(code).ignore();
        }
        pipe
    }
}

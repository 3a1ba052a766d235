//! How long people waited.

use super::Handed;

/// How long people waited, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// How many times were measured.
    pub count: u32,
    /// Half of them took no longer.
    pub typical: i64,
    /// Nine in ten took no longer.
    pub slow: i64,
}

impl Wait {
    pub(super) fn of(mut seconds: Vec<i64>) -> Option<Self> {
        seconds.sort_unstable();
        // The smallest time that enough of them do not exceed: one of those that happened, not between two.
        let at = |share: usize| seconds.get((seconds.len() * share).div_ceil(10).saturating_sub(1));
        Some(Self {
            count: u32::try_from(seconds.len()).unwrap_or(u32::MAX),
            typical: *at(5)?,
            slow: *at(9)?,
        })
    }
}

pub(super) fn waited<'a>(
    handed: impl IntoIterator<Item = &'a Handed>,
    seconds: impl Fn(&Handed) -> Option<i64>,
) -> Option<Wait> {
    Wait::of(handed.into_iter().filter_map(seconds).collect())
}

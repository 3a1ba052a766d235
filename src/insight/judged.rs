//! What the team said of handoffs, counted.

use super::Handed;
use crate::conversation::Verdict;

/// How often each verdict was said. Who says nothing is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdicts([u32; Verdict::ALL.len()]);

impl Verdicts {
    pub(super) fn of<'a>(handed: impl IntoIterator<Item = &'a Handed>) -> Self {
        let mut said = Self::default();
        for verdict in handed.into_iter().filter_map(|one| one.verdict) {
            for (known, count) in Verdict::ALL.iter().zip(&mut said.0) {
                *count += u32::from(*known == verdict);
            }
        }
        said
    }

    /// Each verdict with how often it was said, in the order in which they are offered.
    pub fn each(&self) -> impl Iterator<Item = (Verdict, u32)> + use<> {
        Verdict::ALL.into_iter().zip(self.0)
    }

    /// How often one was said.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> u32 {
        let found = self.each().find(|(known, _)| *known == verdict);
        found.map_or(0, |(_, count)| count)
    }

    /// How many handoffs somebody judged.
    #[must_use]
    pub fn judged(&self) -> u32 {
        self.0.iter().sum()
    }
}

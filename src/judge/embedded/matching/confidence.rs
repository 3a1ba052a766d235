//! How signs of a fit become a probability. The weights were chosen on development rows, see docs/accuracy.md.

use crate::judge::embedded::frustration::logistic;

/// Everything that speaks for a text being about a profile.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// The table of vectors knows English alone; in other languages only shared words count.
    pub(super) is_english: bool,
    /// Cosines with the description as a whole and with its nearest clause.
    pub(super) whole: f32,
    pub(super) clause: f32,
    /// How many clauses the description has, at least one.
    pub(super) clauses: f32,
    /// Cosines with the middle of the examples and with the nearest one.
    pub(super) examples: Option<(f32, f32)>,
    /// How likely it is this profile and no other of its group.
    pub(super) learned: Option<f32>,
    /// How much of the text the profile's words cover: of all words, of the telling ones.
    pub(super) of_all: f32,
    pub(super) of_telling: f32,
}

/// A straight line in log-odds.
struct Line {
    slope: f32,
    boundary: f32,
}

const DESCRIBED: Line = Line {
    slope: 6.0,
    boundary: 0.52,
};
const EXEMPLIFIED: Line = Line {
    slope: 4.0,
    boundary: 1.12,
};
const LEARNED: Line = Line {
    slope: 3.2,
    boundary: 1.68,
};
/// A list of many subjects is less like each of them than a description of one is: so much for each power of e beyond a few.
const LISTED: f32 = 0.12;
const FEW: f32 = 3.0;
/// In other languages than English.
const FOREIGN: Line = Line {
    slope: 5.0,
    boundary: 0.45,
};

impl Fit {
    /// 0…1; from 0.5 on the text is about the profile.
    pub(super) fn probability(self) -> f64 {
        let described = 0.3 * self.of_all + 0.2 * self.of_telling;
        let listed = LISTED * (self.clauses / FEW).max(1.0).ln();
        let (line, sum) = match (self.is_english, self.examples) {
            (false, _) => {
                let learned = self.learned.unwrap_or(0.0);
                (FOREIGN, 2.0 * described + 0.2 * learned)
            }
            (true, None) => {
                let meant = 0.7 * self.whole + 0.3 * self.clause;
                (DESCRIBED, meant + described + listed)
            }
            (true, Some((middle, nearest))) => {
                let meant = 0.7 * middle + 0.7 * nearest + 0.4 * self.clause;
                let covered = 0.2 * self.of_all + 0.8 * self.of_telling;
                let sum = meant + covered + listed;
                match self.learned {
                    Some(learned) => (LEARNED, sum + learned),
                    None => (EXEMPLIFIED, sum),
                }
            }
        };
        let odds = line.slope * (sum - line.boundary);
        (logistic(f64::from(odds)) * 1_000_000.0).round() / 1_000_000.0
    }
}

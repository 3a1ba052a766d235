//! Where no subject is sure by itself, but one of the best three very likely is: those may be offered to choose from.

use super::Match;

/// From here on a text is about something by itself.
const SURE: f64 = 0.5;
/// How likely it must be that one of the three is right. From this figure on it is one of them in three of four
/// cases, see docs/accuracy.md.
const TOGETHER: f64 = 0.5;

/// The three best of `matches`, best first, where none is sure by itself and the three are together.
///
/// ```
/// use handoff::judge::{Match, one_of_three};
/// let matches: Vec<Match> = [("Billing", 0.4), ("Orders", 0.3), ("Garden", 0.01), ("Returns", 0.2)]
///     .map(|(name, score)| Match { key: name.into(), name: name.into(), score, evidence: None })
///     .into();
/// let offered = one_of_three(&matches).unwrap().map(|found| found.name.to_string());
/// assert_eq!(offered, ["Billing", "Orders", "Returns"]);
/// assert!(one_of_three(&matches[..2]).is_none(), "two are not three");
/// ```
#[must_use]
pub fn one_of_three(matches: &[Match]) -> Option<[&Match; 3]> {
    let mut ranked: Vec<&Match> = matches.iter().collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    let best: [&Match; 3] = ranked.get(..3)?.try_into().ok()?;
    let none = best.iter().map(|found| 1.0 - found.score).product::<f64>();
    (best[0].score < SURE && 1.0 - none >= TOGETHER).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(scores: &[f64]) -> bool {
        let matches: Vec<Match> = scores
            .iter()
            .map(|score| Match {
                key: "x".into(),
                name: "x".into(),
                score: *score,
                evidence: None,
            })
            .collect();
        one_of_three(&matches).is_some()
    }

    #[test]
    fn what_is_sure_by_itself_and_what_is_hopeless_is_not_offered() {
        assert!(offered(&[0.4, 0.3, 0.1, 0.0]));
        assert!(!offered(&[0.5, 0.4, 0.3]), "the first is sure");
        assert!(!offered(&[0.1, 0.1, 0.1, 0.1, 0.1]), "none is likely");
        assert!(!offered(&[]));
    }
}

//! What a model claims, and the words it claims it from.

use serde::Deserialize;

/// The longest quote that is kept, in characters. Longer ones are no evidence but the message over again.
const QUOTE_MAX: usize = 300;

/// A probability with the customer's exact words for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claim {
    /// 0…1.
    pub probability: f64,
    /// Words of the customer's last message, exactly as they stand there.
    pub quote: Option<String>,
}

/// A claim as it arrives.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClaim {
    probability: f64,
    quote: Option<String>,
}

impl RawClaim {
    pub(super) fn new(probability: f64, quote: Option<String>) -> Self {
        Self { probability, quote }
    }

    /// The claim with its number in range and its quote only if the customer wrote it.
    pub(super) fn checked(self, said: &str) -> Claim {
        Claim {
            probability: self.probability.clamp(0.0, 1.0),
            quote: self.quote.and_then(|quote| found_in(said, &quote)),
        }
    }
}

impl Claim {
    /// Whether it is to be heard: to say yes takes words of the customer, to say no does not.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        self.probability < 0.5 || self.quote.is_some()
    }
}

/// The place in `said` that `quote` was copied from, as it stands there. Capitals may differ, words may not.
fn found_in(said: &str, quote: &str) -> Option<String> {
    let quote = quote.trim_matches(|c: char| c.is_whitespace() || "\"“”„«»…".contains(c));
    let length = quote.chars().count();
    if quote.chars().filter(|c| c.is_alphanumeric()).count() < 2 || length > QUOTE_MAX {
        return None;
    }
    let is_same = |at: &usize| {
        said.get(*at..at + quote.len())
            .is_some_and(|here| here.eq_ignore_ascii_case(quote))
    };
    let at = said.char_indices().map(|(at, _)| at).find(is_same)?;
    Some(said[at..at + quote.len()].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_customer_wrote_is_a_quote() {
        let said = "Ich möchte mit einem MENSCHEN sprechen!";
        let quoted = |quote: &str| found_in(said, quote);
        assert_eq!(
            quoted("“menschen sprechen”").as_deref(),
            Some("MENSCHEN sprechen")
        );
        assert_eq!(quoted("möchte mit").as_deref(), Some("möchte mit"));
        for invented in ["a person", "", "!", "“”", "sprechen!!", "m"] {
            assert_eq!(quoted(invented), None, "{invented}");
        }
    }

    #[test]
    fn a_yes_needs_words_and_a_no_does_not() {
        let claim = |probability, quote: Option<&str>| Claim {
            probability,
            quote: quote.map(str::to_owned),
        };
        assert!(claim(0.1, None).is_heard() && claim(0.9, Some("help")).is_heard());
        assert!(!claim(0.5, None).is_heard());
    }
}

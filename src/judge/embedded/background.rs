//! How rare a word is in ordinary English sentences: the weight of words that no profile has told us about.

use std::sync::LazyLock;

use crate::judge::quick_map::QuickMap;

/// The rarity of a word that the list does not have: ln of one sentence in some 25,000.
const RARE: f64 = 10.1;

static RARITY: LazyLock<QuickMap<f64>> = LazyLock::new(|| {
    let lines = include_str!("background.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(word, rarity)| Some((word, rarity.parse().ok()?)))
        .collect()
});

/// ln(sentences / sentences with the word): 0.9 for "i", 5.4 for "refund", 10.1 for a word that is not in the list.
pub(crate) fn rarity(word: &str) -> f64 {
    RARITY.get(word).copied().unwrap_or(RARE)
}

/// Whether this is a word people often write, and so not another one misspelt.
pub(crate) fn is_ordinary(word: &str) -> bool {
    RARITY.contains_key(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more() {
        assert!(rarity("the") < rarity("account"));
        assert!(rarity("account") < rarity("refund"));
        assert!(rarity("refund") < rarity("zyxt"));
        assert!(is_ordinary("walk") && !is_ordinary("hunan"));
    }
}

//! How rare a word is in ordinary English sentences: the weight of words that no profile has told us about.

use std::sync::LazyLock;

use crate::judge::quick_map::QuickMap;
use crate::judge::text::stem;

/// The rarity of a word that the list does not have: ln of one sentence in some 25,000.
const RARE: f64 = 10.1;
const RARE_STEM: f32 = 10.1;

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

/// Of all words that share a stem, how rare the most usual is.
static STEM_RARITY: LazyLock<QuickMap<f32>> = LazyLock::new(|| {
    let mut found: QuickMap<f32> = QuickMap::default();
    for line in include_str!("background.txt").lines() {
        let read = line.split_once(' ').and_then(|(word, rarity)| {
            let rarity: f32 = rarity.parse().ok()?;
            Some((stem(word), rarity))
        });
        if let Some((stem, rarity)) = read {
            let usual = found.entry(stem).or_insert(rarity);
            *usual = usual.min(rarity);
        }
    }
    found
});

/// The [`rarity`] of a stem: that of its most usual form.
pub(crate) fn stem_rarity(stem: &str) -> f32 {
    STEM_RARITY.get(stem).copied().unwrap_or(RARE_STEM)
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

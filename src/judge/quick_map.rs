//! A map from known words that is quick to ask. Its keys are in the program, so nobody can choose them to make it slow.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// From words that are part of the program to what is known of them.
pub(crate) type QuickMap<V> = HashMap<&'static str, V, BuildHasherDefault<WordHasher>>;

/// Eight bytes at a time: fold in, multiply, turn.
#[derive(Debug, Default, Clone)]
pub(crate) struct WordHasher(u64);

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl WordHasher {
    fn fold_in(&mut self, piece: u64) {
        self.0 = (self.0.rotate_left(23) ^ piece).wrapping_mul(MULTIPLIER);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for piece in whole {
            self.fold_in(u64::from_le_bytes(*piece));
        }
        if !rest.is_empty() {
            let piece = rest
                .iter()
                .rev()
                .fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
            self.fold_in(piece);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.fold_in(u64::from(byte));
    }

    // The low bits of a product are the weak ones.
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_alike_are_told_apart() {
        let words = [
            "agent",
            "agents",
            "agnet",
            "a",
            "",
            "representative",
            "representatives",
        ];
        let map: QuickMap<usize> = words
            .iter()
            .enumerate()
            .map(|(n, word)| (*word, n))
            .collect();
        for (n, word) in words.iter().enumerate() {
            assert_eq!(map.get(word), Some(&n), "{word}");
        }
        assert_eq!(map.get("ag"), None);
    }
}

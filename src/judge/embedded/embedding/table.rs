//! The table of vectors, in the binary, as `tools/distill/make_table.py` wrote it. Numbers are read where they lie; only the index of
//! pieces is built, once.
//!
//! Layout, little-endian: `HTT1`, then four u32: pieces, dimensions, pairs, bytes of spelling; a scale (f32) for each row; the rows (i8),
//! pieces before pairs; the spellings, each a length (u8) and UTF-8; the pairs, each two u16, sorted.

use std::sync::LazyLock;

pub(crate) const DIMENSIONS: usize = 128;
const MAGIC: &[u8] = b"HTT1";
/// More than twice the pieces, a power of two: most look-ups end at the first slot.
const SLOTS: usize = 1 << 16;
const EMPTY: u16 = u16::MAX;

static BYTES: &[u8] = include_bytes!("table.bin");

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::parse(BYTES).unwrap_or_default());

#[derive(Debug, Default)]
pub(super) struct Table {
    rows: &'static [[u8; DIMENSIONS]],
    scales: &'static [[u8; 4]],
    /// The two pieces of each pair, sorted; the first pair's row comes after the last piece's.
    pairs: &'static [[u8; 4]],
    spellings: &'static [u8],
    /// Where each piece's spelling begins, and where the last ends.
    starts: Vec<u32>,
    slots: Vec<u16>,
    pieces: usize,
    pub(super) longest: usize,
}

impl Table {
    pub(super) fn built_in() -> &'static Self {
        &TABLE
    }

    fn parse(bytes: &'static [u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(MAGIC)?;
        let (counts, bytes) = bytes.split_at_checked(16)?;
        let counts: Vec<usize> = counts
            .as_chunks::<4>()
            .0
            .iter()
            .map(|count| usize::try_from(u32::from_le_bytes(*count)).ok())
            .collect::<Option<_>>()?;
        let [pieces, dimensions, pairs, spelled] = counts[..] else {
            return None;
        };
        if dimensions != DIMENSIONS || pieces * 2 > SLOTS {
            return None;
        }
        let rows = pieces + pairs;
        let (scales, bytes) = bytes.split_at_checked(rows * 4)?;
        let (numbers, bytes) = bytes.split_at_checked(rows * DIMENSIONS)?;
        let (spellings, bytes) = bytes.split_at_checked(spelled)?;
        let mut table = Self {
            rows: numbers.as_chunks().0,
            scales: scales.as_chunks().0,
            pairs: bytes.get(..pairs * 4)?.as_chunks().0,
            spellings,
            starts: Vec::with_capacity(pieces),
            slots: vec![EMPTY; SLOTS],
            pieces,
            longest: 0,
        };
        table.index()?;
        Some(table)
    }

    /// Puts each piece where its hash says, or in the next free slot.
    fn index(&mut self) -> Option<()> {
        let mut at = 0;
        for piece in 0..self.pieces {
            self.starts.push(u32::try_from(at).ok()?);
            let length = usize::from(*self.spellings.get(at)?);
            let spelling = self.spellings.get(at + 1..at + 1 + length)?;
            self.longest = self.longest.max(length);
            let mut slot = slot_of(hash(FIRST, spelling));
            while self.slots[slot] != EMPTY {
                slot = (slot + 1) % SLOTS;
            }
            self.slots[slot] = u16::try_from(piece).ok()?;
            at += 1 + length;
        }
        Some(())
    }

    /// The row of the piece spelled `prefix` and `rest`, whose [`hash`] is given.
    pub(super) fn piece(&self, hash: u32, prefix: &[u8], rest: &[u8]) -> Option<u16> {
        let mut slot = slot_of(hash);
        loop {
            let piece = *self.slots.get(slot)?;
            if piece == EMPTY {
                return None;
            }
            let spelling = self.spelling(piece);
            if spelling.strip_prefix(prefix) == Some(rest) {
                return Some(piece);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    pub(super) fn spelling(&self, piece: u16) -> &'static [u8] {
        let at = self.starts[usize::from(piece)] as usize;
        let length = usize::from(self.spellings[at]);
        &self.spellings[at + 1..at + 1 + length]
    }

    pub(super) fn add_piece(&self, piece: u16, sum: &mut [f32; DIMENSIONS]) {
        self.add_row(usize::from(piece), sum);
    }

    /// Adds what the two mean together beyond what each means alone, if they are one of the pairs.
    pub(super) fn add_pair(&self, first: u16, second: u16, sum: &mut [f32; DIMENSIONS]) {
        let wanted = (first, second);
        let found = self.pairs.binary_search_by(|[a, b, c, d]| {
            let pair = (u16::from_le_bytes([*a, *b]), u16::from_le_bytes([*c, *d]));
            pair.cmp(&wanted)
        });
        if let Ok(pair) = found {
            self.add_row(self.pieces + pair, sum);
        }
    }

    fn add_row(&self, row: usize, sum: &mut [f32; DIMENSIONS]) {
        let scale = f32::from_le_bytes(self.scales[row]);
        for (sum, value) in sum.iter_mut().zip(&self.rows[row]) {
            *sum += scale * f32::from(value.cast_signed());
        }
    }
}

/// Where the hash of a spelling starts.
pub(super) const FIRST: u32 = 0x811c_9dc5;

/// FNV-1a, which can go on from where it was: the hash of a longer spelling costs one more byte.
pub(super) fn hash(from: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(from, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

fn slot_of(hash: u32) -> usize {
    ((hash >> 16) ^ hash) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};
    use std::cmp::Ordering;

    /// Of the table that `tools/distill` made, as its README records.
    const SHA256: &str = "4043fbad2174d029dcf40f4621a273f2c032b4d3e678656572490ed72461d662";

    #[test]
    fn the_table_is_the_one_that_was_made() {
        let found = Sha256::digest(BYTES);
        let wanted = SHA256.as_bytes().chunks(2);
        let wanted = wanted
            .map(|digits| u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap());
        assert!(found.iter().copied().eq(wanted));
        assert!(include_str!("../../../../tools/distill/README.md").contains(SHA256));
    }

    #[test]
    fn every_piece_is_found_by_its_spelling() {
        let table = Table::parse(BYTES).unwrap();
        assert!(table.pieces > 25_000 && table.pairs.len() == 10_000);
        for piece in 0..u16::try_from(table.pieces).unwrap() {
            let spelling = table.spelling(piece);
            assert_eq!(
                table.piece(hash(FIRST, spelling), b"", spelling),
                Some(piece)
            );
        }
        assert_eq!(table.piece(hash(FIRST, b"qqqqq"), b"", b"qqqqq"), None);
        assert!(table.pairs.is_sorted_by(|a, b| {
            let key = |pair: &[u8; 4]| {
                (
                    u16::from_le_bytes([pair[0], pair[1]]),
                    u16::from_le_bytes([pair[2], pair[3]]),
                )
            };
            key(a).cmp(&key(b)) == Ordering::Less
        }));
    }

    #[test]
    fn a_damaged_table_is_no_table() {
        assert!(Table::parse(&BYTES[..BYTES.len() / 2]).is_none());
        assert!(Table::parse(b"HTT1").is_none() && Table::parse(b"").is_none());
    }
}

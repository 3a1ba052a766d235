//! The entries of the fuzz targets, with a bounded number of generated texts: any bytes, and words that the
//! readers know in any order.

#[path = "../fuzz/entries.rs"]
mod entries;

use proptest::prelude::*;

/// Words and marks that open, close and join what the readers look for.
const KNOWN: [&str; 24] = [
    "hand over",
    "when",
    "the customer",
    "asks for a person",
    "try to",
    "resolve",
    "twice",
    "first",
    "always",
    "never",
    "refunds",
    "and",
    "or",
    ",",
    ".",
    "\n",
    "“",
    "”",
    "Gold card",
    "NOT",
    "!!!",
    "é",
    "नहीं",
    "😀",
];

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::collection::vec(prop::sample::select(KNOWN.to_vec()), 0..24);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        ".{0,120}".prop_map(String::into_bytes),
        words.prop_map(|words| words.join(" ").into_bytes()),
        prop::collection::vec(prop::sample::select(KNOWN.to_vec()), 0..24)
            .prop_map(|words| words.concat().into_bytes()),
    ]
}

proptest! {
    #[test]
    fn any_message_can_be_read(bytes in any_bytes()) {
        entries::read(&bytes);
    }

    #[test]
    fn any_when_to_use_can_be_understood(bytes in any_bytes()) {
        entries::understand_bytes(&bytes);
    }
}

//! A message of any bytes.
#![no_main]

#[path = "../entries.rs"]
#[expect(dead_code, reason = "the other entry is the other target's")]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::read(bytes));

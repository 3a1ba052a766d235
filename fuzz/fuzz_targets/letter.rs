//! A letter of any bytes.
#![no_main]

#[path = "../entries.rs"]
#[expect(dead_code, reason = "the other entries are the other targets'")]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::letter(bytes));

//! The rules the compiler cannot see: who may import whom, sizes, names, and words.
//!
//! Each rule is a function from the files of the tree to its faults, a test that the tree has none,
//! and a test that a small wrong example is noticed. `STYLE.md` gives the reasons.

mod folders;
mod imports;
mod markup;
mod rust_code;
mod sizes;
mod tree;
mod words;

//! WHAT AN ADMIN WRITES: the rules of handing over. Here: the free text "When to use".

pub mod when_to_use;

//! WHAT AN ADMIN WRITES: the rules of handing over. Here: the free text "When to use".

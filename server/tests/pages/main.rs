//! The pages through the real router, as a browser without a script meets them.

mod browser;
mod door;
mod people;
mod settings;

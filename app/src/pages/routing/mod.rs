//! Who gets it: by what a conversation is about, how each queue shares out, and whose turn it is.

pub mod delete;
pub mod edit;
pub mod page;

mod form;
mod next;
mod open;
mod people;
mod profiles;
#[cfg(test)]
pub(crate) mod samples;
mod sharing;
mod show;

use axum::{Router, routing::get};

use super::kept;
use crate::site::Site;
use open::Open;
pub(crate) use people::load;

pub fn routes() -> Router<Site> {
    kept::routes::<Open>().route("/agents/{agent}/routing", get(show::show).post(show::save))
}

//! What is sent to which system when a queue is used: list, write, delete.

pub mod delete;
pub mod edit;
pub mod form;
pub mod list;
pub mod sent;

mod fields;
mod lines;
mod open;
#[cfg(test)]
pub(crate) mod samples;

use axum::Router;

use super::kept;
use crate::site::Site;
use open::Open;

pub fn routes() -> Router<Site> {
    kept::routes::<Open>()
}

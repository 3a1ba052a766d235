//! Where conversations wait: list, write, delete.

pub mod delete;
pub mod edit;
pub mod form;
pub mod list;
pub mod now;
pub mod who;

mod around;
mod hours;
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

//! `handoff openapi`: the document of the API, as the server gives it at `/openapi.json`.

use std::process::ExitCode;

use super::{Failure, answer};
use crate::api::document;

pub(super) const EXAMPLE: &str = "\
Example:
  handoff openapi > openapi.json";

pub(super) fn openapi() -> Result<ExitCode, Failure> {
    let text = serde_json::to_string_pretty(&document()).map_err(Failure::new)?;
    answer(&text)?;
    Ok(ExitCode::SUCCESS)
}

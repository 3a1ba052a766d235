//! How a transfer function looks in the document of the API. It is read and written in `handoff::handoff`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is sent to which system when a queue is used.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(in crate::api::v1) struct TransferFunctionBody {
    #[schema(required = true, example = "default_transfer")]
    name: String,
    /// `queue`, `phone` or `webhook`.
    #[schema(example = "phone")]
    kind: String,
    /// Whom a telephone system calls.
    #[schema(example = "+34910000000")]
    number: String,
    sip_headers: BTreeMap<String, String>,
    /// Where a webhook goes.
    #[schema(example = "https://example.com/handoff")]
    url: String,
    /// Variables by name; their values may name others, such as `{{summary}}`.
    parameters: BTreeMap<String, String>,
}

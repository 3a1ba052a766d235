//! How a transfer function looks in the document of the API. It is read and written in `handoff::handoff`.

use std::collections::BTreeMap;

use utoipa::ToSchema;

/// What is sent to which system when a queue is used.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is told")]
pub(super) struct TransferFunctionBody {
    #[schema(example = "default_transfer")]
    name: String,
    /// `queue`, `phone` or `webhook`.
    #[schema(required = false, example = "phone")]
    kind: String,
    /// Whom a telephone system calls.
    #[schema(required = false, example = "+34910000000")]
    number: String,
    #[schema(required = false)]
    sip_headers: BTreeMap<String, String>,
    /// Where a webhook goes.
    #[schema(required = false, example = "https://example.com/handoff")]
    url: String,
    /// Variables by name; their values may name others, such as `{{summary}}`.
    #[schema(required = false)]
    parameters: BTreeMap<String, String>,
}

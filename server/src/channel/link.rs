//! Files for customers whose channel carries none: an address that we sealed, which leads there for some days.

use app::{download::download, site::Site};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// The file that the address leads to.
pub(super) async fn file(State(site): State<Site>, Path(link): Path<String>) -> Response {
    let gone = || {
        let words = "This address does not lead to a file, or no longer does. Ask whoever sent it to send it again.\n";
        (StatusCode::NOT_FOUND, words).into_response()
    };
    let post = site.desk.post.as_ref();
    let Some(id) = post.and_then(|post| post.linked_file(&link, site.desk.now())) else {
        return gone();
    };
    match site.desk.store.file_by_link(&id).await {
        Ok(Some(file)) => download(file),
        Ok(None) => gone(),
        Err(error) => {
            tracing::error!(%error, "a file could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

//! The address of a request, before anybody reads it: nothing has U+0000 in its name, and no database looks for it.

use app::request::Oops;
use axum::{
    extract::Request,
    http::{Uri, uri::PathAndQuery},
    middleware::Next,
    response::{IntoResponse, Response},
};
use handoff::nul;

use crate::api;

/// Leaves the sign out of what stands behind the question mark, and finds nothing under a path that has it. The API
/// says the latter by itself, in its own way.
pub(crate) async fn make_findable(mut request: Request, next: Next) -> Response {
    if leads_nowhere(request.uri()) && !request.uri().path().starts_with(api::BASE) {
        return Oops::NotFound.into_response();
    }
    if let Some(uri) = clean(request.uri()) {
        *request.uri_mut() = uri;
    }
    next.run(request).await
}

/// Whether a path names what nothing is called.
pub(crate) fn leads_nowhere(uri: &Uri) -> bool {
    uri.path().contains("%00")
}

/// The address without the sign in its query; none where there is none.
fn clean(uri: &Uri) -> Option<Uri> {
    let query = uri.query().filter(|query| query.contains("%00"))?;
    let address = format!("{}?{}", uri.path(), nul::without_in_form(query));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(address).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_database_looks_for_is_left_out() {
        let cleaned = |uri: &str| clean(&uri.parse().unwrap()).map(|uri| uri.to_string());
        assert_eq!(cleaned("/a%2500?q=1%20"), None);
        for (sent, read) in [
            ("/a?q=%00x&%00r=%00", "/a?q=x&r="),
            ("https://desk.example/?q=%%0000", "https://desk.example/?q="),
        ] {
            assert_eq!(cleaned(sent).as_deref(), Some(read), "{sent}");
        }
    }
}

//! What stands before every page: where a request came from, and what browsers may do with the answer.

use app::{request::Oops, site::Site};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::mcp;

/// Nothing inline, nothing from elsewhere, nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses a change that another site asked for (Fetch Metadata, with the Origin header where a browser
/// does not send it). Programs with a token and the widget carry no cookie and pass.
pub async fn refuse_foreign_changes(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Response {
    let changes = !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let path = request.uri().path();
    let is_cookieless = ["/v1/api/", "/widget/", "/channels/"]
        .iter()
        .any(|start| path.starts_with(start))
        || path == mcp::PATH;
    if changes && !is_cookieless && !is_same_origin(request.headers(), &site.base_url) {
        return Oops::Foreign.into_response();
    }
    next.run(request).await
}

fn is_same_origin(headers: &HeaderMap, base_url: &str) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = header("origin") else {
        return false;
    };
    let host = |url: &str| url.split_once("://").map(|(_, host)| host.to_lowercase());
    let origin_host = host(origin);
    origin_host.is_some()
        && (origin_host == host(base_url)
            || origin_host.as_deref() == header("host").map(str::to_lowercase).as_deref())
}

/// Says on every answer what browsers may do with it.
pub async fn add_headers(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    let mut say = |name: HeaderName, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    say(header::CONTENT_SECURITY_POLICY, POLICY);
    say(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Not “no-referrer”: then forms would carry “Origin: null”.
    say(header::REFERRER_POLICY, "same-origin");
    say(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    say(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    say(
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    );
    say(header::X_FRAME_OPTIONS, "DENY");
    if is_html {
        say(header::CACHE_CONTROL, "no-store");
    }
    if site.base_url.starts_with("https://") {
        say(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn only_our_own_pages_may_change_things() {
        let base = "https://desk.example.com";
        assert!(is_same_origin(
            &headers(&[("sec-fetch-site", "same-origin")]),
            base
        ));
        assert!(!is_same_origin(
            &headers(&[
                ("sec-fetch-site", "same-site"),
                ("origin", "https://desk.example.com")
            ]),
            base
        ));
        assert!(!is_same_origin(
            &headers(&[("sec-fetch-site", "cross-site")]),
            base
        ));
        assert!(is_same_origin(
            &headers(&[("origin", "https://desk.example.com")]),
            base
        ));
        assert!(is_same_origin(
            &headers(&[
                ("origin", "http://10.0.0.5:3000"),
                ("host", "10.0.0.5:3000")
            ]),
            base
        ));
        assert!(!is_same_origin(
            &headers(&[
                ("origin", "https://evil.example"),
                ("host", "desk.example.com")
            ]),
            base
        ));
        assert!(!is_same_origin(&headers(&[("origin", "null")]), base));
        assert!(!is_same_origin(&headers(&[]), base));
    }
}

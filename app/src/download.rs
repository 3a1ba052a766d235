//! Files that somebody sent, on their way to somebody's disk: kept, never shown.

use axum::{
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use handoff::file::File;

/// Should a browser show one all the same, it runs nothing, asks for nothing, and belongs to no page of ours.
const POLICY: &str =
    "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The file as an answer that browsers keep on disk. The type is ours, not what its sender claimed.
pub fn download(file: File) -> Response {
    let headers: [(HeaderName, String); 5] = [
        (header::CONTENT_TYPE, told_type(&file.media_type)),
        (header::CONTENT_DISPOSITION, disposition(&file.name)),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, file.bytes).into_response()
}

fn told_type(media_type: &str) -> String {
    match media_type {
        "text/plain" => "text/plain; charset=utf-8".to_owned(),
        other => other.to_owned(),
    }
}

/// The name twice: in plain letters for old programs (RFC 6266), and as it is (RFC 8187).
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            ' '..='~' if !matches!(letter, '"' | '\\' | '%') => letter,
            _ => '_',
        })
        .collect();
    let whole: String = name
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_header() {
        assert_eq!(
            disposition("a\"; x=\"b\r\nX: y é%.pdf"),
            "attachment; filename=\"a_; x=_b__X: y __.pdf\"; \
             filename*=UTF-8''a%22%3B%20x%3D%22b%0D%0AX%3A%20y%20%C3%A9%25.pdf"
        );
    }

    #[test]
    fn whatever_it_is_it_is_kept_and_not_shown() {
        for media_type in ["text/plain", "image/png", "application/octet-stream"] {
            let answer = download(File {
                name: "a".into(),
                media_type: media_type.into(),
                bytes: b"<script>alert(1)</script>".to_vec(),
            });
            let said = |name: HeaderName| answer.headers()[name].to_str().unwrap().to_owned();
            assert!(said(header::CONTENT_DISPOSITION).starts_with("attachment;"));
            assert!(
                said(header::CONTENT_SECURITY_POLICY).starts_with("sandbox; default-src 'none'")
            );
            assert_eq!(said(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
            assert!(said(header::CACHE_CONTROL).contains("private"));
            assert!(said(header::CONTENT_TYPE).starts_with(media_type));
        }
    }
}

//! Style sheets, scripts and pictures, built into the program.
//!
//! What changes has its hash in its address and is kept by browsers for good.

use std::sync::LazyLock;

use app::document::Assets;
use axum::{
    Router,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../style"]
struct Style;

#[derive(RustEmbed)]
#[folder = "../app/script"]
struct Script;

#[derive(RustEmbed)]
#[folder = "../assets"]
struct Picture;

#[derive(RustEmbed)]
#[folder = "../widget"]
#[include = "*.js"]
#[include = "*.css"]
struct Widget;

const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const FOR_A_WHILE: &str = "public, max-age=300";

/// The one style sheet: the files of the manifest, in its order.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    let manifest = text::<Style>("manifest.txt");
    manifest
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|file| text::<Style>(file.trim()))
        .collect::<Vec<_>>()
        .join("\n")
});

static STYLE_HASH: LazyLock<String> = LazyLock::new(|| short_hash(&[STYLE.as_bytes()]));

/// One hash for all scripts, since they import each other by their names.
static SCRIPT_HASH: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Script::iter().collect();
    names.sort();
    let files: Vec<Vec<u8>> = names
        .iter()
        .filter_map(|name| Script::get(name))
        .map(|file| file.data.into_owned())
        .collect();
    short_hash(&files.iter().map(Vec::as_slice).collect::<Vec<_>>())
});

/// The addresses pages link to.
#[must_use]
pub fn addresses() -> Assets {
    Assets {
        style: format!("/assets/style-{}.css", *STYLE_HASH),
        script: format!("/assets/{}/main.js", *SCRIPT_HASH),
    }
}

/// Serves the assets.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/assets/{name}", get(file))
        .route("/assets/{hash}/{*path}", get(script))
        .route("/favicon.ico", get(|| async { picture("favicon.svg") }))
        .route("/widget.js", get(widget))
        .route("/widget/parts/{name}", get(widget_part))
}

async fn file(Path(name): Path<String>) -> Response {
    if name == format!("style-{}.css", *STYLE_HASH) {
        return sent(
            STYLE.clone().into_bytes(),
            "text/css; charset=utf-8",
            FOR_GOOD,
        );
    }
    picture(&name)
}

async fn script(Path((hash, path)): Path<(String, String)>) -> Response {
    match Script::get(&path) {
        Some(file) if hash == *SCRIPT_HASH => sent(
            file.data.into_owned(),
            "text/javascript; charset=utf-8",
            FOR_GOOD,
        ),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn picture(name: &str) -> Response {
    match Picture::get(name) {
        Some(file) => sent(file.data.into_owned(), media_type(name), FOR_A_WHILE),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The tag's script, and the parts it loads when somebody wants to chat.
async fn widget() -> Response {
    widget_part(Path("widget.js".to_owned())).await
}

async fn widget_part(Path(name): Path<String>) -> Response {
    let Some(file) = Widget::get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = sent(file.data.into_owned(), media_type(&name), FOR_A_WHILE);
    // Other sites load it: that is what it is for.
    let headers = response.headers_mut();
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("cross-origin"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    response
}

fn sent(body: Vec<u8>, media_type: &'static str, cache: &'static str) -> Response {
    (
        [
            (header::CONTENT_TYPE, media_type),
            (header::CACHE_CONTROL, cache),
        ],
        body,
    )
        .into_response()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

fn text<E: RustEmbed>(name: &str) -> String {
    E::get(name)
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .unwrap_or_default()
}

fn short_hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    let digest = hasher.finalize();
    let head = digest
        .iter()
        .take(8)
        .fold(0_u64, |hash, byte| (hash << 8) | u64::from(*byte));
    format!("{head:016x}")
}

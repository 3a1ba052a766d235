//! Files of WhatsApp: Meta keeps those of customers under a name, and fetches ours from an address.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{Channel, Fetch, Fetched, Found, SentFile, Settings};

/// Where Meta keeps the bytes. Nobody else is shown our token.
const STORE: &str = "https://lookaside.fbsbx.com";

/// The largest picture that Meta shows as one, in bytes. Larger ones go as documents.
const IMAGE_MAX: i64 = 5_000_000;

/// What Meta says of a file.
#[derive(Deserialize)]
struct Place {
    url: String,
}

/// The request that asks where a file is.
pub(super) fn find(name: &str, settings: &Settings) -> Option<Fetch> {
    let is_name =
        !name.is_empty() && name.len() <= 100 && name.bytes().all(|byte| byte.is_ascii_digit());
    is_name.then(|| Fetch {
        channel: Channel::Whatsapp,
        home: "https://graph.facebook.com",
        path: format!("/v23.0/{name}"),
        headers: headers(settings),
    })
}

/// Meta says first where the file is, and then it is there.
pub(super) fn found(asked: &Fetch, answer: Fetched, settings: &Settings) -> Result<Found, String> {
    if answer.location.is_some() {
        return Err("Meta leads on to another place for the file".to_owned());
    }
    if asked.home == STORE {
        return Ok(Found::File(answer.bytes));
    }
    fetch(&answer.bytes, settings).map(Found::At)
}

/// The request that fetches it from where Meta said.
fn fetch(said: &[u8], settings: &Settings) -> Result<Fetch, String> {
    let found: Place = serde_json::from_slice(said)
        .map_err(|_| "Meta did not say where the file is".to_owned())?;
    let path = found.url.strip_prefix(STORE);
    let path = path.filter(|path| path.starts_with('/'));
    let path = path.ok_or("Meta named a place for the file that is not its own")?;
    Ok(Fetch {
        channel: Channel::Whatsapp,
        home: STORE,
        path: path.to_owned(),
        headers: headers(settings),
    })
}

fn headers(settings: &Settings) -> Vec<(&'static str, String)> {
    let token = settings.get("access_token");
    vec![("authorization", format!("Bearer {token}"))]
}

/// The kind of message that a file is sent as, and what is told of it.
pub(super) fn sent(file: &SentFile) -> (&'static str, Value) {
    let kind = match file.media_type.as_str() {
        "image/jpeg" | "image/png" if file.size <= IMAGE_MAX => "image",
        "video/mp4" | "video/3gpp" => "video",
        "audio/mpeg" | "audio/ogg" | "audio/mp4" | "audio/amr" => "audio",
        _ => return ("document", json!({"link": file.url, "filename": file.name})),
    };
    (kind, json!({"link": file.url}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_token_is_shown_to_meta_alone() {
        let mut settings = Settings::default();
        settings.set("access_token", "EAAG");
        let fetched = |url: &str| fetch(json!({"url": url}).to_string().as_bytes(), &settings);
        let fine =
            fetched("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1").unwrap();
        assert_eq!(fine.path, "/whatsapp_business/attachments/?mid=1");
        assert_eq!(fine.headers, [("authorization", "Bearer EAAG".to_owned())]);
        for foreign in [
            "https://evil.example/x",
            "https://lookaside.fbsbx.com.evil.example/x",
            "https://lookaside.fbsbx.com@evil.example/x",
            "http://lookaside.fbsbx.com/x",
            "http://127.0.0.1/",
            "",
        ] {
            assert!(fetched(foreign).is_err(), "{foreign}");
        }
        assert!(fetch(b"nothing", &settings).is_err());
        for odd in ["", "../1", "1/2", "1?x"] {
            assert!(find(odd, &settings).is_none(), "{odd}");
        }
    }
}

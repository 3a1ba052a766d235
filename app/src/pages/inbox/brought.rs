//! A reply as it arrives: words alone, or words and files.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::header,
};
use handoff::actions;

use super::composer::RawReply;
use crate::{
    form::{Parts, decode, parts},
    request::Oops,
    site::Site,
};

/// What was written and what was brought with it.
pub(super) struct Brought {
    pub values: RawReply,
    pub files: Vec<actions::Brought>,
}

impl FromRequest<Site> for Brought {
    type Rejection = Oops;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Oops> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let has_parts =
            kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        if !has_parts {
            let body = Bytes::from_request(request, site).await;
            let values = decode(&body.map_err(|_| Oops::Stale)?)?;
            let files = Vec::new();
            return Ok(Self { values, files });
        }
        let form = Multipart::from_request(request, site).await;
        let read = parts(form.map_err(|_| Oops::Stale)?).await;
        Ok(read.map_err(|_| Oops::Stale)?.into())
    }
}

impl From<Parts> for Brought {
    fn from(parts: Parts) -> Self {
        let mut values = RawReply::default();
        for (name, text) in parts.texts {
            match name.as_str() {
                "text" => values.text = text,
                "kind" => values.kind = text,
                "op" => values.op = text,
                "canned" => values.canned = text,
                "files" => values.files.push(text),
                _ => {}
            }
        }
        Self {
            values,
            files: parts.files,
        }
    }
}

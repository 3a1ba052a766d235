//! The parts of a form that brings files.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use handoff::{
    actions::Brought,
    file::{FILE_MAX, MESSAGE_MAX},
};

use super::plain_text;

/// The most that a form with files may hold, in bytes. More than may be sent, so that a person is told which file is
/// too large instead of losing the connection.
pub const WITH_FILES_MAX: usize = 5 * MESSAGE_MAX;

/// What came in a form: texts by their names, in their order, and files.
#[derive(Debug, Default)]
pub struct Parts {
    pub texts: Vec<(String, String)>,
    pub files: Vec<Brought>,
}

/// Reads a form. Of what is larger than a message may be only so much is kept that it is seen to be too large.
pub async fn parts(mut form: Multipart) -> Result<Parts, MultipartError> {
    let mut parts = Parts::default();
    let mut room = MESSAGE_MAX + FILE_MAX;
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file = field.file_name().map(str::to_owned);
            let bytes = beginning(field, room.min(FILE_MAX + 1)).await?;
            room -= bytes.len();
            // A field in which nothing is chosen comes with neither name nor bytes.
            if !bytes.is_empty() || file.as_ref().is_some_and(|name| !name.is_empty()) {
                parts.files.push((file, bytes));
            }
        } else {
            let text = beginning(field, TEXT_MAX).await?;
            parts.texts.push((name, plain_text(&text)));
        }
    }
    Ok(parts)
}

/// The most of a text that is read, in bytes: more than any text may have.
const TEXT_MAX: usize = 256 * 1024;

/// The first so many bytes of a field; the rest is read and forgotten.
async fn beginning(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, MultipartError> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await? {
        let room = most - bytes.len();
        bytes.extend_from_slice(&piece[..piece.len().min(room)]);
    }
    Ok(bytes)
}

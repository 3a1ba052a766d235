//! WHAT COMES ALONG: files that customers and the team send, with a name that is safe and a type that we found
//! ourselves.
//!
//! What a sender claims a file to be is never believed. No file is ever shown within a page of ours: it is downloaded.

mod name;
mod sniff;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

pub use name::{NAME_MAX, safe_name};
pub use sniff::{UNKNOWN, media_type};

use crate::id::FileId;

/// The largest file, in bytes.
pub const FILE_MAX: usize = 10_000_000;
/// So many files go with one message.
pub const FILES_MAX: usize = 5;
/// The most that all files of one message have together, in bytes: in a mail, a third more, about what mail servers take.
pub const MESSAGE_MAX: usize = 18_000_000;

/// What is said where files are switched off.
pub const OFF: &str = "Files cannot be sent here. Say in words what they show.";

/// A file that was sent and is not kept yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    pub id: FileId,
    pub name: String,
    pub media_type: &'static str,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    pub bytes: Vec<u8>,
}

/// Where a file that is kept can be found, as it stands beside its name in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredFile {
    pub id: FileId,
    /// What its first bytes say it is, such as `image/png`.
    pub media_type: String,
    /// In bytes.
    pub size: i64,
}

/// A file that is kept, with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

impl NewFile {
    /// A file as it came; says why it cannot be taken.
    pub fn new(id: FileId, name: Option<&str>, bytes: Vec<u8>) -> Result<Self, String> {
        let media_type = media_type(&bytes);
        let name = safe_name(name.unwrap_or_default(), media_type);
        if bytes.is_empty() {
            return Err(format!("“{name}” is empty. Choose another file."));
        }
        if bytes.len() > FILE_MAX {
            return Err(too_large(&name));
        }
        let sha256 = Sha256::digest(&bytes);
        Ok(Self {
            id,
            name,
            media_type,
            sha256: hexadecimal(&sha256),
            bytes,
        })
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// What is said of a file that is larger than may be.
#[must_use]
pub fn too_large(name: &str) -> String {
    let most = size_in_words(FILE_MAX as u64);
    format!("“{name}” is larger than {most}. Send a smaller one, or a part of it.")
}

/// What is wrong with so many files of these sizes in one message, if anything.
#[must_use]
pub fn too_many(sizes: &[usize]) -> Option<String> {
    if sizes.len() > FILES_MAX {
        let count = sizes.len();
        return Some(format!(
            "These are {count} files. Send at most {FILES_MAX} with one message."
        ));
    }
    let whole: usize = sizes.iter().sum();
    (whole > MESSAGE_MAX).then(|| {
        let most = size_in_words(MESSAGE_MAX as u64);
        format!("Together these are larger than {most}. Send them with several messages.")
    })
}

/// A size for people.
///
/// ```
/// use handoff::file::size_in_words;
/// assert_eq!(size_in_words(0), "0 bytes");
/// assert_eq!(size_in_words(48_300), "48 kB");
/// assert_eq!(size_in_words(999_900), "1 MB");
/// assert_eq!(size_in_words(1_460_000), "1.5 MB");
/// ```
#[must_use]
pub fn size_in_words(bytes: u64) -> String {
    let (kilo, tenths) = (bytes.div_ceil(1000), bytes.div_ceil(100_000));
    match bytes {
        1 => "1 byte".to_owned(),
        0..1000 => format!("{bytes} bytes"),
        _ if kilo < 1000 && bytes < 999_500 => format!("{} kB", (bytes + 500) / 1000),
        _ if tenths.is_multiple_of(10) => format!("{} MB", tenths / 10),
        _ => format!("{}.{} MB", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_up_to_its_cap_and_never_empty() {
        let file = |size| NewFile::new(FileId("file_1".into()), Some("a.bin"), vec![0; size]);
        assert!(file(FILE_MAX).is_ok());
        assert!(
            file(FILE_MAX + 1)
                .unwrap_err()
                .contains("larger than 10 MB")
        );
        assert!(file(0).unwrap_err().contains("empty"));
    }

    #[test]
    fn a_message_has_a_cap_too() {
        assert_eq!(too_many(&[1; FILES_MAX]), None);
        assert!(too_many(&[1; FILES_MAX + 1]).unwrap().contains("at most 5"));
        assert_eq!(too_many(&[FILE_MAX, MESSAGE_MAX - FILE_MAX]), None);
        assert!(too_many(&[FILE_MAX, FILE_MAX]).unwrap().contains("18 MB"));
    }
}

//! A message for a customer, in the parts that their channel takes: words, files, or addresses of files.

use chrono::TimeDelta;

use super::{
    Desk,
    post::{Opened, Post},
};
use crate::{
    channel::{Carries, SentFile, plain, split},
    clock::Instant,
    conversation::Attachment,
    id::FileId,
    seal::{NONCE_LENGTH, SealError},
    store::{StoreError, Words},
};

/// What an address to download a file from is sealed for.
const LINK: &str = "the address of a file";
/// So many days such an address leads to its file.
const LINK_DAYS: i64 = 7;

/// What goes out in one request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) files: Vec<SentFile>,
}

/// All parts of a message, in the order they are sent; why there can be none, for people.
pub(super) async fn parts(
    desk: &Desk,
    (post, opened): (&Post, &Opened),
    words: &Words,
    is_window_closed: bool,
) -> Result<Result<Vec<Part>, String>, StoreError> {
    let mut carries = opened.adapter.carries_files();
    if is_window_closed && carries == Carries::EachAlone {
        // Only a template goes out then, and its text can hold an address.
        carries = Carries::Links;
    }
    let mut files = Vec::new();
    for with in &words.files {
        match sent_file(desk, post, with, carries).await? {
            Ok(file) => files.push(file),
            Err(why) => return Ok(Err(why)),
        }
    }
    let limits = opened.adapter.limits();
    let text = if limits.is_plain {
        plain(&words.text)
    } else {
        words.text.clone()
    };
    Ok(Ok(laid_out(&text, limits.characters, (files, carries))))
}

/// Words and files in parts of at most so many characters.
fn laid_out(text: &str, most: usize, (files, carries): (Vec<SentFile>, Carries)) -> Vec<Part> {
    let of_words = |text: &str| -> Vec<Part> {
        let texts = split(text, most).into_iter();
        texts
            .map(|text| Part {
                text,
                ..Part::default()
            })
            .collect()
    };
    if files.is_empty() {
        return of_words(text);
    }
    let mut parts = if text.trim().is_empty() {
        Vec::new()
    } else {
        of_words(text)
    };
    match carries {
        Carries::Links => {
            let lines: Vec<String> = files.iter().map(line).collect();
            let lines = lines.join("\n");
            match parts.last_mut() {
                Some(last) if last.text.chars().count() + lines.chars().count() < most => {
                    last.text.push('\n');
                    last.text.push_str(&lines);
                }
                _ => parts.extend(of_words(&lines)),
            }
        }
        Carries::WithWords => match parts.last_mut() {
            Some(last) => last.files = files,
            None => parts.push(Part {
                text: String::new(),
                files,
            }),
        },
        Carries::EachAlone => parts.extend(files.into_iter().map(|file| Part {
            text: String::new(),
            files: vec![file],
        })),
    }
    parts
}

fn line(file: &SentFile) -> String {
    format!("{}: {}", file.name, file.url)
}

async fn sent_file(
    desk: &Desk,
    post: &Post,
    with: &Attachment,
    carries: Carries,
) -> Result<Result<SentFile, String>, StoreError> {
    let name = with.name.clone().unwrap_or_default();
    let Some(stored) = &with.file else {
        return Ok(Err(format!("“{name}” is not kept here.")));
    };
    let bytes = if carries == Carries::WithWords {
        match desk.store.file_by_link(&stored.id).await? {
            Some(file) => file.bytes,
            None => return Ok(Err(format!("“{name}” is not there any more."))),
        }
    } else {
        Vec::new()
    };
    let until = desk.now() + TimeDelta::days(LINK_DAYS);
    let url = post.file_link(&stored.id, until, desk.entropy.bytes());
    Ok(url
        .map(|url| SentFile {
            name,
            media_type: stored.media_type.clone(),
            size: stored.size,
            bytes,
            url,
        })
        .map_err(|error| format!("Files cannot be sent: {error}")))
}

impl Post {
    /// The address from which a file can be downloaded until then, by whoever has it.
    pub fn file_link(
        &self,
        file: &FileId,
        until: Instant,
        nonce: [u8; NONCE_LENGTH],
    ) -> Result<String, SealError> {
        let plain = format!("{} {file}", until.timestamp());
        let sealed = self.keys.keyring()?.seal(&plain, LINK, nonce)?;
        let sealed = sealed.replace('+', "-").replace('/', "_");
        let sealed = sealed.trim_end_matches('=');
        Ok(format!("{}/files/{sealed}", self.base_url))
    }

    /// The file that such an address leads to at that moment.
    #[must_use]
    pub fn linked_file(&self, link: &str, now: Instant) -> Option<FileId> {
        let mut sealed = link.replace('-', "+").replace('_', "/");
        while !sealed.len().is_multiple_of(4) {
            sealed.push('=');
        }
        let plain = self.keys.keyring().ok()?.open(&sealed, LINK).ok()?;
        let (until, file) = plain.split_once(' ')?;
        let is_due = until.parse::<i64>().ok()? > now.timestamp();
        is_due.then(|| FileId(file.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(count: usize) -> Vec<SentFile> {
        let file = |at| SentFile {
            name: format!("{at}.pdf"),
            media_type: "application/pdf".to_owned(),
            size: 1,
            bytes: Vec::new(),
            url: format!("https://desk.example/files/{at}"),
        };
        (0..count).map(file).collect()
    }

    fn texts(parts: &[Part]) -> Vec<(&str, usize)> {
        let each = parts.iter();
        each.map(|part| (part.text.as_str(), part.files.len()))
            .collect()
    }

    #[test]
    fn files_go_as_the_channel_carries_them_and_never_without_a_part() {
        let laid = |text, count, carries| laid_out(text, 80, (files(count), carries));
        assert_eq!(texts(&laid("Here", 2, Carries::WithWords)), [("Here", 2)]);
        assert_eq!(texts(&laid("", 1, Carries::WithWords)), [("", 1)]);
        assert_eq!(
            texts(&laid("Here", 2, Carries::EachAlone)),
            [("Here", 0), ("", 1), ("", 1)]
        );
        assert_eq!(texts(&laid("", 1, Carries::EachAlone)), [("", 1)]);
        assert_eq!(
            texts(&laid("Here", 1, Carries::Links)),
            [("Here\n0.pdf: https://desk.example/files/0", 0)]
        );
        let long = "word ".repeat(14);
        let parts = laid(&long, 1, Carries::Links);
        let (last, _) = texts(&parts).pop().unwrap();
        assert_eq!(last, "0.pdf: https://desk.example/files/0");
    }
}

//! The mailbox on disk, for a deployment without a mail server: a maildir in which every mail is a file.

use std::{io, path::Path};

use crate::delivery::Outcome;

/// Keeps a mail under a name of its own. Kept twice, it is there once.
pub(super) async fn keep(folder: &Path, key: &str, message: &[u8]) -> Outcome {
    match write(folder, key, message).await {
        Ok(()) => {
            Outcome::taken("It is in the mailbox folder of this server; no mail server is set up.")
        }
        Err(error) => Outcome::not_now(format!(
            "It could not be written into the mailbox folder {}: {error}.",
            folder.display()
        )),
    }
}

/// A reader of the folder sees whole mails alone: each is written elsewhere in it and moved.
async fn write(folder: &Path, key: &str, message: &[u8]) -> io::Result<()> {
    for name in ["tmp", "new", "cur"] {
        let mut builder = tokio::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        builder.mode(0o700);
        builder.create(folder.join(name)).await?;
    }
    let name = format!("{key}.eml");
    let beside = folder.join("tmp").join(&name);
    tokio::fs::write(&beside, message).await?;
    tokio::fs::rename(&beside, folder.join("new").join(&name)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_mail_that_is_kept_twice_is_there_once_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..2 {
            let kept = keep(folder.path(), "mail_a", b"Subject: x\r\n\r\nwords").await;
            assert!(kept.is_taken(), "{}", kept.said);
        }
        let names: Vec<_> = std::fs::read_dir(folder.path().join("new"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(names, ["mail_a.eml"]);
        assert_eq!(
            std::fs::read_dir(folder.path().join("tmp"))
                .unwrap()
                .count(),
            0
        );
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_to_is_tried_again() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let kept = keep(file.path(), "mail_a", b"x").await;
        assert!(!kept.is_taken());
        assert!(kept.said.contains("could not be written"), "{}", kept.said);
    }
}

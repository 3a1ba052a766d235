//! The addresses of conversations, and of what is in them.

use super::INBOX;

pub fn conversation(conversation: &str) -> String {
    format!("{INBOX}/{conversation}")
}

/// Where a message that came as a letter can be seen as such.
pub fn letter(conversation: &str, message: i64) -> String {
    format!("{INBOX}/{conversation}/messages/{message}/letter")
}

/// Where a file of a conversation is downloaded.
pub fn file(conversation: &str, file: &str) -> String {
    format!("{INBOX}/{conversation}/files/{file}")
}

/// Where a message that failed is sent once more.
pub fn send_again(conversation: &str, message: i64) -> String {
    format!("{INBOX}/{conversation}/messages/{message}/send-again")
}

/// The rows of a view alone, for a page that is open already.
pub fn inbox_rows() -> String {
    format!("{INBOX}/rows")
}

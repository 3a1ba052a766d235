//! The entries of the fuzz targets, with a bounded number of generated texts: any bytes, and words that the
//! readers know in any order.

#[path = "../fuzz/entries.rs"]
mod entries;

use proptest::prelude::*;

/// Words and marks that open, close and join what the readers look for.
const KNOWN: [&str; 24] = [
    "hand over",
    "when",
    "the customer",
    "asks for a person",
    "try to",
    "resolve",
    "twice",
    "first",
    "always",
    "never",
    "refunds",
    "and",
    "or",
    ",",
    ".",
    "\n",
    "“",
    "”",
    "Gold card",
    "NOT",
    "!!!",
    "é",
    "नहीं",
    "😀",
];

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::collection::vec(prop::sample::select(KNOWN.to_vec()), 0..24);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        ".{0,120}".prop_map(String::into_bytes),
        words.prop_map(|words| words.join(" ").into_bytes()),
        prop::collection::vec(prop::sample::select(KNOWN.to_vec()), 0..24)
            .prop_map(|words| words.concat().into_bytes()),
    ]
}

/// What the requests of vendors are made of.
const WIRE: [&str; 30] = [
    "From=%2B1",
    "MessageSid=SM1",
    "Body=STOP",
    "NumMedia=9",
    "&",
    "sending=1",
    "conversation=conv_1",
    "DialCallStatus=completed",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"entry\"",
    "\"changes\"",
    "\"value\"",
    "\"metadata\":{\"phone_number_id\":\"1\"}",
    "\"messages\"",
    "\"statuses\"",
    "\"type\":\"text\"",
    "\"text\":{\"body\":\"x\"}",
    "\"from\":\"1\"",
    "\"id\":\"1\"",
    "null",
    "-1e999",
    "sha256=",
    "%ff%00",
    "=",
    "😀",
];

fn any_request() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::collection::vec(prop::sample::select(WIRE.to_vec()), 0..24);
    prop_oneof![
        any_bytes(),
        pieces.prop_map(|pieces| pieces.concat().into_bytes())
    ]
}

/// What letters are made of.
const LETTER: [&str; 30] = [
    "From: a <a@b.example>\r\n",
    "From: ",
    "To: support@example.com\r\n",
    "support+x.y@example.com",
    "Subject: =?utf-8?b?",
    "?=",
    "Message-ID: <1@b>\r\n",
    "References: <1@b> <2@b>\r\n",
    "Date: ",
    "Auto-Submitted: no\r\n",
    "Content-Type: multipart/mixed; boundary=x\r\n",
    "Content-Type: text/html; charset=",
    "utf-7",
    "iso-2022-jp\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: quoted-printable\r\n",
    "Content-Disposition: attachment; filename=\"a\"\r\n",
    "\r\n\r\n",
    "\r\n",
    "\n",
    "--x\r\n",
    "--x--\r\n",
    "--b\r\n",
    "> quoted\r\n",
    "On Monday she wrote:\r\n",
    "--\r\n",
    "=3D=0A",
    "\0",
    "<p>",
    "😀",
];

fn any_letter() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::collection::vec(prop::sample::select(LETTER.to_vec()), 0..24);
    prop_oneof![
        any_bytes(),
        pieces
            .clone()
            .prop_map(|pieces| pieces.concat().into_bytes()),
        pieces.prop_map(|pieces| format!("From: a@b.example\r\n{}", pieces.concat()).into_bytes()),
    ]
}

proptest! {
    #[test]
    fn any_letter_can_be_read(bytes in any_letter()) {
        entries::letter(&bytes);
    }

    #[test]
    fn any_request_of_a_vendor_can_be_heard(bytes in any_request()) {
        entries::hear(&bytes);
    }

    #[test]
    fn any_message_can_be_read(bytes in any_bytes()) {
        entries::read(&bytes);
    }

    #[test]
    fn any_when_to_use_can_be_understood(bytes in any_bytes()) {
        entries::understand_bytes(&bytes);
    }
}

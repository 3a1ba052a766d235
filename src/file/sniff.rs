//! What a file is, by its own bytes: the name and the type that came with it are not asked.

/// What is said of a file that is none of those in the table: nothing but that it has bytes.
pub const UNKNOWN: &str = "application/octet-stream";

/// So much of a file is looked at for marks that may stand anywhere in it.
const HEAD: usize = 1024;
/// The list of what a packed file holds stands at its end.
const TAIL: usize = 64 * 1024;

/// Bytes at a place, and the type of a file that has them there.
struct Sign(usize, &'static [u8], &'static str);

const SIGNS: [Sign; 18] = [
    Sign(0, b"\x89PNG\r\n\x1a\n", "image/png"),
    Sign(0, b"\xff\xd8\xff", "image/jpeg"),
    Sign(0, b"GIF87a", "image/gif"),
    Sign(0, b"GIF89a", "image/gif"),
    Sign(0, b"%PDF-", "application/pdf"),
    Sign(0, b"ID3", "audio/mpeg"),
    Sign(0, b"\xff\xfb", "audio/mpeg"),
    Sign(0, b"\xff\xf3", "audio/mpeg"),
    Sign(0, b"\xff\xf2", "audio/mpeg"),
    Sign(0, b"OggS", "audio/ogg"),
    Sign(0, b"#!AMR", "audio/amr"),
    Sign(4, b"ftypM4A", "audio/mp4"),
    Sign(4, b"ftypheic", "image/heic"),
    Sign(4, b"ftypheix", "image/heic"),
    Sign(4, b"ftypmif1", "image/heic"),
    Sign(4, b"ftypavif", "image/avif"),
    Sign(4, b"ftyp3g", "video/3gpp"),
    Sign(4, b"ftypqt", "video/quicktime"),
];

/// The brands of films, of which there are too many for the table.
const FILMS: [&[u8]; 7] = [
    b"isom", b"iso2", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1",
];

/// What packed files of an office hold, and what they then are.
const OFFICE: [(&[u8], &str); 3] = [
    (
        b"word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        b"xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        b"ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
];

const OPEN_DOCUMENT: [&str; 3] = [
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
];

/// The type of a file, from our own table. What a browser could run is never told as what it is.
///
/// ```
/// use handoff::file::{UNKNOWN, media_type};
/// assert_eq!(media_type(b"\x89PNG\r\n\x1a\n and so on"), "image/png");
/// assert_eq!(media_type(b"Dear team"), "text/plain");
/// assert_eq!(media_type(b"<svg onload=alert(1)>"), UNKNOWN);
/// ```
#[must_use]
pub fn media_type(bytes: &[u8]) -> &'static str {
    let has = |at: usize, sign: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(sign));
    if let Some(Sign(_, _, known)) = SIGNS.iter().find(|Sign(at, sign, _)| has(*at, sign)) {
        return known;
    }
    if has(0, b"RIFF") {
        return match bytes.get(8..12) {
            Some(b"WEBP") => "image/webp",
            Some(b"WAVE") => "audio/wav",
            _ => UNKNOWN,
        };
    }
    if has(4, b"ftyp") {
        let is_film = FILMS.iter().any(|brand| has(8, brand)) || has(8, b"M4V");
        return if is_film { "video/mp4" } else { UNKNOWN };
    }
    if has(0, b"\x1a\x45\xdf\xa3") {
        let is_web = contains(head(bytes), b"webm");
        return if is_web { "video/webm" } else { UNKNOWN };
    }
    if has(0, b"PK\x03\x04") || has(0, b"PK\x05\x06") {
        return packed(bytes);
    }
    if is_plain_text(bytes) {
        "text/plain"
    } else {
        UNKNOWN
    }
}

fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(HEAD)]
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A packed file, or a document that is one.
fn packed(bytes: &[u8]) -> &'static str {
    // The first thing in an open document is its type, not packed.
    let first = bytes.get(30..).unwrap_or_default();
    if let Some(said) = first.strip_prefix(b"mimetype") {
        let found = OPEN_DOCUMENT
            .iter()
            .find(|known| said.starts_with(known.as_bytes()));
        return found.copied().unwrap_or("application/zip");
    }
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let office = OFFICE.iter().find(|(part, _)| contains(tail, part));
    office.map_or("application/zip", |(_, known)| known)
}

/// Whether it is a text that no browser would take for a page, a picture or a program.
fn is_plain_text(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let is_clean = text
        .chars()
        .all(|letter| !letter.is_control() || matches!(letter, '\t' | '\n' | '\r' | '\x0c'));
    let start =
        text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    !bytes.is_empty() && is_clean && !start.starts_with('<')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn riff(kind: &[u8]) -> Vec<u8> {
        [b"RIFF\x24\0\0\0", kind, b"fmt "].concat()
    }

    fn zip(inside: &[u8]) -> Vec<u8> {
        [b"PK\x03\x04".as_slice(), &[0; 26], inside, b"PK\x05\x06"].concat()
    }

    #[test]
    fn files_are_what_their_bytes_say() {
        let open = b"mimetypeapplication/vnd.oasis.opendocument.textPK";
        let cases: Vec<(&str, Vec<u8>)> = vec![
            ("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
            ("image/jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec()),
            ("image/gif", b"GIF89a\x01\0".to_vec()),
            ("image/webp", riff(b"WEBP")),
            ("image/heic", b"\0\0\0\x18ftypheic".to_vec()),
            ("audio/wav", riff(b"WAVE")),
            ("audio/mpeg", b"ID3\x04\0".to_vec()),
            ("audio/mpeg", b"\xff\xfb\x90\x64".to_vec()),
            ("audio/ogg", b"OggS\0\x02".to_vec()),
            ("audio/mp4", b"\0\0\0\x1cftypM4A \0".to_vec()),
            ("video/mp4", b"\0\0\0\x20ftypisom\0".to_vec()),
            (
                "video/webm",
                b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm".to_vec(),
            ),
            ("application/pdf", b"%PDF-1.7\n".to_vec()),
            ("application/zip", zip(b"notes.bin")),
            (OFFICE[0].1, zip(b"[Content_Types].xml word/document.xml")),
            (OFFICE[1].1, zip(b"xl/workbook.xml")),
            (OPEN_DOCUMENT[0], zip(open)),
            ("text/plain", "Größe: 12 €\r\n".into()),
            ("text/plain", b"a,b\n1,2\n".to_vec()),
        ];
        for (kind, bytes) in cases {
            assert_eq!(
                media_type(&bytes),
                kind,
                "{}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }

    #[test]
    fn what_could_run_or_is_not_known_is_only_bytes() {
        for bytes in [
            &b""[..],
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"\xef\xbb\xbf <?xml version='1.0'?><svg/>",
            b"  \n<!DOCTYPE html><script>alert(1)</script>",
            b"<html>",
            b"<x>",
            b"MZ\x90\0\x03\0",
            b"\x7fELF\x02\x01",
            b"\0\0\0\x20ftypnone",
            b"RIFF\0\0\0\0AVI ",
            b"\x1a\x45\xdf\xa3matroska",
            b"text\0with a hole",
            b"\xff\xfe<\0s\0v\0g\0",
            b"\x1b[2J turns a screen",
            b"PN\x89G",
        ] {
            assert_eq!(
                media_type(bytes),
                UNKNOWN,
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    #[test]
    fn nothing_that_is_cut_anywhere_makes_it_fail() {
        let whole = [&zip(b"mimetype")[..], &riff(b"WEBP"), b"ftypisom"].concat();
        for end in 0..whole.len() {
            let _kind = media_type(&whole[..end]);
            let _kind = media_type(&whole[end..]);
        }
    }
}

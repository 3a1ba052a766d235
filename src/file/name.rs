//! Names of files that can be shown and written down anywhere.

/// The longest name, in characters.
pub const NAME_MAX: usize = 120;

/// A name without folders, without signs that no file can have, and without those that turn a text around or cannot be
/// seen. One that says nothing is made from the type.
///
/// ```
/// use handoff::file::safe_name;
/// assert_eq!(safe_name("../../etc/passwd", "text/plain"), "passwd");
/// assert_eq!(safe_name("photo\u{202e}gnp.exe", "image/png"), "photognp.exe");
/// assert_eq!(safe_name(" .. ", "image/png"), "file.png");
/// ```
#[must_use]
pub fn safe_name(name: &str, media_type: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last
        .chars()
        .filter(|letter| !is_hidden(*letter))
        .map(|letter| {
            if r#"<>:"|?*"#.contains(letter) {
                '_'
            } else {
                letter
            }
        })
        .collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    let name = words.join(" ");
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() {
        return format!("file{}", ending_of(media_type));
    }
    shortened(name)
}

/// Signs that are not seen, or change how those beside them are.
fn is_hidden(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'))
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// The name in at most so many characters, its ending kept.
fn shortened(name: &str) -> String {
    let length = name.chars().count();
    if length <= NAME_MAX {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_ending = !ending.is_empty() && ending.chars().count() <= 10;
    let ending = if is_ending {
        format!(".{ending}")
    } else {
        String::new()
    };
    let room = NAME_MAX - ending.chars().count() - 1;
    let start: String = name.chars().take(room).collect();
    format!("{}…{ending}", start.trim_end())
}

/// What the names of such files end with.
fn ending_of(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "image/heic" => ".heic",
        "image/avif" => ".avif",
        "application/pdf" => ".pdf",
        "application/zip" => ".zip",
        "audio/mpeg" => ".mp3",
        "audio/ogg" => ".ogg",
        "audio/wav" => ".wav",
        "audio/mp4" => ".m4a",
        "audio/amr" => ".amr",
        "video/mp4" => ".mp4",
        "video/3gpp" => ".3gp",
        "video/webm" => ".webm",
        "text/plain" => ".txt",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_become_plain_ones() {
        for (hostile, plain) in [
            ("C:\\Users\\maya\\cv.pdf", "cv.pdf"),
            ("/etc/shadow", "shadow"),
            ("..", "file.pdf"),
            ("", "file.pdf"),
            ("a\0b\u{7}.pdf", "ab.pdf"),
            ("one\r\nSet-Cookie: x=y.pdf", "one Set-Cookie_ x=y.pdf"),
            ("\u{202e}fdp.exe", "fdp.exe"),
            ("\u{2066}a\u{2069}\u{200f}.pdf", "a.pdf"),
            ("a\u{200b}\u{feff}.pdf", "a.pdf"),
            ("<script>alert(1)</script>.pdf", "script_.pdf"),
            ("a\" onload=\"x.pdf", "a_ onload=_x.pdf"),
            (".htaccess", "htaccess"),
            ("Bögen für 日本.pdf", "Bögen für 日本.pdf"),
        ] {
            assert_eq!(safe_name(hostile, "application/pdf"), plain, "{hostile:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let short = safe_name(&format!("{}.pdf", "ä".repeat(300)), "application/pdf");
        assert_eq!(short.chars().count(), NAME_MAX);
        assert!(short.ends_with("….pdf"), "{short}");
        let none = safe_name(&"b".repeat(300), "application/pdf");
        assert_eq!(none.chars().count(), NAME_MAX);
        let odd = safe_name(&format!("a.{}", "c".repeat(300)), "application/pdf");
        assert_eq!(odd.chars().count(), NAME_MAX);
    }
}

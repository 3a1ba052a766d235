//! Just enough reading of Rust for the rules: what is a comment, a string, a test, a function.
//!
//! Blanked text keeps its length and its lines, so that places in it are places in the file.

/// Blanks comments.
pub(crate) fn without_comments(text: &str) -> String {
    blank(text, false)
}

/// Blanks comments and what stands between the quotes of strings and characters.
pub(crate) fn without_strings(text: &str) -> String {
    blank(text, true)
}

/// Blanks every item behind `#[cfg(test)]`. Expects text without strings, so that braces pair up.
pub(crate) fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut bytes = code.as_bytes().to_vec();
    let mut from = 0;
    while let Some(start) = code[from..].find(MARK).map(|at| from + at) {
        let end = end_of_item(code, start + MARK.len());
        erase(&mut bytes[start..end]);
        from = end;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A function: where it starts, its parameters, and how many lines it takes.
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) lines: usize,
    pub(crate) parameters: usize,
    /// What is written between the item before it and its `fn`: attributes and visibility.
    pub(crate) before: String,
}

/// The functions in code without strings, nested ones too.
pub(crate) fn functions(code: &str) -> Vec<Function> {
    let starts = word_places(code, "fn").into_iter();
    starts
        .filter_map(|start| function_at(code, start))
        .collect()
}

/// Where `word` stands as a whole word, in bytes.
pub(crate) fn word_places(code: &str, word: &str) -> Vec<usize> {
    let is_part =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = code.as_bytes();
    let starts_whole = |at: usize| at == 0 || !is_part(bytes.get(at - 1));
    let places = code.match_indices(word).map(|(at, _)| at);
    places
        .filter(|&at| starts_whole(at) && !is_part(bytes.get(at + word.len())))
        .collect()
}

/// The line, counted from 1, of a place in bytes.
pub(crate) fn line_of(text: &str, place: usize) -> usize {
    1 + text[..place].matches('\n').count()
}

/// Where the bracket that opens at `open` closes.
pub(crate) fn closing(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn function_at(code: &str, start: usize) -> Option<Function> {
    let name: String = code[start + 2..]
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    if name.is_empty() {
        return None; // `fn(…)` is a type.
    }
    let open = parameters_open(code, start)?;
    let close = closing(code, open)?;
    let end = end_of_item(code, close);
    let body = &code[start..end];
    let before = code[..start]
        .rsplit(['}', ';', '{'])
        .next()
        .unwrap_or_default()
        .to_owned();
    Some(Function {
        name,
        line: line_of(code, start),
        lines: body.lines().filter(|line| !line.trim().is_empty()).count(),
        parameters: count_parameters(&code[open + 1..close]),
        before,
    })
}

/// The parenthesis behind the name and its `<…>`, whose bounds may hold `Fn(A) -> B`.
fn parameters_open(code: &str, start: usize) -> Option<usize> {
    let mut depth = 0_i32;
    let bytes = code.as_bytes();
    for at in start..bytes.len() {
        match bytes[at] {
            b'<' => depth += 1,
            b'>' if bytes[at - 1] != b'-' => depth -= 1,
            b'(' if depth == 0 => return Some(at),
            b'{' | b';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Commas outside any bracket part parameters; the receiver is none.
fn count_parameters(list: &str) -> usize {
    let mut depth = 0_i32;
    let mut parameters = vec![String::new()];
    let mut before = ' ';
    for c in list.chars() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if before != '-' && before != '=' => depth -= 1,
            ',' if depth == 0 => parameters.push(String::new()),
            _ => {}
        }
        if let Some(parameter) = parameters.last_mut() {
            parameter.push(c);
        }
        before = c;
    }
    let is_real = |text: &&String| {
        let name = text
            .trim_matches([',', ' ', '\n'])
            .split(':')
            .next()
            .unwrap_or_default()
            .trim();
        !name.is_empty() && word_places(name, "self").is_empty()
    };
    parameters.iter().filter(is_real).count()
}

/// The end of the item that starts at `from`: its closing brace, or its semicolon.
fn end_of_item(code: &str, from: usize) -> usize {
    let bytes = code.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b';' => return at + 1,
            b'{' => return closing(code, at).map_or(bytes.len(), |end| end + 1),
            b'[' | b'(' => at = closing(code, at).unwrap_or(bytes.len()),
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn blank(text: &str, strings_too: bool) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let (end, inside) = token(text.as_bytes(), at);
        match inside {
            Inside::Comment => erase(&mut bytes[at..end]),
            Inside::Text { opening, closing } if strings_too => {
                // A literal that never closes has no end to keep.
                let start = (at + opening).min(end);
                erase(&mut bytes[start..end.saturating_sub(closing).max(start)]);
            }
            Inside::Code | Inside::Text { .. } => {}
        }
        at = end;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

enum Inside {
    Code,
    Comment,
    /// A literal and how many bytes its quotes take at each end.
    Text {
        opening: usize,
        closing: usize,
    },
}

/// The token at `at`: where it ends and what it is.
fn token(bytes: &[u8], at: usize) -> (usize, Inside) {
    const QUOTED: Inside = Inside::Text {
        opening: 1,
        closing: 1,
    };
    let rest = &bytes[at..];
    let is_name_before = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    if rest.starts_with(b"//") {
        let length = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(rest.len());
        return (at + length, Inside::Comment);
    }
    if rest.starts_with(b"/*") {
        return (at + comment_length(rest), Inside::Comment);
    }
    if rest[0] == b'"' {
        return (at + string_length(rest), QUOTED);
    }
    if rest[0] == b'r' && (!is_name_before || (at > 0 && bytes[at - 1] == b'b')) {
        let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
        if rest.get(1 + hashes) == Some(&b'"') {
            return (
                at + raw_string_length(rest, hashes),
                Inside::Text {
                    opening: 2 + hashes,
                    closing: 1 + hashes,
                },
            );
        }
    }
    if rest[0] == b'\'' {
        return char_length(rest).map_or((at + 1, Inside::Code), |length| (at + length, QUOTED));
    }
    (at + 1, Inside::Code)
}

fn comment_length(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn string_length(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

fn raw_string_length(rest: &[u8], hashes: usize) -> usize {
    let end = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
    let start = 2 + hashes;
    rest[start..]
        .windows(end.len())
        .position(|found| found == end)
        .map_or(rest.len(), |at| start + at + end.len())
}

/// A character literal's length; none when the quote begins a lifetime.
fn char_length(rest: &[u8]) -> Option<usize> {
    if rest.get(1) == Some(&b'\\') {
        return rest[3..]
            .iter()
            .position(|byte| *byte == b'\'')
            .map(|at| at + 4);
    }
    let text = String::from_utf8_lossy(&rest[1..rest.len().min(5)]);
    let width = text.chars().next()?.len_utf8();
    (rest.get(1 + width) == Some(&b'\'')).then_some(2 + width)
}

fn erase(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

#[test]
fn comments_strings_and_tests_become_blank_and_lines_stay() {
    let text = "let a = \"sqlx // no\"; // sqlx\nlet b = r#\"a {\"sqlx}\"#; let c: &'static str = '\\''; /* sqlx\n*/ let d = 'é';\n#[cfg(test)]\nmod tests { fn sqlx() {} }\nfn e() {}";
    let code = without_tests(&without_strings(text));
    assert!(!code.contains("sqlx"), "{code}");
    assert!(
        code.contains("let b")
            && code.contains("&'static str")
            && code.contains("let d")
            && code.contains("fn e()")
    );
    assert_eq!(
        (code.lines().count(), code.len()),
        (text.lines().count(), text.len())
    );
}

#[test]
fn functions_are_found_with_their_parameters_and_lines() {
    let code = "#[component]\npub fn one<F: Fn(u8, u8) -> u8>(&self, a: Vec<(u8, u8)>, b: F) -> u8\nwhere\n    F: Copy,\n{\n    1\n}\nfn two();\ntype T = fn(u8);";
    let found = functions(code);
    let shapes: Vec<_> = found
        .iter()
        .map(|f| (f.name.as_str(), f.line, f.lines, f.parameters))
        .collect();
    assert_eq!(shapes, [("one", 2, 6, 2), ("two", 8, 1, 0)]);
    assert!(found[0].before.contains("#[component]"));
}

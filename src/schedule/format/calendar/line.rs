//! The lines of a calendar file: joined where they were folded, split into name, parameters and value.

/// One line of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Counted from 1 in the file, where it begins.
    pub(super) number: usize,
    /// In capitals: `DTSTART`
    pub(super) name: String,
    /// In capitals, such as `VALUE=DATE`.
    pub(super) parameters: Vec<String>,
    pub(super) value: String,
}

impl Line {
    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.name == name && self.value.trim().eq_ignore_ascii_case(value)
    }
}

/// Every line that has a name and a value.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut joined: Vec<(usize, String)> = Vec::new();
    for (number, raw) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let raw = raw.trim_end_matches('\r');
        match (raw.strip_prefix([' ', '\t']), joined.last_mut()) {
            // A line that begins with a blank goes on where the one before it broke off.
            (Some(rest), Some((_, line))) => line.push_str(rest),
            _ => joined.push((number, raw.to_owned())),
        }
    }
    joined
        .into_iter()
        .filter_map(|(number, line)| split(number, &line))
        .collect()
}

/// Splits at the first colon that is not in quotes.
fn split(number: usize, line: &str) -> Option<Line> {
    let mut is_quoted = false;
    let colon = line.find(|letter| {
        is_quoted ^= letter == '"';
        letter == ':' && !is_quoted
    })?;
    let (head, value) = (&line[..colon], &line[colon + 1..]);
    let mut parts = head.split(';').map(str::to_ascii_uppercase);
    Some(Line {
        number,
        name: parts.next()?.trim().to_owned(),
        parameters: parts.collect(),
        value: value.to_owned(),
    })
}

/// A text without its escapes.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => plain.push(' '),
                Some(other) => plain.push(other),
                None => {}
            },
            other => plain.push(other),
        }
    }
    plain.trim().to_owned()
}

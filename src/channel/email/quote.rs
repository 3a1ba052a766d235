//! What is new in a letter, and what it only repeats of those before it.

/// How many lines the words before a quotation may take, such as “On Monday … Maya wrote:”.
const LEAD_MAX: usize = 3;
/// Lines that begin a letter that is repeated without marks, as some programs do it.
const REPEATED: [&str; 6] = [
    "-----original message-----",
    "-----ursprüngliche nachricht-----",
    "-----message d'origine-----",
    "-----mensaje original-----",
    "-----messaggio originale-----",
    "________________________________",
];

/// The text without what it repeats at its end. A letter that answers between the lines stays as it is, and
/// so does one that would have nothing left.
///
/// ```
/// use handoff::channel::fold;
/// assert_eq!(fold("Thank you!\n\nOn Monday Maya wrote:\n> Hello"), "Thank you!");
/// assert_eq!(fold("> When?\nTomorrow.\n> Where?\nHere."), "> When?\nTomorrow.\n> Where?\nHere.");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let end = new_lines(&lines);
    let kept = lines[..end].join("\n");
    let kept = kept.trim();
    if kept.is_empty() {
        text.trim().to_owned()
    } else {
        kept.to_owned()
    }
}

/// So many lines at the beginning are new.
fn new_lines(lines: &[&str]) -> usize {
    let repeated = lines.iter().position(|line| {
        let line = line.trim().to_lowercase();
        REPEATED.iter().any(|mark| line.starts_with(mark))
    });
    let lines = &lines[..repeated.unwrap_or(lines.len())];
    let is_quoted = |line: &&str| line.starts_with('>');
    let Some(first) = lines.iter().position(is_quoted) else {
        return lines.len();
    };
    let goes_on = lines[first..]
        .iter()
        .any(|line| !is_quoted(line) && !line.trim().is_empty());
    if goes_on && !is_signature(&lines[first..]) {
        return lines.len();
    }
    before_lead(&lines[..first])
}

/// Whether nothing follows the quotation but the sender's own signature.
fn is_signature(lines: &[&str]) -> bool {
    let after = lines
        .iter()
        .skip_while(|line| line.starts_with('>') || line.trim().is_empty());
    after.clone().next().is_some_and(|line| *line == "--")
        && !after.clone().any(|line| line.starts_with('>'))
}

/// The lines without the words that lead to a quotation: up to three that end in a colon.
fn before_lead(lines: &[&str]) -> usize {
    let filled = lines.iter().rposition(|line| !line.trim().is_empty());
    let Some(last) = filled.filter(|last| lines[*last].ends_with(':')) else {
        return lines.len();
    };
    let from = last.saturating_sub(LEAD_MAX - 1);
    let blank = (from..last).rev().find(|at| lines[*at].trim().is_empty());
    match blank {
        Some(blank) => blank,
        // Somebody who writes on without a blank line has only the last one taken for it.
        None if from > 0 || last > 0 => last,
        None => 0,
    }
}

//! Finds what must be known before a handoff in what the customer wrote: an e-mail address, a number, one of several choices.
//! Two ways to look: in any message, where only a clear sign counts, and in the direct answer to a question, where all of it may be meant.

use serde::{Deserialize, Serialize};

use super::text::{Word, fold, words};

/// The shortest and longest telephone numbers in use, in digits.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// Longer answers to a question for a name or a number are something else.
const LONGEST_ANSWER: usize = 500;

/// What kind of value a field holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    Text,
    Email,
    Phone,
    Number,
    Choice,
}

impl Kind {
    /// Every kind, in the order people are shown them.
    pub const ALL: [Self; 5] = [
        Self::Text,
        Self::Email,
        Self::Phone,
        Self::Number,
        Self::Choice,
    ];

    /// The name used in JSON and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Number => "number",
            Self::Choice => "choice",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Email => "E-mail",
            Self::Phone => "Phone",
            Self::Number => "Number",
            Self::Choice => "Choice",
        }
    }

    /// The kind of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    pub kind: Kind,
    /// "Order number"
    pub label: &'a str,
    /// "Starts with ORD and five digits"
    pub description: &'a str,
    /// For [`Kind::Choice`].
    pub choices: &'a [String],
}

/// The value in a message that was not asked for it; nothing unless it is clearly there.
///
/// ```
/// use handoff::judge::extract::{Kind, Wanted, from_context};
/// let order = Wanted { label: "Order number", ..Wanted::default() };
/// assert_eq!(from_context(order, "my order ORD-48213 has not come").as_deref(), Some("ORD-48213"));
/// let email = Wanted { kind: Kind::Email, ..Wanted::default() };
/// assert_eq!(from_context(email, "write to anna@example.com, please").as_deref(), Some("anna@example.com"));
/// ```
#[must_use]
pub fn from_context(wanted: Wanted, text: &str) -> Option<String> {
    match wanted.kind {
        Kind::Email => email(text),
        Kind::Phone => phone(text),
        Kind::Choice => choice(wanted.choices, text),
        Kind::Number => labelled(wanted, text).filter(|value| is_number(value)),
        Kind::Text if is_name(wanted.label) => name(text),
        Kind::Text => labelled(wanted, text).filter(|value| looks_like_a_code(value)),
    }
}

/// The value in the answer to "what is your …?". Nothing when the answer is a question, a refusal or of another kind.
///
/// ```
/// use handoff::judge::extract::{Wanted, from_answer};
/// let name = Wanted { label: "Name", ..Wanted::default() };
/// assert_eq!(from_answer(name, "It's Anna Berg").as_deref(), Some("Anna Berg"));
/// assert_eq!(from_answer(name, "why do you need that?"), None);
/// ```
#[must_use]
pub fn from_answer(wanted: Wanted, text: &str) -> Option<String> {
    let found = from_context(wanted, text);
    match wanted.kind {
        Kind::Email | Kind::Phone | Kind::Choice => found,
        Kind::Number => found.or_else(|| numbers(text).next()),
        Kind::Text if found.is_some() => found,
        Kind::Text => free_text(wanted, text),
    }
}

fn email(text: &str) -> Option<String> {
    let candidates = text.split(|c: char| c.is_whitespace() || "<>()[],;\"".contains(c));
    candidates
        .map(|piece| {
            piece
                .trim_start_matches("mailto:")
                .trim_matches(['.', ':', '!', '?', '\''])
        })
        .find(|piece| is_email(piece))
        .map(str::to_owned)
}

/// Something@somewhere.tld: the mail server has the last word.
fn is_email(piece: &str) -> bool {
    let Some((local, domain)) = piece.split_once('@') else {
        return false;
    };
    let has_ending = domain.rsplit_once('.').is_some_and(|(host, ending)| {
        !host.is_empty() && ending.len() >= 2 && ending.chars().all(char::is_alphabetic)
    });
    !local.is_empty()
        && local.len() <= 64
        && has_ending
        && !domain.contains("..")
        && domain
            .chars()
            .all(|c| c.is_alphanumeric() || ".-".contains(c))
}

/// Digits with the usual signs between them. A date or an order number with letters is none.
fn phone(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || "+-()./ \u{a0}".contains(c);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(') {
        let before = rest[..start].chars().next_back();
        let run = &rest[start..];
        let end = run.find(|c| !is_part(c)).unwrap_or(run.len());
        let number = run[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
        let is_written_on = run[number.len()..].starts_with(char::is_alphabetic);
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let is_joined = before.is_some_and(|c| c.is_alphanumeric() || "#-_".contains(c));
        if PHONE_DIGITS.contains(&digits) && !is_joined && !is_written_on && !is_date(number) {
            return Some(number.to_owned());
        }
        rest = &run[end.max(1)..];
    }
    None
}

fn is_date(number: &str) -> bool {
    let parts: Vec<&str> = number.split(['-', '.', '/']).collect();
    matches!(parts[..], [a, b, c] if a.len() <= 4 && b.len() <= 2 && c.len() <= 4 && a.len() + b.len() + c.len() <= 8)
}

fn numbers(text: &str) -> impl Iterator<Item = String> {
    let pieces = text.split(|c: char| c.is_whitespace() || "()#:;!?€$£".contains(c));
    pieces
        .map(|piece| piece.trim_matches(['.', ',']).to_owned())
        .filter(|piece| is_number(piece))
}

fn is_number(piece: &str) -> bool {
    piece.chars().any(|c| c.is_ascii_digit())
        && piece
            .trim_start_matches(['-', '+'])
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

/// The choice that is named; of several, the longest ("Premium plus" before "Premium"). Two different ones name none.
fn choice(choices: &[String], text: &str) -> Option<String> {
    let said = spaced(text);
    let mut named: Vec<&String> = choices
        .iter()
        .filter(|choice| !choice.trim().is_empty() && said.contains(&spaced(choice)))
        .collect();
    named.sort_by_key(|choice| std::cmp::Reverse(choice.len()));
    let (first, others) = named.split_first()?;
    others
        .iter()
        .all(|other| spaced(first).contains(&spaced(other)))
        .then(|| (*first).clone())
}

/// " the words of it ", so that whole words are compared.
fn spaced(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
    format!(" {} ", words.join(" "))
}

/// What follows the label's words: "order number is 48213", "order #48213", "my order 48213".
fn labelled(wanted: Wanted, text: &str) -> Option<String> {
    let label: Vec<String> = words(wanted.label)
        .into_iter()
        .map(|word| word.folded)
        .filter(|word| !is_filler(word))
        .collect();
    let said = words(text);
    let telling = |word: &Word| label.contains(&word.folded);
    for (at, _) in said.iter().enumerate().filter(|(_, word)| telling(word)) {
        let after = said[at + 1..]
            .iter()
            .take(6)
            .skip_while(|word| telling(word) || is_filler(&word.folded));
        if let Some(value) = after
            .into_iter()
            .next()
            .map(|word| code_around(text, word))
            .filter(|value| value.contains(|c: char| c.is_ascii_digit()))
        {
            return Some(value.to_owned());
        }
    }
    prefixed(wanted.description, text)
}

/// The description names how it begins, "Starts with ORD": then that beginning is sign enough.
fn prefixed(description: &str, text: &str) -> Option<String> {
    let described = words(description);
    let at = described.windows(2).position(|pair| {
        matches!(pair[0].folded.as_str(), "starts" | "begins" | "start") && pair[1].folded == "with"
    })?;
    let prefix = &described.get(at + 2)?.folded;
    let mut codes = words(text)
        .into_iter()
        .map(|word| code_around(text, &word).to_owned());
    codes.find(|code| fold(code).starts_with(prefix.as_str()) && looks_like_a_code(code))
}

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "number"
            | "no"
            | "nr"
            | "id"
            | "code"
            | "is"
            | "was"
            | "the"
            | "my"
            | "your"
            | "it"
            | "its"
            | "of"
            | "a"
            | "reference"
            | "with"
    )
}

/// The word with what is written together with it: "ORD-48213", "48/2026".
fn code_around<'a>(text: &'a str, word: &Word) -> &'a str {
    let is_part = |c: char| c.is_alphanumeric() || "-_/.".contains(c);
    let start = text[..word.start].rfind(|c| !is_part(c)).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[word.end..]
        .find(|c| !is_part(c))
        .map_or(text.len(), |at| word.end + at);
    text[start..end].trim_matches(['.', '-', '/', '_'])
}

fn looks_like_a_code(value: &str) -> bool {
    value.len() >= 3 && value.chars().filter(char::is_ascii_digit).count() >= 2
}

fn is_name(label: &str) -> bool {
    words(label)
        .last()
        .is_some_and(|word| word.folded == "name")
        && !words(label)
            .iter()
            .any(|word| matches!(word.folded.as_str(), "company" | "product" | "user"))
}

/// "My name is Anna Berg", "I'm Anna", "this is Anna Berg from Oslo".
fn name(text: &str) -> Option<String> {
    let said = words(text);
    let folded: Vec<&str> = said.iter().map(|word| word.folded.as_str()).collect();
    let (at, needs_capital) = (0..said.len()).find_map(|at| match folded[at..] {
        ["my", "name", "is", _, ..] => Some((at + 3, false)),
        ["my", "names", _, ..] | ["name", "is", _, ..] => Some((at + 2, false)),
        ["i", "am", _, ..] | ["this", "is", _, ..] => Some((at + 2, true)),
        ["im", _, ..] => Some((at + 1, true)),
        _ => None,
    })?;
    let is_part =
        |word: &&Word| !needs_capital || text[word.start..].starts_with(char::is_uppercase);
    let parts: Vec<&Word> = said[at..]
        .iter()
        .take(3)
        .take_while(is_part)
        .take_while(|word| {
            !matches!(
                word.folded.as_str(),
                "and" | "from" | "but" | "with" | "i" | "my" | "the"
            )
        })
        .collect();
    let parts: Vec<&Word> = parts
        .iter()
        .enumerate()
        .take_while(|(n, word)| *n == 0 || word.pause == super::text::Pause::None)
        .map(|(_, word)| *word)
        .collect();
    let (first, last) = (parts.first()?, parts.last()?);
    Some(text[first.start..last.end].to_owned())
}

fn free_text(wanted: Wanted, text: &str) -> Option<String> {
    let answer = text.trim().trim_end_matches(['.', '!']);
    let said = words(answer);
    let first = said.first()?.folded.as_str();
    let is_refusal =
        matches!(first, "no" | "nope" | "why" | "what" | "dont" | "i" if refuses(&said));
    if answer.ends_with('?') || is_refusal || answer.len() > LONGEST_ANSWER {
        return None;
    }
    let lead = lead_in(&said, wanted);
    let start = said.get(lead).map_or(0, |word| word.start);
    Some(answer[start..].to_owned())
}

fn refuses(said: &[Word]) -> bool {
    let signs = [
        "dont", "cant", "wont", "not", "why", "what", "nope", "no", "rather", "forgot", "havent",
    ];
    said.iter()
        .take(4)
        .any(|word| signs.contains(&word.folded.as_str()))
}

/// How many words of "it's", "my order number is" and the like come before the value.
fn lead_in(said: &[Word], wanted: Wanted) -> usize {
    let label: Vec<String> = words(wanted.label)
        .into_iter()
        .map(|word| word.folded)
        .collect();
    let opens = |word: &Word| {
        matches!(
            word.folded.as_str(),
            "it" | "its" | "is" | "my" | "the" | "im" | "sure" | "ok" | "yes" | "that" | "thats"
        ) || label.contains(&word.folded)
    };
    let lead = said.iter().take_while(|word| opens(word)).count();
    // "The lamp is broken" is all value; "my name is Anna" is not. Words that lead in say what it is or that it is.
    let is_led = said[..lead].iter().any(|word| {
        label.contains(&word.folded)
            || matches!(word.folded.as_str(), "is" | "its" | "im" | "thats")
    });
    if lead == said.len() || !is_led {
        0
    } else {
        lead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(kind: Kind, label: &'static str) -> Wanted<'static> {
        Wanted {
            kind,
            label,
            ..Wanted::default()
        }
    }

    #[test]
    fn clear_signs_are_found_in_any_message() {
        for (kind, label, text, value) in [
            (
                Kind::Email,
                "E-mail",
                "I'm at Anna.Berg+shop@mail.example.co.uk.",
                Some("Anna.Berg+shop@mail.example.co.uk"),
            ),
            (
                Kind::Email,
                "E-mail",
                "you wrote a@b, that is no address",
                None,
            ),
            (
                Kind::Phone,
                "Phone",
                "call +47 22 33 44 55 after six",
                Some("+47 22 33 44 55"),
            ),
            (Kind::Phone, "Phone", "order 48213 of 2026-01-12", None),
            (Kind::Phone, "Phone", "ORD-4821300", None),
            (
                Kind::Number,
                "Customer number",
                "my customer number is 4711, thanks",
                Some("4711"),
            ),
            (Kind::Number, "Customer number", "I bought 3 lamps", None),
            (
                Kind::Text,
                "Order number",
                "Order #48213 never came",
                Some("48213"),
            ),
            (Kind::Text, "Order number", "where is my order", None),
            (
                Kind::Text,
                "Name",
                "Hi, my name is Anna Berg and I have a question",
                Some("Anna Berg"),
            ),
            (Kind::Text, "Name", "I am very angry", None),
        ] {
            assert_eq!(
                from_context(wanted(kind, label), text).as_deref(),
                value,
                "{text}"
            );
        }
    }

    #[test]
    fn the_description_may_say_how_it_begins() {
        let order = Wanted {
            label: "Reference",
            description: "Starts with ORD and five digits",
            ..Wanted::default()
        };
        assert_eq!(
            from_context(order, "it is about ord48213.").as_deref(),
            Some("ord48213")
        );
    }

    #[test]
    fn one_choice_is_named_or_none() {
        let choices = [
            "Premium".to_owned(),
            "Premium plus".to_owned(),
            "Basic".to_owned(),
        ];
        let plan = Wanted {
            kind: Kind::Choice,
            label: "Plan",
            choices: &choices,
            ..Wanted::default()
        };
        assert_eq!(
            from_answer(plan, "the premium plus one").as_deref(),
            Some("Premium plus")
        );
        assert_eq!(from_answer(plan, "BASIC").as_deref(), Some("Basic"));
        assert_eq!(from_answer(plan, "premium or basic"), None);
    }

    #[test]
    fn an_answer_may_be_bare() {
        for (kind, label, text, value) in [
            (Kind::Text, "Order number", "48213", Some("48213")),
            (Kind::Text, "Name", "anna", Some("anna")),
            (
                Kind::Text,
                "What happened",
                "The lamp arrived with a broken foot.",
                Some("The lamp arrived with a broken foot"),
            ),
            (Kind::Text, "Order number", "I don't have it here", None),
            (Kind::Number, "Amount", "about 49,90 €", Some("49,90")),
            (Kind::Email, "E-mail", "I'd rather not", None),
            (Kind::Text, "Name", "", None),
        ] {
            assert_eq!(
                from_answer(wanted(kind, label), text).as_deref(),
                value,
                "{text}"
            );
        }
    }
}

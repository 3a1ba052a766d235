//! A conversation as people write it down: one line each, with who said it in front.

/// Who says a line of the conversation that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    Customer,
    /// The customer sends a picture, with or without words.
    CustomerWithPicture,
    Ai,
    Person,
}

impl Speaker {
    /// Everybody who can say a line, in the order they are offered.
    pub const ALL: [Self; 4] = [
        Self::Customer,
        Self::Ai,
        Self::Person,
        Self::CustomerWithPicture,
    ];

    /// The name in the form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::CustomerWithPicture => "picture",
            Self::Ai => "ai",
            Self::Person => "person",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|speaker| speaker.as_str() == name)
    }
}

/// A pasted conversation, line by line. A line without a name goes on with the one before it, and the
/// first is the customer's.
///
/// ```
/// use app::pages::try_it::script::{Speaker, read};
/// let lines = read("Customer: Hi.\nWhere is it?\nnora: On its way.", "Nora");
/// assert_eq!(lines[0], (Speaker::Customer, "Hi.\nWhere is it?".to_owned()));
/// assert_eq!(lines[1], (Speaker::Ai, "On its way.".to_owned()));
/// ```
pub fn read(pasted: &str, agent: &str) -> Vec<(Speaker, String)> {
    let mut lines: Vec<(Speaker, String)> = Vec::new();
    for line in pasted
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        match (named(line, agent), lines.last_mut()) {
            (Some((speaker, words)), _) => lines.push((speaker, words.to_owned())),
            (None, Some((_, words))) => {
                words.push('\n');
                words.push_str(line);
            }
            (None, None) => lines.push((Speaker::Customer, line.to_owned())),
        }
    }
    lines
}

/// Who says a line, if it begins with a name that is known.
fn named<'a>(line: &'a str, agent: &str) -> Option<(Speaker, &'a str)> {
    let (name, words) = line.split_once(':')?;
    let name = name.trim().trim_matches('*').to_lowercase();
    let speaker = match name.as_str() {
        "customer" | "visitor" | "user" | "client" | "guest" => Speaker::Customer,
        "ai" | "bot" | "assistant" | "ai agent" => Speaker::Ai,
        "person" | "operator" | "human" | "team" | "colleague" => Speaker::Person,
        name if name == agent.trim().to_lowercase() => Speaker::Ai,
        _ => return None,
    };
    Some((speaker, words.trim().trim_start_matches("**").trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_case_and_other_colons_are_words() {
        let pasted = "Hello\r\nNote: it is urgent\n\nAI: At 14:05.\nOPERATOR:Hi\n**Customer:** ok";
        let expected = [
            (Speaker::Customer, "Hello\nNote: it is urgent"),
            (Speaker::Ai, "At 14:05."),
            (Speaker::Person, "Hi"),
            (Speaker::Customer, "ok"),
        ];
        let expected = expected.map(|(speaker, words)| (speaker, words.to_owned()));
        assert_eq!(read(pasted, "Nora"), expected);
        assert!(read(" \n\n", "Nora").is_empty());
    }

    #[test]
    fn every_speaker_has_a_name_that_is_read_back() {
        for speaker in Speaker::ALL {
            assert_eq!(Speaker::parse(speaker.as_str()), Some(speaker));
        }
    }
}

//! The stories of the sample world, as they are written: who, to which agent, when, and who said what.
//!
//! `# Name <address>, agent, channel, open 12` begins a story twelve working minutes ago; `closed 2`
//! begins it just after the last closing but one. Each line after it is `+minutes who: words` or
//! `+minutes who does something`.

use super::SampleError;
use crate::{
    channel::Channel,
    clock::Instant,
    conversation::{Customer, Verdict},
};

/// When a story began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// So many minutes ago, counting those in which somebody was there.
    OpenMinutesAgo(usize),
    /// After a closing: 1 is the last.
    AfterClosing(usize),
    At(Instant),
}

/// What happens in a story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step<'a> {
    Customer(&'a str),
    /// An AI elsewhere answered, as sure as that.
    Ai(f64, &'a str),
    Takes(&'a str),
    Replies(&'a str, &'a str),
    Notes(&'a str, &'a str),
    Resolves(&'a str),
    HandsBack(&'a str),
    /// Somebody says whether it was right to ask for a person.
    Judges(&'a str, Verdict),
}

/// One customer's story.
#[derive(Debug, Clone)]
pub(super) struct Story<'a> {
    pub(super) customer: Customer,
    pub(super) is_for_trade: bool,
    pub(super) channel: Channel,
    pub(super) began: Beginning,
    /// Each step with the minutes since the story began.
    pub(super) steps: Vec<(i64, Step<'a>)>,
}

/// Reads every story.
pub(super) fn read(text: &str) -> Result<Vec<Story<'_>>, SampleError> {
    let mut stories: Vec<Story> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let odd = || SampleError::Story {
            line: number + 1,
            said: line.to_owned(),
        };
        if let Some(heading) = line.strip_prefix("# ") {
            stories.push(begun(heading).ok_or_else(odd)?);
        } else if !line.trim().is_empty() {
            let step = step(line).ok_or_else(odd)?;
            stories.last_mut().ok_or_else(odd)?.steps.push(step);
        }
    }
    Ok(stories)
}

fn begun(heading: &str) -> Option<Story<'_>> {
    let [who, agent, channel, when] = heading.split(", ").collect::<Vec<_>>()[..] else {
        return None;
    };
    let (name, email) = match who.split_once(" <") {
        Some((name, address)) => (name, Some(address.strip_suffix('>')?.to_owned())),
        None => (who, None),
    };
    let (kind, count) = when.split_once(' ')?;
    let count = count.parse().ok()?;
    Some(Story {
        customer: Customer {
            name: Some(name.to_owned()),
            email,
            zone: None,
        },
        is_for_trade: agent == "trade",
        channel: Channel::parse(channel)?,
        began: match kind {
            "open" => Beginning::OpenMinutesAgo(count),
            "closed" => Beginning::AfterClosing(count),
            _ => return None,
        },
        steps: Vec::new(),
    })
}

fn step(line: &str) -> Option<(i64, Step<'_>)> {
    let (minutes, rest) = line.strip_prefix('+')?.split_once(' ')?;
    let step = match rest.split_once(": ") {
        Some((who, words)) => spoken(who, words)?,
        None => done(rest)?,
    };
    Some((minutes.parse().ok()?, step))
}

fn spoken<'a>(who: &'a str, words: &'a str) -> Option<Step<'a>> {
    Some(match who.split_once(' ') {
        None if who == "Customer" => Step::Customer(words),
        None => Step::Replies(who, words),
        Some(("AI", sure)) => Step::Ai(sure.parse().ok()?, words),
        Some((name, "notes")) => Step::Notes(name, words),
        Some(_) => return None,
    })
}

fn done(what: &str) -> Option<Step<'_>> {
    let (name, does) = what.split_once(' ')?;
    Some(match does {
        "takes it" => Step::Takes(name),
        "resolves" => Step::Resolves(name),
        "hands back" => Step::HandsBack(name),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stories_we_ship_can_be_read() {
        let stories = read(include_str!("stories.md")).unwrap();
        assert!(stories.len() >= 38);
        assert!(stories.iter().all(|story| !story.steps.is_empty()));
    }

    #[test]
    fn a_step_that_cannot_be_told_is_named() {
        let text = "# Ada, shop, web, open 1\n+0 Customer: Hi\n+1 Ada vanishes";
        let error = read(text).unwrap_err().to_string();
        assert_eq!(
            error,
            "line 3 of the stories cannot be told: +1 Ada vanishes"
        );
    }
}

//! The form: what is said, and the moment it is said at. The settings that were not saved yet travel with
//! it just as the action's own page sent them.

use chrono_tz::Tz;
use handoff::{
    channel::Channel,
    clock::Instant,
    conversation::{Attachment, AttachmentKind, Author, Message},
    problem::Problem,
};
use serde::Deserialize;

use super::samples::SAMPLES;
use super::script::{self, Speaker};
use crate::form::{RawMoment, RowOp, Rows, renumber};

/// The list of lines, as [`RowOp`] names it.
pub const LINES: &str = "lines";
/// More lines than these are no try any more.
const LINES_MAX: usize = 60;
/// Longest line, in characters.
const LINE_MAX: usize = 4000;
/// The most people a desk is tried with.
const ONLINE_MAX: usize = 9999;

/// The languages to choose from: those that requests for a person are read in without a language model.
pub const LANGUAGES: [(&str, &str); 10] = [
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("pt", "Portuguese"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("tr", "Turkish"),
    ("hi", "Hindi"),
];

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawTrial {
    pub op: String,
    #[serde(rename = "try")]
    pub tried: RawTried,
}

/// The page's own fields, apart from those of the action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawTried {
    pub lines: Rows<RawLine>,
    pub pasted: String,
    pub moment: RawMoment,
    pub channel: String,
    /// A language's tag, or empty to find it out.
    pub language: String,
    pub online: String,
    /// `saved` to leave the settings that came with the form aside.
    pub settings: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawLine {
    pub who: String,
    pub text: String,
}

/// What is tried, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    pub messages: Vec<Message>,
    pub at: Instant,
    pub zone: Tz,
    pub channel: Channel,
    pub language: Option<String>,
    pub online: usize,
}

/// A change to the form that a button asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Change {
    Rows(RowOp),
    /// The pasted text becomes the lines.
    Paste,
    Sample(usize),
    /// The customer says this as well.
    Say(String),
    /// Another day and time: `2026-12-17T18:00`.
    At(String),
}

impl Change {
    /// Reads the value of `op`; `decide` and anything unknown are no change.
    pub fn read(op: &str) -> Option<Self> {
        match op.split_once('=') {
            Some(("sample", number)) => number.parse().ok().map(Self::Sample),
            Some(("say", words)) => Some(Self::Say(words.to_owned())),
            Some(("at", moment)) => Some(Self::At(moment.to_owned())),
            _ if op == "paste" => Some(Self::Paste),
            _ => RowOp::read(op).map(Self::Rows),
        }
    }

    /// Whether the conversation is still being written, so that nothing is wrong with it yet.
    pub fn is_writing(&self) -> bool {
        matches!(self, Self::Rows(_))
    }
}

impl RawTried {
    /// The form before anything was said, at `now` where the team is.
    pub fn new(now: Instant, zone: Tz, online: usize) -> Self {
        let mut tried = Self::default();
        tried.say_all(SAMPLES.iter().next().map(|sample| sample.lines));
        tried.fill_in(now, zone, online);
        tried
    }

    /// Fills in what the form leaves out.
    pub fn fill_in(&mut self, now: Instant, zone: Tz, online: usize) {
        self.moment.fill_in(now, zone);
        if self.channel.is_empty() {
            Channel::Web.as_str().clone_into(&mut self.channel);
        }
        if self.online.trim().is_empty() {
            self.online = online.to_string();
        }
    }

    /// Does what a button asked for. `agent` is what the AI agent is called in a pasted text.
    pub fn apply(&mut self, change: &Change, agent: &str) {
        match change {
            Change::Rows(op) => op.apply(&mut self.lines, LINES_MAX),
            Change::Paste => {
                let lines = script::read(&self.pasted, agent);
                let lines = lines.into_iter().take(LINES_MAX);
                self.lines = (0..)
                    .zip(lines.map(|(who, text)| line(who, text)))
                    .collect();
                self.pasted.clear();
            }
            Change::Sample(number) => {
                self.say_all(SAMPLES.get(*number).map(|sample| sample.lines));
            }
            Change::Say(words) => {
                renumber(&mut self.lines);
                let next = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
                self.lines
                    .insert(next, line(Speaker::Customer, words.clone()));
            }
            Change::At(moment) => {
                let (on, at) = moment.split_once('T').unwrap_or((moment, ""));
                on.clone_into(&mut self.moment.on);
                at.clone_into(&mut self.moment.at);
            }
        }
    }

    /// The lines of a conversation that took place: the last of them, if there are too many.
    pub fn begin_with(&mut self, messages: &[Message], channel: Channel) {
        let from = messages.len().saturating_sub(LINES_MAX);
        let lines = messages.iter().skip(from).map(|message| {
            let who = match message.author {
                Author::Customer if message.attachments.is_empty() => Speaker::Customer,
                Author::Customer => Speaker::CustomerWithPicture,
                Author::Operator => Speaker::Person,
                Author::Ai | Author::System => Speaker::Ai,
            };
            line(who, message.text.clone())
        });
        self.lines = (0..).zip(lines).collect();
        channel.as_str().clone_into(&mut self.channel);
    }

    fn say_all(&mut self, lines: Option<&[(Speaker, &str)]>) {
        let lines = lines.unwrap_or_default().iter();
        let lines = lines.map(|(who, text)| line(*who, (*text).to_owned()));
        self.lines = (0..).zip(lines).collect();
    }

    /// What is tried, or everything wrong with it, at the form's own pointers.
    pub fn read(&self) -> Result<Tried, Vec<Problem>> {
        let mut problems = Vec::new();
        let messages = self.messages(&mut problems);
        let moment = self.moment.read();
        let online = self.online.trim().parse::<usize>().ok();
        let online = online.filter(|online| *online <= ONLINE_MAX);
        if online.is_none() {
            let detail = format!(
                "“{}” is not a number of people. Write a whole number from 0 to 9,999.",
                self.online
            );
            problems.push(Problem::new("/try/online", detail));
        }
        match moment {
            Ok((at, zone)) if problems.is_empty() => Ok(Tried {
                messages,
                at,
                zone,
                channel: Channel::parse(&self.channel).unwrap_or_default(),
                language: language(&self.language),
                online: online.unwrap_or_default(),
            }),
            Ok(_) => Err(problems),
            Err(found) => {
                problems.extend(found.into_iter().map(|problem| problem.at("/try/moment")));
                Err(problems)
            }
        }
    }

    fn messages(&self, problems: &mut Vec<Problem>) -> Vec<Message> {
        let mut messages = Vec::new();
        for (row, line) in (0..).zip(self.lines.values()) {
            let who = Speaker::parse(&line.who).unwrap_or(Speaker::Customer);
            let text = line.text.trim();
            if text.chars().count() > LINE_MAX {
                let detail =
                    "This line is too long. Shorten it to 4,000 characters, or make it two.";
                problems.push(Problem::new(format!("/try/lines/{row}/text"), detail));
            }
            if !text.is_empty() || who == Speaker::CustomerWithPicture {
                messages.push(message(who, text));
            }
        }
        if messages.is_empty() {
            let detail = "There is nothing to decide. Write what the customer says.";
            problems.push(Problem::new("/try/lines/0/text", detail));
        }
        messages
    }
}

fn line(who: Speaker, text: String) -> RawLine {
    RawLine {
        who: who.as_str().to_owned(),
        text,
    }
}

fn message(who: Speaker, text: &str) -> Message {
    let author = match who {
        Speaker::Customer | Speaker::CustomerWithPicture => Author::Customer,
        Speaker::Ai => Author::Ai,
        Speaker::Person => Author::Operator,
    };
    let mut message = Message::new(author, text);
    if who == Speaker::CustomerWithPicture {
        message.attachments.push(Attachment {
            kind: AttachmentKind::Image,
            name: None,
            url: None,
            file: None,
        });
    }
    message
}

fn language(tag: &str) -> Option<String> {
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map(|(tag, _)| (*tag).to_owned())
}

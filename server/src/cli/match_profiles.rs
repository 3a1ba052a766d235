//! `handoff match`: which profile each text of a file is about.

use std::process::ExitCode;

use clap::Args;
use handoff::{
    judge::{Match, Profile, Profiles, one_of_three},
    problem::Problem,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Failure,
    lines::{Answer, answer_lines, identified, in_sentences, read_file, refusal, refused},
};
use crate::json::decode;

/// From this score on a text is about a profile.
const BOUNDARY: f64 = 0.5;
/// Nobody reads further down a ranking.
const RANKED: usize = 10;

const EXAMPLE: &str = r#"Example of a profiles file:
  [{"name": "Billing", "description": "Invoices, refunds and payments", "examples": ["I was charged twice"]}]
Example of a line:
  {"id": "1", "text": "Why is there a second payment on my card?"}

Each line is answered by one line, with null when it is about none of them. Where no single one is sure
enough but one of the best three very likely is, “offer” names the three to choose from:
  {"id": "1", "ranking": [{"name": "Billing", "score": 0.71}], "match": "Billing", "offer": null}"#;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct MatchFlags {
    /// The profiles: a JSON list
    #[arg(long, value_name = "FILE")]
    profiles: String,
    /// The texts, one JSON object a line; “-” is the standard input
    #[arg(long, value_name = "FILE", default_value = "-")]
    input: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    text: String,
}

#[derive(Serialize)]
struct Ranked<'a> {
    id: &'a Value,
    ranking: Vec<Scored>,
    r#match: Option<String>,
    /// Where nothing matches but one of the best three very likely would: those, best first.
    offer: Option<[String; 3]>,
}

#[derive(Serialize)]
struct Scored {
    name: String,
    score: f64,
}

pub(super) fn match_profiles(flags: &MatchFlags) -> Result<ExitCode, Failure> {
    let profiles = profiles(&flags.profiles)?;
    answer_lines(&flags.input, |line| match_line(&profiles, line))
}

fn profiles(path: &str) -> Result<Profiles, Failure> {
    let read: Value = serde_json::from_str(&read_file(path)?).map_err(|error| {
        let detail = format!("This is not JSON: {error}.");
        refused(path, &[Problem::new("", detail)])
    })?;
    let profiles: Vec<Profile> = decode(read).map_err(|problems| refused(path, &problems))?;
    let nameless = profiles
        .iter()
        .position(|profile| profile.name.trim().is_empty());
    if let Some(row) = nameless {
        let problem = Problem::new(format!("/{row}/name"), "Give this profile a name.");
        return Err(refused(path, &[problem]));
    }
    Ok(Profiles::new(&profiles))
}

fn match_line(profiles: &Profiles, line: &str) -> Answer {
    let (id, fields) = identified(line)?;
    let question: Question =
        decode(Value::Object(fields)).map_err(|problems| refusal(&id, &in_sentences(&problems)))?;
    let mut matches = profiles.matches(&question.text);
    matches.sort_by(|a, b| b.score.total_cmp(&a.score));
    let best = matches.first().filter(|best| best.score >= BOUNDARY);
    let offer = one_of_three(&matches).map(|three| three.map(|found| found.name.to_string()));
    let ranked = Ranked {
        id: &id,
        offer,
        r#match: best.map(|best| best.name.to_string()),
        ranking: matches.into_iter().take(RANKED).map(Scored::from).collect(),
    };
    serde_json::to_value(&ranked).map_err(|error| refusal(&id, &error.to_string()))
}

impl From<Match> for Scored {
    fn from(found: Match) -> Self {
        Self {
            name: found.name.to_string(),
            score: found.score,
        }
    }
}

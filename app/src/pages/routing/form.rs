//! How a queue shares out, as a form.

use handoff::{
    id::QueueId,
    problem::Problem,
    routing::{Fallback, Method, Need, Sharing},
};
use serde::Deserialize;

use crate::form::{is_ticked, skills_in_words, skills_read, tick};

/// After how many minutes a fallback happens, until somebody says otherwise.
const USUAL_MINUTES: u32 = 10;

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawSharing {
    pub revision: String,
    pub method: String,
    /// “billing 3, returns”
    pub skills: String,
    pub need: String,
    pub max_concurrent_per_agent: String,
    pub is_strict: String,
    pub fallback: String,
    pub fallback_queue: String,
    pub fallback_minutes: String,
    pub reassign_minutes: String,
}

impl RawSharing {
    pub(super) fn of(sharing: &Sharing, revision: i64) -> Self {
        let number = |number: Option<u32>| number.map_or_else(String::new, |it| it.to_string());
        let queue = sharing.fallback.queue();
        Self {
            revision: revision.to_string(),
            method: sharing.method.as_str().to_owned(),
            skills: skills_in_words(&sharing.skills),
            need: sharing.need.as_str().to_owned(),
            max_concurrent_per_agent: number(sharing.max_concurrent_per_agent),
            is_strict: tick(sharing.is_strict),
            fallback: sharing.fallback.kind().to_owned(),
            fallback_queue: queue.map_or_else(String::new, |id| id.to_string()),
            fallback_minutes: number(sharing.fallback.after_minutes().or(Some(USUAL_MINUTES))),
            reassign_minutes: number(sharing.reassign_minutes),
        }
    }

    /// What the form says, as far as it can be read, and what cannot.
    pub(super) fn read(&self) -> (Sharing, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut number = |text: &str, at: &str| {
            let text = text.trim();
            let number = text.parse::<u32>().ok();
            if number.is_none() && !text.is_empty() {
                let detail =
                    format!("“{text}” is not a number. Write a whole one, or leave it empty.");
                problems.push(Problem::new(at, detail));
            }
            number
        };
        let max = number(&self.max_concurrent_per_agent, "/max_concurrent_per_agent");
        let reassign_minutes = number(&self.reassign_minutes, "/reassign_minutes");
        let falls_back = self.fallback != Fallback::Queue.kind();
        let minutes = falls_back
            .then(|| number(&self.fallback_minutes, "/fallback_minutes"))
            .flatten();
        let after_minutes = minutes.unwrap_or(0);
        let fallback = match self.fallback.as_str() {
            "other_queue" => Fallback::OtherQueue {
                queue: QueueId(self.fallback_queue.parse().unwrap_or(0)),
                after_minutes,
            },
            "anyone" => Fallback::Anyone { after_minutes },
            "callback" => Fallback::Callback { after_minutes },
            _ => Fallback::Queue,
        };
        let need = Need::ALL
            .into_iter()
            .find(|need| need.as_str() == self.need);
        let sharing = Sharing {
            method: Method::named(&self.method).unwrap_or_default(),
            skills: skills_read(&self.skills),
            need: need.unwrap_or_default(),
            max_concurrent_per_agent: max,
            is_strict: is_ticked(&self.is_strict),
            fallback,
            reassign_minutes,
        };
        (sharing, problems)
    }
}

/// What the core says is wrong, at the fields of the form.
pub(super) fn on_the_form(problem: Problem) -> Problem {
    let at = match problem.pointer.as_str() {
        "/fallback/after_minutes" => "/fallback_minutes",
        "/fallback/queue" => "/fallback_queue",
        other if other.starts_with("/skills") => "/skills",
        _ => return problem,
    };
    Problem::new(at, problem.detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_the_same() {
        let sharing = Sharing {
            method: Method::SkillBased,
            skills: [("billing".to_owned(), 3)].into(),
            need: Need::Any,
            max_concurrent_per_agent: Some(4),
            is_strict: true,
            fallback: Fallback::OtherQueue {
                queue: QueueId(3),
                after_minutes: 7,
            },
            reassign_minutes: Some(10),
        };
        assert_eq!(RawSharing::of(&sharing, 2).read(), (sharing, Vec::new()));
    }

    #[test]
    fn minutes_that_do_not_count_need_not_be_right() {
        let mut raw = RawSharing::of(&Sharing::default(), 1);
        raw.fallback_minutes = "soon".to_owned();
        assert_eq!(raw.read().1, Vec::new());
        raw.fallback = "anyone".to_owned();
        raw.reassign_minutes = "x".to_owned();
        let problems = raw.read().1;
        let places: Vec<&str> = problems.iter().map(|it| it.pointer.as_str()).collect();
        assert_eq!(places, ["/reassign_minutes", "/fallback_minutes"]);
    }
}

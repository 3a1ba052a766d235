//! Can anyone be left without an answer? What going every way came to, in words, with where to mend it.

use handoff::{
    dead_end::{ANOTHER_LANGUAGE, DeadEnd, Walk, Way, Why},
    handoff::{Queue, language_name},
    wording::capitalised,
};
use leptos::prelude::*;

use crate::{
    routes,
    ui::{Badge, Card, Icon, Meaning, and, field::grouped},
};

/// How many are listed, and how many ways one of them names.
const LISTED: usize = 5;
const NAMED: usize = 3;

/// What going every way came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answered {
    pub tried: usize,
    pub lines: Vec<Line>,
}

/// A dead end.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// “Trade accounts by phone”.
    pub who: String,
    /// “no queue takes them”.
    pub why: String,
    /// What mends it, and where.
    pub mend: (&'static str, String),
}

impl Answered {
    pub(super) fn of(walk: &Walk, agent: i64, queues: &[Queue]) -> Self {
        let lines = walk.dead_ends.iter();
        let lines = lines.map(|found| Line {
            who: who(found),
            why: why(found, queues),
            mend: mend(found, agent),
        });
        Self {
            tried: walk.tried,
            lines: lines.collect(),
        }
    }
}

/// “Billing and Returns by phone in Finnish”.
fn who(found: &DeadEnd) -> String {
    let names = found.ways.iter().map(|way| match way {
        Way::Action => "Whoever needs a person".to_owned(),
        Way::Handoff { name, .. } => name.clone(),
        Way::Topic(title) => format!("the topic “{title}”"),
    });
    let mut names: Vec<String> = names.collect();
    let more = names.len().saturating_sub(NAMED);
    if more > 0 {
        names.truncate(NAMED);
        names.push(format!("{more} more"));
    }
    let channels = found.channels.iter();
    let channels: Vec<String> = channels
        .map(|channel| channel.mid_sentence().to_owned())
        .collect();
    let by = after(" by ", &channels);
    let languages: Vec<String> = found.languages.iter().map(|tag| spoken(tag)).collect();
    capitalised(&format!("{}{by}{}", and(&names), after(" in ", &languages)))
}

fn after(word: &str, names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    format!("{word}{}", and(names))
}

fn spoken(tag: &str) -> String {
    if tag == ANOTHER_LANGUAGE {
        "a language that no queue lists".to_owned()
    } else {
        language_name(tag)
    }
}

fn why(found: &DeadEnd, queues: &[Queue]) -> String {
    let queue = found.queue;
    let queue = queue.and_then(|id| queues.iter().find(|queue| queue.id == id));
    let name = queue.map_or("a queue", |queue| queue.name.as_str());
    match found.why {
        Why::NobodyWorks => format!("they end in “{name}”, and nobody works on it."),
        Why::NeverOpens => {
            format!("“{name}” never opens, so nobody can say when somebody is there.")
        }
        Why::NobodyOnline => format!(
            "“{name}” counts as closed while nobody is online, and nobody can say until when."
        ),
        Why::NotTaken => "no queue takes them, so nobody is ever there.".to_owned(),
    }
}

fn mend(found: &DeadEnd, agent: i64) -> (&'static str, String) {
    let part = |part: &str| match found.queue {
        Some(queue) => format!("{}#{part}", routes::queue(agent, queue.0)),
        None => routes::queues(agent),
    };
    match found.why {
        Why::NobodyWorks => ("Choose who does", part("people")),
        Why::NeverOpens => ("Give it hours", part("when")),
        Why::NobodyOnline => (
            "Take a callback instead",
            format!("{}#outside", routes::hours(agent)),
        ),
        Why::NotTaken => ("Look at the queues", routes::queues(agent)),
    }
}

pub(super) fn card(answered: Answered) -> impl IntoView {
    let Answered { tried, lines } = answered;
    let count = lines.len();
    let aside = move || match count {
        0 => view! { <Badge word="No" meaning=Meaning::Good icon=Icon::Check /> },
        1 => view! { <Badge word="1 way" meaning=Meaning::Wait icon=Icon::Warning /> },
        count => {
            view! { <Badge word=format!("{count} ways") meaning=Meaning::Wait icon=Icon::Warning /> }
        }
    };
    let rest = count.saturating_sub(LISTED);
    let items = lines.into_iter().take(LISTED).map(line).collect_view();
    view! {
        <Card id="answered" title="Can anyone be left without an answer?" aside=aside>
            <p class="sm">{tried_in_words(tried, count)}</p>
            {(count > 0).then(|| view! { <ul class="dead-ends">{items}</ul> })}
            {(rest > 0).then(|| view! { <p class="sm muted">{format!("And {rest} more.")}</p> })}
        </Card>
    }
}

fn tried_in_words(tried: usize, found: usize) -> String {
    let tried = grouped(tried);
    let (all, they) = match found {
        0 => ("Each", "ends"),
        _ => ("The others", "end"),
    };
    format!(
        "Checked {tried} combinations of handoffs and topics, hours, channels and languages. {all} {they} with a person, a place in line, a callback, the AI, or the time when somebody is back."
    )
}

fn line(line: Line) -> impl IntoView {
    let (label, href) = line.mend;
    view! {
        <li>
            {Icon::Warning.small()}
            <span>
                <b>{line.who} ":"</b>
                " "
                {line.why}
                " "
                <a href=href>{label}</a>
            </span>
        </li>
    }
}

#[cfg(test)]
impl Answered {
    pub(super) fn sample() -> Self {
        Self {
            tried: 1_152,
            lines: vec![Line {
                who: "Trade accounts by phone".to_owned(),
                why: "no queue takes them, so nobody is ever there.".to_owned(),
                mend: ("Look at the queues", routes::queues(1)),
            }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handoff::{channel::Channel, id::QueueId, schedule::Schedule};

    fn dead_end(why: Why, queue: Option<i64>) -> DeadEnd {
        let way = Way::Handoff {
            name: "Billing".into(),
            function: "handoff_billing".into(),
        };
        DeadEnd {
            why,
            queue: queue.map(QueueId),
            ways: vec![way],
            channels: Vec::new(),
            languages: Vec::new(),
        }
    }

    #[test]
    fn a_dead_end_says_whom_it_leaves_why_and_where_it_is_mended() {
        let night = Queue::new(QueueId(7), "Night", Schedule::always(chrono_tz::UTC));
        let mut found = dead_end(Why::NeverOpens, Some(7));
        found.ways.push(Way::Topic("Refunds".into()));
        found.channels = vec![Channel::Phone, Channel::Sms];
        found.languages = vec!["es".into(), "und".into()];
        let walk = Walk {
            tried: 1_152,
            dead_ends: vec![found],
        };
        let answered = Answered::of(&walk, 3, &[night]);
        assert_eq!(answered.tried, 1_152);
        let line = &answered.lines[0];
        assert_eq!(
            line.who,
            "Billing and the topic “Refunds” by phone and SMS in Spanish and a language that no queue lists"
        );
        assert_eq!(
            line.why,
            "“Night” never opens, so nobody can say when somebody is there."
        );
        assert_eq!(
            line.mend,
            ("Give it hours", "/agents/3/queues/7#when".to_owned())
        );
    }

    #[test]
    fn many_ways_to_one_dead_end_are_counted() {
        let mut found = dead_end(Why::NotTaken, None);
        for topic in ["A", "B", "C"] {
            found.ways.push(Way::Topic(topic.into()));
        }
        assert_eq!(
            who(&found),
            "Billing, the topic “A”, the topic “B” and 1 more"
        );
        assert_eq!(mend(&found, 3).1, "/agents/3/queues");
    }
}

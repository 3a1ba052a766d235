//! The home page itself: first steps, conversations, what is true right now.

use leptos::prelude::*;

use super::dead_ends::{self, Answered};
#[cfg(test)]
use super::first_steps::StepKind;
use super::first_steps::{self, Step};
use crate::document::Assets;
use crate::pages::inbox::Rows;
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{Badge, ButtonLink, Callout, Card, Empty, Icon, Meaning, PageHead};

#[derive(Debug, Clone)]
pub struct Home {
    /// The AI agent's name.
    pub agent: String,
    /// In order. Empty for people who set nothing up.
    pub steps: Vec<Step>,
    pub now: RightNow,
    /// What does not arrive where it should, for whoever sets things up.
    pub undelivered: Vec<String>,
    /// Whether anyone can be left without an answer, for whoever sets things up.
    pub answered: Option<Answered>,
    /// Those who wait for a person, the first of them.
    pub(super) line: Option<Rows>,
}

/// What is true at this moment.
#[derive(Debug, Clone)]
pub struct RightNow {
    pub is_open: bool,
    /// “until 18:00”, “opens tomorrow at 09:00”.
    pub hours: String,
    pub people_available: u32,
    pub is_handing_over: bool,
    pub waiting: u32,
    pub with_ai: u32,
    /// Who reads the messages: “Built in, no other service needed”.
    pub judge: String,
}

pub fn render(shell: Shell, assets: &Assets, page: Home) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: Home) -> impl IntoView {
    let Home {
        agent,
        steps,
        now,
        undelivered,
        answered,
        line,
    } = page;
    let (question, lede) = question(&agent, &steps, &now);
    let has_conversations = now.waiting + now.with_ai > 0;
    let is_new = !steps.is_empty();
    view! {
        <PageHead question=question lede=lede />
        <div class="content has-rail">
            <div class="stack">
                {(!undelivered.is_empty()).then(|| not_arriving(undelivered))}
                {(!steps.is_empty()).then(|| first_steps::first_steps(steps))}
                {has_conversations.then(|| conversations(&now, line.as_ref()))}
                {(!has_conversations).then(|| no_conversations(&agent))}
                {answered.map(dead_ends::card)}
            </div>
            <aside class="rail" aria-label="Right now">
                {right_now(now)}
                {is_new.then(coming_from_elsewhere)}
            </aside>
        </div>
    }
}

/// What leaves and does not arrive.
fn not_arriving(what: Vec<String>) -> impl IntoView {
    let lines = what
        .into_iter()
        .map(|words| view! { <li>{words}</li> })
        .collect_view();
    view! {
        <Callout title="Somebody is not told" meaning=Meaning::Wait>
            <ul>{lines}</ul>
            <p>
                <a href=routes::DELIVERIES>"Look at the deliveries"</a>
            </p>
        </Callout>
    }
}

fn question(agent: &str, steps: &[Step], now: &RightNow) -> (String, String) {
    let (done, all) = (
        steps.iter().filter(|step| step.is_done).count(),
        steps.len(),
    );
    if all == 0 || done == all {
        let lede = match now.waiting {
            0 => "Nobody is waiting for a person.".to_owned(),
            1 => "One conversation is waiting for a person.".to_owned(),
            count => format!("{count} conversations are waiting for a person."),
        };
        return ("What needs you now?".to_owned(), lede);
    }
    let question = if done * 2 >= all {
        format!("{agent} is almost ready to hand over")
    } else {
        format!("What does {agent} need before handing over?")
    };
    let lede =
        format!("{done} of {all} done. Until the last step nothing changes for your customers.");
    (question, lede)
}

fn right_now(now: RightNow) -> impl IntoView {
    let hours = if now.is_open {
        view! { <Badge word="Open" meaning=Meaning::Good icon=Icon::Check /> }.into_any()
    } else {
        view! { <Badge word="Closed" icon=Icon::Moon /> }.into_any()
    };
    let handing_over = if now.is_handing_over {
        view! { <Badge word="On" meaning=Meaning::Good icon=Icon::Check /> }.into_any()
    } else {
        view! { <Badge word="Off" icon=Icon::Minus /> }.into_any()
    };
    let people = match now.people_available {
        0 => "Nobody available".to_owned(),
        count => format!("{count} available"),
    };
    view! {
        <Card id="right-now" title="Right now">
            <dl class="facts">
                <dt>"Hours"</dt>
                <dd>{hours} " " {now.hours}</dd>
                <dt>"People"</dt>
                <dd>{people}</dd>
                <dt>"Handing over"</dt>
                <dd>{handing_over}</dd>
                <dt>"Waiting"</dt>
                <dd>{now.waiting}</dd>
                <dt>"With the AI"</dt>
                <dd>{now.with_ai}</dd>
                <dt>"Read by"</dt>
                <dd>{now.judge}</dd>
            </dl>
        </Card>
    }
}

/// For whoever had another tool before.
fn coming_from_elsewhere() -> impl IntoView {
    view! {
        <Callout title="Coming from another tool?" meaning=Meaning::Accent>
            <p>
                "Take your settings along. What fits and what does not is listed before anything changes. "
                <a href=routes::IMPORT>"Import settings"</a>
            </p>
        </Callout>
    }
}

/// Who waits longest, each a step away; nobody is said in words.
fn conversations(now: &RightNow, line: Option<&Rows>) -> AnyView {
    let Some(line) = line.filter(|line| !line.shown.is_empty()) else {
        let words = match now.with_ai {
            0 => "Every open conversation is in good hands.".to_owned(),
            1 => "The AI is talking to one customer.".to_owned(),
            count => format!("The AI is talking to {count} customers."),
        };
        return view! {
            <div class="card">
                <Empty icon=Icon::Inbox title="Nobody is waiting" words=words>
                    <ButtonLink href=routes::INBOX label="Open the inbox" />
                </Empty>
            </div>
        }
        .into_any();
    };
    let all = match now.waiting {
        1 => "Open the inbox".to_owned(),
        count => format!("All {count} in the inbox"),
    };
    let rows = line.items();
    let aside = move || view! { <a href=routes::INBOX>{all.clone()}</a> };
    view! {
        <Card id="line" title="First in line" aside=aside is_flush=true>
            <ol class="line-list">{rows}</ol>
        </Card>
    }
    .into_any()
}

fn no_conversations(agent: &str) -> impl IntoView + use<> {
    let words = format!(
        "When {agent} hands over, they appear in the inbox with the reason, what was said, and what is still missing."
    );
    view! {
        <div class="card">
            <Empty icon=Icon::Inbox title="No conversations yet" words=words>
                <ButtonLink href=routes::INBOX label="See the inbox" />
            </Empty>
        </div>
    }
}

#[cfg(test)]
impl Home {
    pub(crate) fn sample() -> Self {
        let step = |kind, is_done, words: &str, href: Option<String>| Step {
            kind,
            is_done,
            words: words.to_owned(),
            href,
        };
        Self {
            agent: "Nora".to_owned(),
            steps: vec![
                step(StepKind::Account, true, "", None),
                step(
                    StepKind::Hours,
                    true,
                    "Madrid, Monday to Saturday, 49 hours a week.",
                    Some(routes::hours(1)),
                ),
                step(
                    StepKind::WhenToUse,
                    true,
                    "Balanced: when asked, when upset, when Nora is not sure.",
                    Some(routes::human_handoff(1)),
                ),
                step(
                    StepKind::Colleagues,
                    true,
                    "Aiko, Tomás and Sam have joined. Lena has an invitation.",
                    Some(routes::OPERATORS.to_owned()),
                ),
                step(StepKind::Topics, false, "", Some(routes::topics(1))),
                step(StepKind::Chat, false, "", Some(routes::widget(1))),
                step(StepKind::TurnOn, false, "", Some(routes::human_handoff(1))),
            ],
            now: RightNow {
                is_open: true,
                hours: "until 18:00".to_owned(),
                people_available: 3,
                is_handing_over: false,
                waiting: 0,
                with_ai: 0,
                judge: "Built in, no other service needed".to_owned(),
            },
            undelivered: Vec::new(),
            answered: Some(Answered::sample()),
            line: None,
        }
    }

    /// As an operator sees a busy desk.
    pub(crate) fn sample_busy() -> Self {
        let mut home = Self::sample();
        home.steps.clear();
        home.answered = None;
        home.line = Some(crate::pages::inbox::samples::rows());
        home.now = RightNow {
            waiting: 6,
            with_ai: 41,
            is_open: false,
            hours: "opens tomorrow at 09:00".to_owned(),
            people_available: 0,
            is_handing_over: true,
            ..home.now
        };
        home
    }
}

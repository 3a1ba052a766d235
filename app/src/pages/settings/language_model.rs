//! The language model beside the embedded judge: how it is doing, and how one is set up. It is set up where
//! the program is started, not here, so that nobody can send conversations elsewhere from a browser.

use axum::{
    extract::State,
    response::{Html, Redirect},
};
use chrono_tz::Tz;
use handoff::{actions::LlmStatus, clock::Instant};
use leptos::prelude::*;

use crate::{
    document::Assets,
    request::{Admin, Oops, Said, say},
    routes,
    shell::{self, Place, Shell},
    site::Site,
    ui::{ActionButton, Badge, Card, Icon, Look, Meaning, PageHead, When},
};

const TITLE: &str = "Language model";

/// How the settings may be written where the program is started.
const EXAMPLE: [(&str, &str); 3] = [
    ("HANDOFF_LLM_BASE_URL", "https://api.example.com/v1"),
    ("HANDOFF_LLM_MODEL", "the-model"),
    ("HANDOFF_LLM_API_KEY", "the key, if it needs one"),
];

#[derive(Debug, Clone)]
pub struct LanguageModel {
    /// None when there is none set up.
    pub status: Option<LlmStatus>,
    pub now: Instant,
    pub zone: Tz,
}

pub(super) async fn show(State(site): State<Site>, Admin(me): Admin) -> Result<Html<String>, Oops> {
    let page = LanguageModel {
        status: site.desk.llm.as_ref().map(|llm| llm.status()),
        now: site.desk.clock.now(),
        zone: site.zone().await?,
    };
    let shell = me.shell(&site, Place::LanguageModel, TITLE).await?;
    Ok(Html(render(shell, &site.assets, page)))
}

/// Asks it something, for real, and says on the same page what came of it.
pub(super) async fn try_out(State(site): State<Site>, Admin(me): Admin) -> Redirect {
    let said = match &site.desk.llm {
        None => Said::refused("No language model is set up."),
        Some(llm) => match llm.try_out().await {
            Ok(()) => Said::done("It answered, and it understood the question."),
            Err(fault) => Said::refused(format!("{fault}.")),
        },
    };
    say(&me.session, said).await;
    Redirect::to(routes::LANGUAGE_MODEL)
}

pub fn render(shell: Shell, assets: &Assets, page: LanguageModel) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: LanguageModel) -> impl IntoView {
    let is_set_up = page.status.is_some();
    view! {
        <PageHead
            question="Does a language model read along?"
            lede="Everything is read without one. A language model makes the reading better; when it is slow, wrong or not there, the same message is decided without it, and the decision’s steps say so."
        />
        <div class="content is-narrow">
            {match &page.status {
                Some(status) => standing(status, &page).into_any(),
                None => nothing().into_any(),
            }}
            {how_to(is_set_up)}
            {what_is_sent()}
        </div>
    }
}

fn nothing() -> impl IntoView {
    view! {
        <Card id="status" title="How it is doing" aside=|| view! { <Badge word="Not set up" /> }>
            <p>"No language model is set up. Messages are read by the embedded judge alone, and nothing leaves this server to be read."</p>
        </Card>
    }
}

fn standing(status: &LlmStatus, page: &LanguageModel) -> impl IntoView + use<> {
    let (word, meaning, icon) = state(status);
    let when = |at: Instant| view! { <When at=at now=page.now zone=page.zone /> };
    let last_answer = status.gate.last_success.map(when);
    let last_failure = status.gate.last_failure.map(|(at, fault)| {
        view! {
            <dt>"Last failure"</dt>
            <dd>{fault.to_string()} ", " {when(at)} "."</dd>
        }
    });
    let rest = status.gate.rests_until.map(|until| {
        view! {
            <dt>"Asked again"</dt>
            <dd>{when(until)}</dd>
        }
    });
    let (gate, terms) = (status.gate, status.terms.clone());
    view! {
        <Card
            id="status"
            title="How it is doing"
            hint="Of this program, since it was started."
            aside=move || view! { <Badge word=word meaning=meaning icon=icon /> }
        >
            <dl class="facts">
                <dt>"Model"</dt>
                <dd>{terms.model}</dd>
                <dt>"On"</dt>
                <dd>{terms.address}</dd>
                <dt>"A message waits at most"</dt>
                <dd>{format!("{} s", terms.time_out.as_secs_f64())}</dd>
                <dt>"Questions at once"</dt>
                <dd>{terms.concurrency}</dd>
                <dt>"Calls this hour"</dt>
                <dd>{format!("{} of {}", gate.calls_this_hour, gate.calls_per_hour)}</dd>
                <dt>"Last answer"</dt>
                <dd>
                    {match last_answer {
                        Some(when) => when.into_any(),
                        None => "None yet".into_any(),
                    }}
                </dd>
                {last_failure}
                {rest}
            </dl>
            <ActionButton
                action=routes::LANGUAGE_MODEL
                label="Ask it something now"
                look=Look::Primary
                icon=Icon::Spark
            />
        </Card>
    }
}

/// How it is doing, in a word.
fn state(status: &LlmStatus) -> (&'static str, Meaning, Icon) {
    let gate = status.gate;
    let failed_last = match (gate.last_failure, gate.last_success) {
        (Some((failed, _)), Some(answered)) => failed > answered,
        (failure, _) => failure.is_some(),
    };
    if gate.rests_until.is_some() {
        ("Left alone for a while", Meaning::Bad, Icon::Cross)
    } else if gate.calls_this_hour >= gate.calls_per_hour {
        ("Used up for this hour", Meaning::Wait, Icon::Warning)
    } else if failed_last {
        ("Failed the last time", Meaning::Wait, Icon::Warning)
    } else if gate.last_success.is_some() {
        ("Working", Meaning::Good, Icon::Check)
    } else {
        ("Not asked yet", Meaning::Plain, Icon::Info)
    }
}

fn how_to(is_set_up: bool) -> impl IntoView {
    let title = if is_set_up {
        "How it is changed"
    } else {
        "How to set one up"
    };
    let rows = EXAMPLE
        .iter()
        .map(|(name, value)| {
            view! {
                <dt class="mono">{*name}</dt>
                <dd>{*value}</dd>
            }
        })
        .collect_view();
    view! {
        <Card id="how-to" title=title>
            <p>"Whoever runs this server sets these in its environment, or under [llm] in handoff.toml, and starts it again. Any address that speaks OpenAI’s chat completions will do, also one in your own network."</p>
            <dl class="facts">{rows}</dl>
        </Card>
    }
}

fn what_is_sent() -> impl IntoView {
    view! {
        <Card id="sent" title="What it gets to read">
            <p>"The text of the last messages since the AI took the conversation, the names and descriptions of your reasons and subjects, and, where the AI here answers, the paragraphs of your topics."</p>
            <p>"Never: names, e-mail addresses, files or anything else that is kept of a customer but was not written in the conversation. What it writes about a conversation is for the team; customers read only your own words, or a translation of them."</p>
        </Card>
    }
}

#[cfg(test)]
impl LanguageModel {
    pub(crate) fn sample_empty() -> Self {
        Self {
            status: None,
            now: handoff::clock::from_millis(1_800_000_000_000),
            zone: Tz::Europe__Madrid,
        }
    }

    pub(crate) fn sample() -> Self {
        use handoff::{
            actions::LlmTerms,
            judge::llm::{Fault, GateState},
        };
        let empty = Self::sample_empty();
        let ago = |minutes| empty.now - chrono::TimeDelta::minutes(minutes);
        let status = LlmStatus {
            terms: LlmTerms {
                model: "small-reader-2".to_owned(),
                address: "models.alder.example".to_owned(),
                time_out: std::time::Duration::from_secs(6),
                concurrency: 8,
                calls_per_hour: 1000,
            },
            gate: GateState {
                calls_this_hour: 212,
                calls_per_hour: 1000,
                last_success: Some(ago(1)),
                last_failure: Some((ago(40), Fault::TimedOut)),
                rests_until: None,
            },
        };
        Self {
            status: Some(status),
            ..empty
        }
    }

    pub(crate) fn sample_resting() -> Self {
        use handoff::judge::llm::Fault;
        let mut page = Self::sample();
        if let Some(status) = &mut page.status {
            let now = page.now;
            status.gate.last_failure = Some((now, Fault::Status(401)));
            status.gate.rests_until = Some(now + chrono::TimeDelta::minutes(2));
        }
        page
    }
}

//! Scenarios in plain words, `tests/scenarios/*.md`, played through the real actions on a real database.
//!
//! A scenario is a heading, a configuration as JSON, and lines of what happens. `=>` says what must have
//! come of the line before; the words it may use are the match arms below.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{fs, path::Path, sync::Arc};

use handoff::{
    access::{Actor, Scope},
    actions::{
        Beginning, Desk, Hours, Incoming, NewAgent, Received, SetUp, claim, hand_back,
        receive_message, reply, resolve, save_action, save_hours, set_up, start_conversation,
    },
    channel::Channel,
    clock::FixedClock,
    conversation::{AnsweredBy, Attachment, AttachmentKind, Author, Conversation, Customer},
    decision::Decision,
    id::{AgentId, ConversationId, Entropy, OperatorId},
    operator::Role,
    policy::Document,
    schedule::Schedule,
    store::{Organisation, Store},
};

/// One scenario: its title, its configuration, and its lines with their numbers.
struct Scenario<'a> {
    title: &'a str,
    configuration: String,
    lines: Vec<(usize, &'a str)>,
}

fn scenarios(text: &str) -> Vec<Scenario<'_>> {
    let mut found: Vec<Scenario> = Vec::new();
    let mut is_configuration = false;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(title) = line.strip_prefix("# ") {
            found.push(Scenario {
                title,
                configuration: String::new(),
                lines: Vec::new(),
            });
        } else if line.starts_with("```") {
            is_configuration = !is_configuration;
        } else if let Some(scenario) = found.last_mut() {
            if is_configuration {
                scenario.configuration.push_str(line);
            } else if !line.is_empty() {
                scenario.lines.push((number + 1, line));
            }
        }
    }
    found
}

/// A shop with one AI agent and two people, and the conversation that is being played.
struct Stage {
    desk: Desk,
    clock: Arc<FixedClock>,
    agent: AgentId,
    people: [OperatorId; 2],
    channel: Channel,
    conversation: Option<ConversationId>,
    received: Option<Received>,
    _folder: tempfile::TempDir,
}

const SCOPE: Scope = Scope::Everything;

impl Stage {
    async fn set(configuration: &str) -> Result<Self, String> {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/scenario.db", folder.path().display());
        let clock = Arc::new(FixedClock::at("2026-01-12T10:30:00Z".parse().unwrap()));
        let store = Store::open(&url).await.unwrap();
        let desk = Desk::new(store, clock.clone(), Arc::new(Entropy::seeded(3)));
        let policy = Document::parse(configuration)
            .and_then(Document::policy)
            .map_err(|problems| format!("{problems:?}"))?;
        let hours = policy
            .queues
            .first()
            .map_or(Schedule::always(chrono_tz::UTC), |queue| {
                queue.schedule.clone()
            });
        let (mara, agent) = found_shop(&desk).await;
        let admin = Actor::Operator {
            id: mara,
            name: "Mara".into(),
            role: Role::Admin,
        };
        save_action(&desk, &admin, agent, &policy.action, 1)
            .await
            .unwrap();
        let hours = Hours {
            schedule: hours,
            reply_minutes: 5,
            outside_hours: policy.action.outside_hours.clone(),
        };
        let schedule = desk.store.default_schedule(agent).await.unwrap().unwrap();
        save_hours(&desk, &admin, (agent, schedule.id), &hours, (1, 2))
            .await
            .unwrap();
        let otto = handoff::actions::create_admin(&desk, "otto@example.com", "Otto", "long enough")
            .await
            .unwrap();
        Ok(Self {
            desk,
            clock,
            agent,
            people: [mara, otto],
            channel: Channel::Web,
            conversation: None,
            received: None,
            _folder: folder,
        })
    }

    /// Does what a line says.
    async fn play(&mut self, line: &str) -> Result<(), String> {
        if let Some(words) = line.strip_prefix("customer: ") {
            return self.arrives(Incoming::text(words)).await;
        }
        if let Some((kind, words)) = line
            .strip_prefix("customer sends ")
            .and_then(|rest| rest.split_once(": "))
        {
            return self.arrives(with_attachment(kind, words)).await;
        }
        if let Some((sure, words)) = line
            .strip_prefix("ai ")
            .and_then(|rest| rest.split_once(": "))
        {
            let confidence = Some(sure.parse().map_err(|_| "how sure was the AI?")?);
            return self
                .arrives(Incoming {
                    author: Author::Ai,
                    confidence,
                    ..Incoming::text(words)
                })
                .await;
        }
        if let Some((key, value)) = line
            .split_once(' ')
            .filter(|(key, _)| ["now", "channel"].contains(key))
        {
            match key {
                "now" => self
                    .clock
                    .set(value.parse().map_err(|_| "that is no instant")?),
                _ => self.channel = Channel::parse(value).ok_or("that is no channel")?,
            }
            return Ok(());
        }
        self.somebody_acts(line).await
    }

    async fn somebody_acts(&mut self, line: &str) -> Result<(), String> {
        let (name, does) = line
            .split_once([' ', ':'])
            .ok_or("nobody does anything here")?;
        let who = match name {
            "Mara" => self.people[0],
            "Otto" => self.people[1],
            _ => return Err(format!("nobody is called {name}")),
        };
        let actor = Actor::Operator {
            id: who,
            name: name.into(),
            role: Role::Admin,
        };
        let id = self.conversation.clone().ok_or("nothing was said yet")?;
        let done = match does.trim() {
            "takes it" => claim(&self.desk, &actor, SCOPE, &id, who).await.map(drop),
            "hands back" => hand_back(&self.desk, &actor, SCOPE, &id).await.map(drop),
            "resolves" => resolve(&self.desk, &actor, SCOPE, &id).await.map(drop),
            "cannot take it" => match claim(&self.desk, &actor, SCOPE, &id, who).await {
                Ok(_) => return Err(format!("{name} could take it")),
                Err(_) => Ok(()),
            },
            words => reply(&self.desk, &actor, SCOPE, &id, (who, words))
                .await
                .map(drop),
        };
        done.map_err(|error| format!("{error:?}"))
    }

    async fn arrives(&mut self, incoming: Incoming) -> Result<(), String> {
        self.clock.advance(20);
        let received = if let Some(id) = &self.conversation {
            receive_message(&self.desk, &Actor::Customer, SCOPE, id, &incoming).await
        } else {
            let beginning = Beginning {
                agent: self.agent,
                channel: self.channel,
                answered_by: AnsweredBy::Elsewhere,
                customer: Customer::default(),
                language: None,
                first: Some(incoming),
                has_visitor: false,
            };
            start_conversation(&self.desk, &Actor::Customer, &beginning)
                .await
                .map(|started| started.received)
        };
        let received = received.map_err(|error| format!("{error:?}"))?;
        self.conversation = Some(received.conversation.id.clone());
        self.received = Some(received);
        Ok(())
    }

    /// Checks what must have come of the line before: claims separated by semicolons.
    async fn check(&self, claims: &str) -> Result<(), String> {
        let id = self.conversation.as_ref().ok_or("nothing was said yet")?;
        let conversation = self
            .desk
            .store
            .conversation(SCOPE, id)
            .await
            .map_err(|error| error.to_string())?;
        let conversation = conversation.ok_or("the conversation is gone")?;
        let received = self.received.as_ref().ok_or("nothing was received")?;
        let decision = received.decision.as_ref().ok_or("nothing was decided")?;
        for claim in claims.split(';') {
            let (key, wanted) = claim.trim().split_once(' ').unwrap_or((claim.trim(), ""));
            let found = found(key, decision, &conversation, received)?;
            let holds = match key {
                "says" => found.to_lowercase().contains(&wanted.to_lowercase()),
                _ => found == wanted,
            };
            if !holds {
                let steps = decision.trace.iter();
                let trace: Vec<String> = steps
                    .map(|step| {
                        format!(
                            "{} {:?} {}: {}",
                            step.step, step.kind, step.result, step.why
                        )
                    })
                    .collect();
                return Err(format!(
                    "{key} should be “{wanted}” and is “{found}”\n  {}",
                    trace.join("\n  ")
                ));
            }
        }
        Ok(())
    }
}

/// What is really so, as the word a claim would use.
fn found(
    key: &str,
    decision: &Decision,
    conversation: &Conversation,
    received: &Received,
) -> Result<String, String> {
    let trigger = decision.trigger.as_ref();
    Ok(match key {
        "outcome" => decision.outcome.as_str().to_owned(),
        "trigger" => trigger.map_or("none".into(), |reason| reason.kind.clone()),
        "named" => trigger
            .and_then(|reason| reason.name.clone())
            .unwrap_or_default(),
        "evidence" => trigger
            .map(|reason| reason.evidence.clone())
            .unwrap_or_default(),
        // Nothing stands behind “silent”, so that whatever is said is wrong.
        "says" | "silent" => decision.message.clone().unwrap_or_default(),
        "state" => conversation.state.as_str().to_owned(),
        "priority" => decision.priority.title().to_lowercase(),
        "missing" => decision.gather.missing.join(" "),
        "collected" => decision
            .gather
            .collected
            .values()
            .cloned()
            .collect::<Vec<_>>()
            .join(" "),
        "queue" => decision
            .queue
            .as_ref()
            .map_or("none".into(), |queue| queue.name.clone()),
        "kept" => received.messages.len().to_string(),
        _ => return Err(format!("“{key}” is nothing that can be checked")),
    })
}

fn with_attachment(kind: &str, words: &str) -> Incoming {
    let kind = match kind {
        "image" => AttachmentKind::Image,
        "audio" => AttachmentKind::Audio,
        "video" => AttachmentKind::Video,
        _ => AttachmentKind::File,
    };
    let attachments = vec![Attachment {
        kind,
        name: Some("attached".into()),
        url: None,
    }];
    Incoming {
        attachments,
        ..Incoming::text(words)
    }
}

async fn found_shop(desk: &Desk) -> (OperatorId, AgentId) {
    let wish = SetUp {
        name: "Mara".into(),
        email: "mara@example.com".into(),
        password: "long enough".into(),
        organisation: Organisation {
            name: "A shop".into(),
            zone: chrono_tz::UTC,
        },
        agent: NewAgent {
            name: "Bot".into(),
            about: String::new(),
        },
        hours: Schedule::always(chrono_tz::UTC),
    };
    let mara = set_up(desk, &wish).await.unwrap();
    (mara, desk.store.agents().await.unwrap()[0].agent.id)
}

async fn play(scenario: &Scenario<'_>) -> Result<(), String> {
    let mut stage = Stage::set(&scenario.configuration)
        .await
        .map_err(|why| format!("“{}”: {why}", scenario.title))?;
    let mut claims = 0;
    for (number, line) in &scenario.lines {
        let done = match line.strip_prefix("=>") {
            Some(wanted) => {
                claims += 1;
                stage.check(wanted).await
            }
            None => stage.play(line).await,
        };
        done.map_err(|why| format!("line {number}, “{}”: {line}\n  {why}", scenario.title))?;
    }
    if claims == 0 {
        Err(format!("“{}” checks nothing", scenario.title))
    } else {
        Ok(())
    }
}

#[tokio::test]
async fn every_scenario_comes_out_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut played, mut failures) = (0, Vec::new());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for scenario in scenarios(&text) {
            played += 1;
            if let Err(why) = play(&scenario).await {
                failures.push(format!("{}, {why}", file.file_name().unwrap().display()));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {played} scenarios:\n{}",
        failures.len(),
        failures.join("\n\n")
    );
    assert!(played >= 30, "only {played} scenarios were found");
}

#[tokio::test]
async fn a_scenario_that_is_wrong_is_told() {
    let wrong = scenarios("# Wrong\n```json\n{}\n```\ncustomer: Hello\n=> outcome hand_off");
    let why = play(&wrong[0]).await.unwrap_err();
    assert!(
        why.contains("outcome should be “hand_off” and is “continue”"),
        "{why}"
    );
    assert!(
        play(&scenarios("# Nothing\n```json\n{}\n```\ncustomer: Hello")[0])
            .await
            .is_err()
    );
}

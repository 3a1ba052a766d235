//! Where scenarios are played: a shop with one AI agent and two people.

use std::{collections::BTreeMap, sync::Arc};

use handoff::{
    access::{Actor, Scope},
    actions::{
        Beginning, Desk, HandoffDraft, Hours, Incoming, LeadsTo, NewAgent, QueueDraft, QueueHours,
        Received, SetUp, TopicDraft, claim, hand_back, receive_message, reply, resolve,
        save_action, save_handoff, save_hours, save_queue, save_topic, set_up, start_conversation,
    },
    channel::Channel,
    clock::FixedClock,
    conversation::{
        AnsweredBy, Attachment, AttachmentKind, Author, Conversation, Customer, HandoffRequest,
    },
    id::{AgentId, ConversationId, Entropy, HandoffId, OperatorId, QueueId},
    operator::Role,
    policy::{Document, Policy},
    schedule::Schedule,
    store::{Organisation, Store},
};

/// The shop, and the conversation that is being played.
pub(super) struct Stage {
    desk: Desk,
    clock: Arc<FixedClock>,
    agent: AgentId,
    people: [OperatorId; 2],
    channel: Channel,
    conversation: Option<ConversationId>,
    pub(super) received: Option<Received>,
    _folder: tempfile::TempDir,
}

const SCOPE: Scope = Scope::Everything;

impl Stage {
    /// A stage with these settings.
    pub(super) async fn set(configuration: &str) -> Result<Self, String> {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/scenario.db", folder.path().display());
        let clock = Arc::new(FixedClock::at("2026-01-12T10:30:00Z".parse().unwrap()));
        let store = Store::open(&url).await.unwrap();
        let desk = Desk::new(store, clock.clone(), Arc::new(Entropy::seeded(3)));
        let policy = Document::read(configuration).map_err(|problems| format!("{problems:?}"))?;
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
        set_ways_to_people(&desk, (&admin, agent), &policy).await;
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
    pub(super) async fn play(&mut self, line: &str) -> Result<(), String> {
        if let Some(words) = line.strip_prefix("customer: ") {
            return self.arrives(Incoming::text(words)).await;
        }
        if let Some((kind, words)) = line
            .strip_prefix("customer sends ")
            .and_then(|rest| rest.split_once(": "))
        {
            return self.arrives(with_attachment(kind, words)).await;
        }
        if let Some(rest) = line.strip_prefix("ai calls ") {
            let (function, words) = rest.split_once(": ").unwrap_or((rest, ""));
            return self
                .arrives(Incoming {
                    author: Author::Ai,
                    called: Some(function.to_owned()),
                    ..Incoming::text(words)
                })
                .await;
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

    /// The conversation as it is kept, with what the team was asked for.
    pub(super) async fn kept(&self) -> Result<(Conversation, Option<HandoffRequest>), String> {
        let id = self.conversation.as_ref().ok_or("nothing was said yet")?;
        let conversation = self
            .desk
            .store
            .conversation(SCOPE, id)
            .await
            .map_err(|error| error.to_string())?
            .ok_or("the conversation is gone")?;
        let request = self
            .desk
            .store
            .handoff_request(&conversation)
            .await
            .map_err(|error| error.to_string())?;
        Ok((conversation, request))
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
                proofs: Vec::new(),
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
        file: None,
    }];
    Incoming {
        attachments,
        ..Incoming::text(words)
    }
}

/// Saves the queues, handoffs and topics of a document that says where topics lead.
async fn set_ways_to_people(desk: &Desk, (admin, agent): (&Actor, AgentId), policy: &Policy) {
    if policy.handoffs.is_empty() {
        return;
    }
    let mut queues: BTreeMap<QueueId, QueueId> = BTreeMap::new();
    for queue in &policy.queues {
        let draft = QueueDraft {
            hours_revision: None,
            hours: QueueHours::Own(Box::new(queue.schedule.clone())),
            queue: queue.clone(),
        };
        let saved = save_queue(desk, admin, agent, None, &draft).await.unwrap();
        queues.insert(queue.id, saved);
    }
    let mut handoffs: BTreeMap<HandoffId, HandoffId> = BTreeMap::new();
    for handoff in &policy.handoffs {
        let draft = HandoffDraft {
            name: handoff.name.clone(),
            description: handoff.description.clone(),
            available_instructions: handoff.available_instructions.clone(),
            unavailable_instructions: handoff.unavailable_instructions.clone(),
            leads_to: LeadsTo::Queues(handoff.queues.iter().map(|id| queues[id]).collect()),
        };
        let saved = save_handoff(desk, admin, agent, None, &draft)
            .await
            .unwrap();
        handoffs.insert(handoff.id, saved);
    }
    for topic in &policy.topics {
        let draft = TopicDraft {
            title: topic.title.clone(),
            text: topic.text.clone(),
            instructions: topic.instructions.clone(),
            handoffs: topic.handoffs.iter().map(|id| handoffs[id]).collect(),
            is_enabled: true,
        };
        save_topic(desk, admin, agent, None, &draft).await.unwrap();
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
            takes_files: false,
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

//! What becomes of a topic's form when it is sent.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use handoff::{
    actions::{self, SaveError, TopicDraft},
    id::HandoffId,
    store::Topic,
};

use super::Open;
use super::edit::{self, RawTopic, TopicPage};
use super::scenarios::Around;
use crate::{
    form::{FieldErrors, Line, differences, is_ticked, picked},
    request::{Oops, set_flash},
    routes,
    ui::{LastSaved, SaveState},
};

impl Open {
    pub(super) async fn submit(
        self,
        topic: Option<Topic>,
        mut values: RawTopic,
    ) -> Result<Response, Oops> {
        if values.apply() {
            let mut page = self.topic_page(topic.as_ref(), values).await?;
            page.saved = SaveState::Unsaved;
            return Ok(self.html(page).await?.into_response());
        }
        let (desk, actor) = (&self.site.desk, &self.me.actor);
        let ids = picked(&values.handoffs).into_iter();
        let draft = TopicDraft {
            title: values.title.clone(),
            text: values.text.clone(),
            instructions: values.instructions.clone(),
            handoffs: ids.map(HandoffId).collect(),
            is_enabled: is_ticked(&values.is_enabled),
        };
        let revision = values.revision.parse().unwrap_or_default();
        let of = topic.as_ref().map(|topic| (topic.id, Some(revision)));
        match actions::save_topic(desk, actor, self.agent.id, of, &draft).await {
            Ok(_) => {
                let words = saved_words(&values, &self.agent.name);
                set_flash(&self.me.session, &words).await;
                Ok(Redirect::to(&routes::topics(self.agent.id.0)).into_response())
            }
            Err(SaveError::Invalid(problems)) => {
                let mut page = self.topic_page(topic.as_ref(), values).await?;
                page.errors = FieldErrors::of(problems);
                let html = self.html(page).await?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
            }
            Err(SaveError::Outdated) => match of {
                Some((id, _)) => {
                    let newest = self.topic(id.0).await?;
                    self.compare(&newest, values).await
                }
                None => Err(Oops::Stale),
            },
            Err(other) => Err(other.into()),
        }
    }

    /// Shows what somebody else saved meanwhile; the next save is made from their version.
    async fn compare(&self, theirs: &Topic, mut values: RawTopic) -> Result<Response, Oops> {
        let around = self.around().await?;
        let stored = RawTopic::of(theirs);
        let differences = differences(&lines(&stored, &around), &lines(&values, &around));
        let newer = self.last_saved(theirs, &around).newer(differences);
        values.revision = stored.revision;
        let mut page = self.topic_page(Some(theirs), values).await?;
        page.saved = SaveState::Unsaved;
        page.newer = Some(newer);
        let html = self.html(page).await?;
        Ok((StatusCode::CONFLICT, html).into_response())
    }

    pub(super) async fn page(
        self,
        topic: Option<&Topic>,
        values: RawTopic,
    ) -> Result<Html<String>, Oops> {
        let page = self.topic_page(topic, values).await?;
        self.html(page).await
    }

    async fn html(&self, page: TopicPage) -> Result<Html<String>, Oops> {
        let title = if page.topic.is_some() {
            "Topic"
        } else {
            "New topic"
        };
        let shell = self.shell(title).await?;
        Ok(Html(edit::render(shell, &self.site.assets, page)))
    }

    async fn topic_page(&self, topic: Option<&Topic>, values: RawTopic) -> Result<TopicPage, Oops> {
        let around = self.around().await?;
        let saved = topic.map_or(SaveState::Untouched, |topic| {
            let last = self.last_saved(topic, &around);
            match topic.saved_by {
                Some(_) => last.state(),
                None => SaveState::Saved(format!("Saved {}", last.moment())),
            }
        });
        Ok(TopicPage {
            agent: self.agent.id.0,
            name: self.agent.name.clone(),
            topic: topic.map(|topic| topic.id.0),
            errors: FieldErrors::default(),
            saved,
            scenarios: around.of(&values),
            newer: None,
            values,
        })
    }

    fn last_saved<'a>(&'a self, topic: &'a Topic, around: &Around) -> LastSaved<'a> {
        LastSaved {
            at: topic.updated_at,
            by: topic.saved_by.as_deref(),
            me: &self.me.operator.name,
            now: around.now,
            zone: around.zone,
        }
    }

    pub(super) async fn around(&self) -> Result<Around, Oops> {
        let store = &self.site.desk.store;
        Ok(Around {
            agent: self.agent.id.0,
            handoffs: store.handoffs(self.agent.id).await?,
            queues: store.queues(self.agent.id).await?,
            now: self.site.desk.now(),
            zone: self.site.zone().await?,
        })
    }
}

/// Everything people can see in the form, part by part.
fn lines(values: &RawTopic, around: &Around) -> Vec<Line> {
    let line = |what: &str, value: &str| (what.to_owned(), value.trim().to_owned());
    let ids: Vec<HandoffId> = picked(&values.handoffs)
        .into_iter()
        .map(HandoffId)
        .collect();
    let in_use = if is_ticked(&values.is_enabled) {
        "Yes"
    } else {
        "No"
    };
    vec![
        line("Title", &values.title),
        line("Text", &values.text),
        line("When should a handoff be used?", &values.instructions),
        line("Handoff scenarios", &around.names(&ids).join("\n")),
        line("In use", in_use),
    ]
}

fn saved_words(values: &RawTopic, name: &str) -> String {
    let title = values.title.trim();
    if is_ticked(&values.is_enabled) {
        format!("Saved. {name} answers from “{title}” from now on.")
    } else {
        format!("Saved. “{title}” is off, so {name} does not use it.")
    }
}

//! The channel somebody is looking at, with what stands around it.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use handoff::{
    channel::{ADAPTERS, Adapter, Channel, adapter},
    store::{Agent, SavedChannel},
};

use super::edit::{self, ChannelPage, How, WayIn};
use super::form::{RawChannel, RawTest};
use super::list::{self, ChannelRow, Channels, is_ready_as_it_is};
use crate::{
    form::{FieldErrors, tick},
    request::{Oops, SignedIn, refused},
    routes,
    shell::Place,
    site::Site,
    ui::{LastSaved, SaveState, when::ago},
};

pub(super) struct Open {
    pub(super) site: Site,
    pub(super) me: SignedIn,
    pub(super) agent: Agent,
    pub(super) adapter: &'static dyn Adapter,
    saved: Option<SavedChannel>,
}

impl Open {
    pub(super) async fn of(
        site: Site,
        me: SignedIn,
        (agent, channel): (i64, String),
    ) -> Result<Self, Oops> {
        let agent = site.agent(agent).await?;
        let channel = Channel::parse(&channel).ok_or(Oops::NotFound)?;
        let adapter = adapter(channel).ok_or(Oops::NotFound)?;
        let all = site.desk.store.channels(agent.id).await?;
        let saved = all.into_iter().find(|saved| saved.channel == channel);
        Ok(Self {
            site,
            me,
            agent,
            adapter,
            saved,
        })
    }

    /// What has to be put in elsewhere for customers to get here.
    fn way_in(&self, inbound_url: Option<String>) -> WayIn {
        if self.channel() == Channel::Web {
            let (base_url, key) = (&self.site.base_url, &self.agent.public_key);
            return WayIn::Tag {
                line: format!(
                    r#"<script src="{base_url}/widget.js" data-agent="{key}" async></script>"#
                ),
                preview: routes::widget(self.agent.id.0),
            };
        }
        inbound_url.map_or(WayIn::AfterSaving, WayIn::Address)
    }

    pub(super) fn channel(&self) -> Channel {
        self.adapter.channel()
    }

    pub(super) fn href(&self) -> String {
        routes::channel(self.agent.id.0, self.channel().as_str())
    }

    pub(super) fn stored(&self) -> RawChannel {
        let untouched = || RawChannel {
            // Whoever sets something up for the first time should not switch off what is there.
            enabled: tick(is_ready_as_it_is(self.channel())),
            ..RawChannel::default()
        };
        self.saved.as_ref().map_or_else(untouched, RawChannel::of)
    }

    /// The page again, with what is wrong.
    pub(super) async fn refused(
        &self,
        values: RawChannel,
        errors: FieldErrors,
        test: RawTest,
    ) -> Result<Response, Oops> {
        Ok(refused(self.html(values, errors, test).await?.0))
    }

    /// Somebody saved another version meanwhile: what was typed stays, and saving again takes its place.
    pub(super) async fn overtaken(&self, mut values: RawChannel) -> Result<Response, Oops> {
        values.revision = self.stored().revision;
        let words = "Somebody else saved this channel meanwhile. What you typed is still here. Look at the channel in another tab; saving again replaces what they saved.";
        let errors = FieldErrors::new([("", words)]);
        let html = self.html(values, errors, RawTest::default()).await?;
        Ok((StatusCode::CONFLICT, html).into_response())
    }

    pub(super) async fn html(
        &self,
        values: RawChannel,
        errors: FieldErrors,
        test: RawTest,
    ) -> Result<Html<String>, Oops> {
        let zone = self.site.zone().await?;
        let now = self.site.desk.now();
        let saved = self.saved.as_ref().map(|saved| LastSaved {
            at: saved.saved_at,
            by: saved.saved_by.as_deref(),
            me: &self.me.operator.name,
            now,
            zone,
        });
        let post = self.site.desk.post.as_ref();
        let inbound = self.saved.as_ref().zip(post);
        let page = ChannelPage {
            agent: (self.agent.id.0, self.agent.name.clone()),
            adapter: self.adapter,
            kept: self
                .saved
                .iter()
                .flat_map(|saved| saved.sealed.keys().cloned())
                .collect(),
            how: self.saved.as_ref().map(|saved| how(saved, now)),
            way_in: self.way_in(inbound.map(|(saved, post)| post.inbound_url(saved))),
            values,
            errors,
            test,
            saved: saved.map_or(SaveState::Untouched, |saved| saved.state()),
        };
        let title = self.channel().title();
        let shell = self
            .me
            .agent_shell(&self.site, Place::Channels, title, &self.agent)
            .await?;
        Ok(Html(edit::render(shell, &self.site.assets, page)))
    }
}

/// How a channel is doing.
fn how(saved: &SavedChannel, now: handoff::clock::Instant) -> How {
    How {
        is_on: saved.is_enabled,
        error: saved
            .last_error
            .as_ref()
            .map(|(error, at)| (error.clone(), ago(*at, now))),
        heard: saved.heard_at.map(|at| ago(at, now)),
        sent: saved.sent_at.map(|at| ago(at, now)),
    }
}

pub(super) async fn list(site: &Site, me: &SignedIn, agent: i64) -> Result<Html<String>, Oops> {
    let agent = site.agent(agent).await?;
    let all = site.desk.store.channels(agent.id).await?;
    let now = site.desk.now();
    let rows = ADAPTERS.iter().map(|adapter| {
        let channel = adapter.channel();
        let saved = all.iter().find(|saved| saved.channel == channel);
        ChannelRow {
            title: channel.title(),
            lede: adapter.lede().to_owned(),
            href: routes::channel(agent.id.0, channel.as_str()),
            how: saved.map(|saved| how(saved, now)),
            is_ready_as_it_is: is_ready_as_it_is(channel),
        }
    });
    let page = Channels {
        name: agent.name.clone(),
        rows: rows.collect(),
    };
    let shell = me
        .agent_shell(site, Place::Channels, "Channels", &agent)
        .await?;
    Ok(Html(list::render(shell, &site.assets, page)))
}

//! The channel somebody is looking at, with what stands around it.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use handoff::{
    channel::{ADAPTERS, Adapter, Channel, adapter},
    clock::Instant,
    store::{Agent, SavedChannel},
};

use super::edit::{self, ChannelPage, WayIn};
use super::form::RawTest;
use super::list::{self, Channels, is_ready_as_it_is};
use crate::pages::connection::{ConnectionRow, How, RawConnection, kept, overtaken, standing};
use crate::{
    form::{FieldErrors, tick},
    request::{Oops, SignedIn, refused},
    routes,
    shell::Place,
    site::Site,
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

    pub(super) fn stored(&self) -> RawConnection {
        let untouched = || RawConnection {
            // Whoever sets something up for the first time should not switch off what is there.
            enabled: tick(is_ready_as_it_is(self.channel())),
            ..RawConnection::default()
        };
        let saved = self.saved.as_ref();
        saved.map_or_else(untouched, |saved| RawConnection::of(&saved.connection))
    }

    /// The page again, with what is wrong.
    pub(super) async fn refused(
        &self,
        values: RawConnection,
        errors: FieldErrors,
        test: RawTest,
    ) -> Result<Response, Oops> {
        Ok(refused(self.html(values, errors, test).await?.0))
    }

    /// Somebody saved another version meanwhile: what was typed stays, and saving again takes its place.
    pub(super) async fn overtaken(&self, mut values: RawConnection) -> Result<Response, Oops> {
        values.revision = self.stored().revision;
        let errors = overtaken("channel");
        let html = self.html(values, errors, RawTest::default()).await?;
        Ok((StatusCode::CONFLICT, html).into_response())
    }

    pub(super) async fn html(
        &self,
        values: RawConnection,
        errors: FieldErrors,
        test: RawTest,
    ) -> Result<Html<String>, Oops> {
        let zone = self.site.zone().await?;
        let now = self.site.desk.now();
        let connection = self.saved.as_ref().map(|saved| &saved.connection);
        let post = self.site.desk.post.as_ref();
        let inbound = self.saved.as_ref().zip(post);
        let page = ChannelPage {
            agent: (self.agent.id.0, self.agent.name.clone()),
            adapter: self.adapter,
            kept: kept(connection),
            how: match &self.saved {
                Some(saved) => Some(how(&self.site, saved, now).await?),
                None => None,
            },
            way_in: self.way_in(inbound.map(|(saved, post)| post.inbound_url(saved))),
            values,
            errors,
            test,
            saved: standing(connection, &self.me, (now, zone)),
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
async fn how(site: &Site, saved: &SavedChannel, now: Instant) -> Result<How, Oops> {
    let mailbox = match saved.connection.settings.given("imap_server") {
        Some(_) => site.desk.store.mailbox(saved.id).await?,
        None => None,
    };
    let mut last = vec![("message", saved.heard_at), ("answer sent", saved.sent_at)];
    let mut connection = saved.connection.clone();
    if let Some(mailbox) = mailbox {
        last.push(("look into the mailbox", mailbox.looked_at));
        connection.last_error = mailbox.last_error.or(connection.last_error);
    }
    Ok(How::of(&connection, now, &last))
}

pub(super) async fn list(site: &Site, me: &SignedIn, agent: i64) -> Result<Html<String>, Oops> {
    let agent = site.agent(agent).await?;
    let all = site.desk.store.channels(agent.id).await?;
    let now = site.desk.now();
    let mut rows = Vec::new();
    for adapter in ADAPTERS {
        let channel = adapter.channel();
        let saved = all.iter().find(|saved| saved.channel == channel);
        let how = match saved {
            Some(saved) => Some(how(site, saved, now).await?),
            None => None,
        };
        let row = ConnectionRow {
            title: channel.title(),
            lede: adapter.lede().to_owned(),
            href: routes::channel(agent.id.0, channel.as_str()),
            how,
        };
        rows.push((row, is_ready_as_it_is(channel)));
    }
    let page = Channels {
        name: agent.name.clone(),
        rows,
    };
    let shell = me
        .agent_shell(site, Place::Channels, "Channels", &agent)
        .await?;
    Ok(Html(list::render(shell, &site.assets, page)))
}

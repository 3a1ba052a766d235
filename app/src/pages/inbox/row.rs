//! One row of the list: who waits, for how long, their last words, who has it.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use chrono_tz::Tz;
use handoff::{
    clock::Instant,
    conversation::{Author, Row, Search, State, View},
    id::ConversationId,
    store::COUNT_MAX,
};
use leptos::prelude::*;

use super::{
    frame::{Around, counted},
    looking::Looking,
    sign::{channel_icon, label_badge, priority_badge, state_badge, tone},
};
use crate::ui::{
    Avatar, Badge, Icon,
    when::{ago, in_full, soon, span},
};

/// The moment a page is made, and whose clock it shows.
#[derive(Debug, Clone, Copy)]
pub(in crate::pages) struct Moment {
    pub now: Instant,
    pub zone: Tz,
}

/// A page of a view's rows.
#[derive(Debug, Clone)]
pub(in crate::pages) struct Rows {
    pub(super) looking: Looking,
    pub shown: Vec<Row>,
    /// How many the whole view holds, when nothing is searched for.
    pub count: Option<i64>,
    /// How many were found on this page, and whether that is not all.
    pub found: Option<(i64, bool)>,
    /// Where the list goes on.
    pub older: Option<String>,
    /// Whether rows can be picked, to do something with several at once.
    pub is_pickable: bool,
    /// Whether single keys work.
    pub has_keys: bool,
    /// On later pages nothing new appears.
    pub is_first_page: bool,
    /// How many minutes each AI agent's customers may wait, by the agent's name.
    pub reply_minutes: BTreeMap<String, u32>,
    /// What the list can be narrowed down by, and what the person keeps.
    pub(super) around: Around,
    /// The conversation that is open beside the list.
    pub open: Option<ConversationId>,
    pub moment: Moment,
}

impl Rows {
    /// The rows as items of a list.
    pub(in crate::pages) fn items(&self) -> Vec<AnyView> {
        let mut items = Vec::new();
        let mut group = None;
        for row in &self.shown {
            // Only the list of all open ones has both those who wait and those who are in good hands.
            if self.looking.view == View::Open && group != Some(row.needs_attention) {
                group = Some(row.needs_attention);
                items.push(self.group(row.needs_attention).into_any());
            }
            items.push(self.item(row).into_any());
        }
        items
    }

    fn group(&self, is_waiting: bool) -> impl IntoView + use<> {
        let waiting = self.around.counts.of(View::NeedsAttention);
        let open = self.around.counts.of(View::Open);
        let is_exact = !self.looking.is_narrowed() && open < COUNT_MAX;
        let (title, count) = if is_waiting {
            ("Waiting for a person", waiting)
        } else {
            ("In good hands", open - waiting)
        };
        let count = is_exact.then(|| view! { <span>{counted(count)}</span> });
        view! { <li class="rows-group"><b>{title}</b>{count}</li> }
    }

    /// The count beside the title: of the view, or of what was found.
    pub(super) fn counted(&self) -> String {
        match (self.count, self.found) {
            (Some(count), _) => counted(count),
            (None, Some((found, true))) => format!("{found}+ found"),
            (None, Some((found, false))) => format!("{found} found"),
            (None, None) => String::new(),
        }
    }

    fn item(&self, row: &Row) -> impl IntoView + use<> {
        let current = (self.open.as_ref() == Some(&row.id)).then_some("true");
        let person = row.assignee.as_ref().map(|(_, name)| name.as_str());
        let name = row.customer.title().to_owned();
        view! {
            <li data-row=row.id.0.clone() class="pickable">
                {self.pick(row)}
                <a class="thread-row" href=self.href(row) aria-current=current>
                    <Avatar name=name.clone() tone=tone(&row.id) />
                    <span>
                        <span class="line">
                            <bdi class="name truncate">{name}</bdi>
                            {self.age(row)}
                        </span>
                        <span class="last" dir="auto">{self.words(row)}</span>
                        <span class="tags">
                            {state_badge(row.state, person)} {priority_badge(row.priority)} {self.aside(row)}
                            {row.labels.iter().map(label_badge).collect::<Vec<_>>()}
                            <span class="where">
                                {channel_icon(row.channel).small()}
                                <span class="sr">{row.channel.title()}</span>
                            </span>
                        </span>
                    </span>
                </a>
            </li>
        }
    }

    /// The box by which the row is picked, to do something with several at once. It also says who had the
    /// conversation when it was shown.
    fn pick(&self, row: &Row) -> Option<impl IntoView + use<>> {
        let holder = row.assignee.as_ref().map_or(0, |(id, _)| id.0);
        let name = format!("Pick {}", row.customer.title());
        self.is_pickable.then(|| {
            view! {
                <label class="row-pick">
                    <input type="checkbox" name="picked" value=format!("{}:{holder}", row.id) />
                    <span class="sr">{name}</span>
                </label>
            }
        })
    }

    /// Until when it is put aside.
    fn aside(&self, row: &Row) -> Option<impl IntoView + use<>> {
        let until = row.snoozed_until?;
        let words = format!("Until {}", soon(until, self.moment.now, self.moment.zone));
        Some(view! { <Badge word=words icon=Icon::Snooze /> })
    }

    /// Where the row leads: to the end of the conversation, or to what was found.
    fn href(&self, row: &Row) -> String {
        match &row.hit {
            Some(hit) => self.looking.found(&row.id, hit.message),
            None => self.looking.conversation(&row.id),
        }
    }

    /// The last words, or those that were found, with what was looked for marked.
    fn words(&self, row: &Row) -> AnyView {
        let search = self.looking.search.as_deref().and_then(Search::parse);
        let (Some(search), Some(hit)) = (search, &row.hit) else {
            return view! { {speaker(row, row.last_author)} {row.last_text.clone()} }.into_any();
        };
        let pieces = search.excerpt(&hit.text).into_iter();
        let pieces = pieces
            .map(|piece| {
                if piece.is_hit {
                    view! { <mark>{piece.text}</mark> }.into_any()
                } else {
                    piece.text.into_any()
                }
            })
            .collect::<Vec<_>>();
        let note = hit
            .is_note
            .then(|| view! { <span class="bold">"Note: "</span> });
        let speaker = (!hit.is_note).then(|| speaker(row, hit.author));
        view! { {note} {speaker} {pieces} }.into_any()
    }

    fn age(&self, row: &Row) -> AnyView {
        let minutes = self.reply_minutes.get(&row.agent_name).copied();
        match row.waiting_since.filter(|_| row.needs_attention) {
            Some(since) => waiting(since, minutes.unwrap_or(u32::MAX), self.moment).into_any(),
            None => view! {
                <span class="age">
                    <time
                        datetime=row.last_at.to_rfc3339()
                        title=in_full(row.last_at, self.moment.zone)
                        data-age="ago"
                    >
                        {ago(row.last_at, self.moment.now)}
                    </time>
                </span>
            }
            .into_any(),
        }
    }
}

/// How long somebody waits; longer than promised says so in colour and in a word.
fn waiting(since: Instant, minutes: u32, moment: Moment) -> impl IntoView + use<> {
    let is_late = is_late(since, minutes, moment.now);
    let class = if is_late { "age is-late" } else { "age" };
    view! {
        <span class=class data-late-after=minutes>
            {Icon::Clock.small()}
            <span>
                <span class="sr">"waiting "</span>
                <time datetime=since.to_rfc3339() title=in_full(since, moment.zone) data-age="span">
                    {waited(since, moment.now)}
                </time>
                <span data-late>{is_late.then_some(", late")}</span>
            </span>
        </span>
    }
}

/// Whether somebody waits longer than the AI agent's hours promise.
pub(super) fn is_late(since: Instant, minutes: u32, now: Instant) -> bool {
    now - since > TimeDelta::minutes(i64::from(minutes))
}

/// “12 min”, and “now” while it is less than one.
pub(super) fn waited(since: Instant, now: Instant) -> String {
    if now - since < TimeDelta::minutes(1) {
        "now".to_owned()
    } else {
        span(now - since)
    }
}

/// Whose words they are, unless they are the customer's.
fn speaker(row: &Row, author: Author) -> Option<impl IntoView + use<>> {
    let person = row.assignee.as_ref().map(|(_, name)| name.as_str());
    let name = match author {
        Author::Customer => return None,
        Author::Ai => row.agent_name.as_str(),
        Author::Operator if row.state == State::WithOperator => person.unwrap_or("The team"),
        Author::Operator => "The team",
        Author::System => "Told the customer",
    };
    let words = format!("{name}: ");
    Some(view! { <span class="bold">{words}</span> })
}

//! The first of those who wait, for a page beside the inbox, and how long anybody may wait.

use std::collections::BTreeMap;

use handoff::{access::Scope, conversation::View, id::OperatorId, store::InboxQuery};

use super::{
    frame::Around,
    looking::Looking,
    row::{Moment, Rows},
};
use crate::{request::Oops, site::Site};

/// How many minutes the customers of each AI agent may wait, by its name.
pub(super) async fn reply_minutes(site: &Site) -> Result<BTreeMap<String, u32>, Oops> {
    let mut promised = BTreeMap::new();
    for known in site.desk.store.agents().await? {
        let saved = site.desk.store.action(known.agent.id).await?;
        let minutes = saved.map(|saved| saved.action.reply_minutes);
        promised.extend(minutes.map(|minutes| (known.agent.name, minutes)));
    }
    Ok(promised)
}

/// The first of those who wait for a person, for a page beside the inbox; each leads into it.
pub(in crate::pages) async fn first_in_line(
    site: &Site,
    who: (Scope, OperatorId),
    limit: i64,
) -> Result<Rows, Oops> {
    let looking = Looking::view(View::NeedsAttention);
    let query = InboxQuery::top(looking.view, who, limit);
    let page = site.desk.store.inbox(&query).await?;
    Ok(Rows {
        looking,
        count: Some(i64::try_from(page.rows.len()).unwrap_or(limit)),
        found: None,
        is_pickable: false,
        has_keys: true,
        around: Around::default(),
        shown: page.rows,
        older: page.next,
        is_first_page: true,
        reply_minutes: reply_minutes(site).await?,
        open: None,
        moment: Moment {
            now: site.desk.now(),
            zone: site.zone().await?,
        },
    })
}

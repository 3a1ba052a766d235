//! Where somebody stands in the inbox, as addresses: the view, the search, one conversation in it.

use std::collections::BTreeMap;

use handoff::{
    conversation::{Sort, View},
    id::{ConversationId, LabelId, MessageId, QueueId},
};
use serde::Deserialize;

use crate::routes;

/// What an address of the inbox asks for, as it arrives. Nothing in it can be wrong: what is not
/// understood is left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub view: Option<String>,
    pub q: Option<String>,
    /// The number of a queue.
    pub queue: Option<String>,
    /// The number of a label.
    pub label: Option<String>,
    pub sort: Option<String>,
    /// Where the page of rows before ended.
    pub after: Option<String>,
    /// `card` shows the takeover card where there is room for one pane only.
    pub pane: Option<String>,
    /// The message whose decision is shown step by step.
    pub trace: Option<i64>,
    /// Messages before this one, instead of the newest.
    pub before: Option<i64>,
    /// The message that was found, wherever in the conversation it is.
    pub at: Option<i64>,
    /// Another conversation of the same customer, whose words are shown above.
    pub earlier: Option<String>,
    /// The customer who is looked for.
    pub find: Option<String>,
    /// `first` puts the suggested first reply into the composer.
    pub suggest: Option<String>,
}

/// A view of the inbox, what is searched for in it, and how it is narrowed down and ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Looking {
    pub view: View,
    pub search: Option<String>,
    pub queue: Option<QueueId>,
    pub label: Option<LabelId>,
    /// None for the view's own order.
    pub sort: Option<Sort>,
}

impl Looking {
    /// A view as it is.
    pub(super) const fn view(view: View) -> Self {
        Self {
            view,
            search: None,
            queue: None,
            label: None,
            sort: None,
        }
    }

    /// The queue's own view: those in it who wait for a person.
    pub(super) fn queue(queue: QueueId) -> Self {
        Self {
            queue: Some(queue),
            ..Self::view(View::NeedsAttention)
        }
    }

    /// What the address says; without a view, `otherwise`.
    pub(super) fn at(asked: &Asked, otherwise: View) -> Self {
        let search = asked.q.as_deref().map(str::trim);
        Self {
            view: asked
                .view
                .as_deref()
                .and_then(View::parse)
                .unwrap_or(otherwise),
            search: search.filter(|words| !words.is_empty()).map(str::to_owned),
            queue: asked
                .queue
                .as_deref()
                .and_then(|number| number.parse().ok()),
            label: asked
                .label
                .as_deref()
                .and_then(|number| number.parse().ok()),
            sort: asked.sort.as_deref().and_then(Sort::parse),
        }
    }

    /// Whether less than the whole view is shown.
    pub(super) const fn is_narrowed(&self) -> bool {
        self.search.is_some() || self.queue.is_some() || self.label.is_some()
    }

    /// The order rows come in.
    pub(super) fn order(&self) -> Sort {
        self.sort.unwrap_or_else(|| self.view.order())
    }

    /// The same list in another order.
    pub(super) fn sorted(&self, sort: Sort) -> Self {
        Self {
            sort: (sort != self.view.order()).then_some(sort),
            ..self.clone()
        }
    }

    /// The same list with another label, or with any.
    pub(super) fn labelled(&self, label: Option<LabelId>) -> Self {
        Self {
            label,
            ..self.clone()
        }
    }

    /// What is asked for, as names and values: `view=mine`, `q=late`.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("view", self.view.as_str().to_owned())];
        pairs.extend(self.search.clone().map(|words| ("q", words)));
        pairs.extend(self.queue.map(|queue| ("queue", queue.to_string())));
        pairs.extend(self.label.map(|label| ("label", label.to_string())));
        pairs.extend(self.sort.map(|sort| ("sort", sort.as_str().to_owned())));
        pairs
    }

    /// What is asked for, as the end of an address.
    pub(super) fn query(&self) -> String {
        let address = self.list();
        address
            .split_once('?')
            .map_or_else(String::new, |(_, query)| query.to_owned())
    }

    /// Where what was picked from the list is sent.
    pub(super) fn bulk(&self) -> String {
        self.address(routes::INBOX_BULK, &[])
    }

    /// Where the list is kept under a name.
    pub(super) fn filters(&self) -> String {
        self.address(routes::INBOX_FILTERS, &[])
    }

    /// The list.
    pub(super) fn list(&self) -> String {
        self.address(routes::INBOX, &[])
    }

    /// The next page of the list.
    pub(super) fn older(&self, after: &str) -> String {
        self.address(routes::INBOX, &[("after", after)])
    }

    /// The list's rows alone, for a page that is open already.
    pub(super) fn rows(&self) -> String {
        self.address(&routes::inbox_rows(), &[])
    }

    /// A conversation, at its newest message.
    pub(super) fn conversation(&self, id: &ConversationId) -> String {
        format!("{}#end", self.address(&routes::conversation(&id.0), &[]))
    }

    /// A conversation, at a message that was found in it.
    pub(super) fn found(&self, id: &ConversationId, message: MessageId) -> String {
        let number = message.to_string();
        let page = self.address(&routes::conversation(&id.0), &[("at", &number)]);
        format!("{page}#m{number}")
    }

    /// A conversation's takeover card, where it has a page of its own.
    pub(super) fn card(&self, id: &ConversationId) -> String {
        self.address(&routes::conversation(&id.0), &[("pane", "card")])
    }

    /// A conversation with the suggested first reply in the composer.
    pub(super) fn first_reply(&self, id: &ConversationId) -> String {
        let page = self.address(&routes::conversation(&id.0), &[("suggest", "first")]);
        format!("{page}#text")
    }

    /// A conversation with every step of one message's decision.
    pub(super) fn trace(&self, id: &ConversationId, message: MessageId) -> String {
        let number = message.to_string();
        let page = self.address(&routes::conversation(&id.0), &[("trace", &number)]);
        format!("{page}#m{number}")
    }

    /// A conversation's messages before one of them.
    pub(super) fn earlier(&self, id: &ConversationId, before: MessageId) -> String {
        let page = routes::conversation(&id.0);
        self.address(&page, &[("before", &before.to_string())])
    }

    /// A conversation with the words of another one of the same customer above.
    pub(super) fn words(&self, id: &ConversationId, other: &ConversationId) -> String {
        let page = self.address(&routes::conversation(&id.0), &[("earlier", &other.0)]);
        format!("{page}#earlier")
    }

    /// A page or fragment below a conversation, such as `entries`.
    pub(super) fn below(&self, id: &ConversationId, what: &str) -> String {
        self.address(&format!("{}/{what}", routes::conversation(&id.0)), &[])
    }

    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let pairs = self.pairs();
        let mut query: BTreeMap<&str, &str> = BTreeMap::new();
        query.extend(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        query.extend(more.iter().copied());
        // Text can always be written as a query; were it not, the page without one still opens.
        match serde_qs::to_string(&query) {
            Ok(query) => format!("{path}?{query}"),
            Err(_) => path.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_the_view_and_the_search() {
        let asked = Asked {
            view: Some("mine".into()),
            q: Some(" Müller & Söhne#1 ".into()),
            ..Asked::default()
        };
        let looking = Looking::at(&asked, View::NeedsAttention);
        let id = ConversationId("conv_a".into());
        let address = looking.trace(&id, MessageId(7));
        assert!(address.starts_with("/inbox/conv_a?"), "{address}");
        assert!(
            address.ends_with("#m7") && address.contains("trace=7"),
            "{address}"
        );
        assert!(address.contains("view=mine"), "{address}");
        assert!(
            address.contains("q=M%C3%BCller+%26+S%C3%B6hne%231"),
            "{address}"
        );
    }

    #[test]
    fn an_unknown_view_and_an_empty_search_count_for_nothing() {
        let asked = Asked {
            view: Some("nonsense".into()),
            q: Some("  ".into()),
            ..Asked::default()
        };
        let looking = Looking::at(&asked, View::Mine);
        assert_eq!(looking.list(), "/inbox?view=mine");
    }

    #[test]
    fn a_queue_a_label_and_an_order_are_kept_and_nonsense_is_not() {
        let asked = Asked {
            queue: Some("3".into()),
            label: Some("x".into()),
            sort: Some("newest".into()),
            ..Asked::default()
        };
        let looking = Looking::at(&asked, View::NeedsAttention);
        assert_eq!(looking.query(), "queue=3&sort=newest&view=needs-attention");
        let own = looking.sorted(View::NeedsAttention.order());
        assert_eq!(own.query(), "queue=3&view=needs-attention");
        assert_eq!(
            looking.labelled(Some(LabelId(7))).query(),
            "label=7&queue=3&sort=newest&view=needs-attention"
        );
    }
}

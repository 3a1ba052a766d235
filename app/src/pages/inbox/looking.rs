//! Where somebody stands in the inbox, as addresses: the view, the search, one conversation in it.

use std::collections::BTreeMap;

use handoff::{
    conversation::View,
    id::{ConversationId, MessageId},
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
}

/// A view of the inbox and what is searched for in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Looking {
    pub view: View,
    pub search: Option<String>,
}

impl Looking {
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
        }
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

    /// A page or fragment below a conversation, such as `entries`.
    pub(super) fn below(&self, id: &ConversationId, what: &str) -> String {
        self.address(&format!("{}/{what}", routes::conversation(&id.0)), &[])
    }

    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut query = BTreeMap::from([("view", self.view.as_str())]);
        query.extend(self.search.as_deref().map(|words| ("q", words)));
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
}

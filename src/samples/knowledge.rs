//! What the AI agents of the sample world know.

use super::SampleError;
use crate::{
    access::Actor,
    actions::{Desk, TopicDraft, save_topic},
    id::AgentId,
};

/// A topic of the file, under the agent it is for.
struct Written<'a> {
    title: &'a str,
    text: &'a str,
    is_for_trade: bool,
}

/// Saves every topic of the file.
pub(super) async fn write(
    desk: &Desk,
    admin: &Actor,
    shop: AgentId,
    trade: AgentId,
) -> Result<(), SampleError> {
    for topic in topics(include_str!("topics.md")) {
        let agent = if topic.is_for_trade { trade } else { shop };
        let draft = TopicDraft {
            title: topic.title.into(),
            text: topic.text.into(),
            is_enabled: true,
            ..TopicDraft::default()
        };
        save_topic(desk, admin, agent, None, &draft).await?;
    }
    Ok(())
}

/// One `# Title` with its text after it; `for: trade` on the first line says whose it is.
fn topics(text: &str) -> impl Iterator<Item = Written<'_>> {
    text.split("# ").filter_map(|part| {
        let (title, text) = part.split_once('\n')?;
        let trade = text.strip_prefix("for: trade\n");
        Some(Written {
            title: title.trim(),
            text: trade.unwrap_or(text).trim(),
            is_for_trade: trade.is_some(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_has_a_title_and_a_text_worth_answering_from() {
        let all: Vec<_> = topics(include_str!("topics.md")).collect();
        assert!(all.iter().filter(|topic| !topic.is_for_trade).count() >= 12);
        assert!(all.iter().any(|topic| topic.is_for_trade));
        for topic in all {
            assert!(topic.text.len() > 200, "{} is thin", topic.title);
        }
    }
}

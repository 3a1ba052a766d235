//! What the team did with conversations beside answering: labels, priorities, something put aside, and the
//! texts it keeps.

use chrono::Duration;

use super::{SampleError, team::Member};
use crate::{
    access::Scope,
    actions::{Desk, put_label, save_canned_reply, set_priority, snooze},
    conversation::{CannedReply, Colour, Priority, State},
    id::{CannedReplyId, ConversationId},
};

/// Whose conversations have which label.
const LABELS: [(&str, &str, Colour); 9] = [
    ("Priya Nair", "Late delivery", Colour::Rust),
    ("Hanna Vuori", "Late delivery", Colour::Rust),
    ("Dele Adeyemi", "Late delivery", Colour::Rust),
    ("Jonas Weidner", "Refund", Colour::Olive),
    ("Greta Holm", "Refund", Colour::Olive),
    ("Henrik Dahl", "Refund", Colour::Olive),
    ("Rosa Lindqvist", "Trade account", Colour::Blue),
    ("Pavel Novák", "Trade account", Colour::Blue),
    ("Priya Nair", "Gift", Colour::Rose),
];
/// Who waits for a carrier's answer, so that it is put aside until tomorrow.
const ASIDE: &str = "Dele Adeyemi";
/// Whom somebody looked at and found to press more than the AI thought.
const PRESSES: &str = "Pavel Novák";

/// What the team often says.
const REPLIES: [(&str, &str); 4] = [
    (
        "Late delivery",
        "Hello {{customer_name}}, this is {{operator_name}}. I have your order {{order_number}} in front of me and am \
         calling the depot now. You hear from me within the hour.",
    ),
    (
        "Refund is on its way",
        "The refund for {{order_number}} left us today. Banks take up to three working days to show it.",
    ),
    (
        "Ask for a photo",
        "Could you send a photo of the damage, and one of the label on the parcel? Then I can order the part at once.",
    ),
    (
        "Goodbye",
        "You're welcome, {{customer_name}}. Write here any time; {{agent_name}} answers first and gets me if you ask.",
    ),
];

/// Does all of it, as whoever has the conversation, else as the admin.
pub(super) async fn handle(
    desk: &Desk,
    team: &[Member],
    conversations: &[ConversationId],
) -> Result<(), SampleError> {
    keep_replies(desk, team).await?;
    let scope = Scope::Everything;
    for id in conversations {
        let Some(of) = desk.store.conversation(scope, id).await? else {
            continue;
        };
        let holder = team.iter().find(|member| Some(member.id) == of.assignee);
        let Some(actor) = holder.or(team.first()).map(Member::actor) else {
            continue;
        };
        let name = of.customer.title();
        for (_, label, colour) in LABELS.iter().filter(|(whose, ..)| *whose == name) {
            put_label(desk, &actor, scope, id, (label, Some(*colour))).await?;
        }
        if name == PRESSES && of.state != State::Resolved {
            set_priority(desk, &actor, scope, id, Priority::High).await?;
        }
        if name == ASIDE && of.state == State::WithOperator {
            let until = desk.now() + Duration::hours(20);
            snooze(desk, &actor, scope, id, Some(until)).await?;
        }
    }
    Ok(())
}

async fn keep_replies(desk: &Desk, team: &[Member]) -> Result<(), SampleError> {
    let Some(admin) = team.first().map(Member::actor) else {
        return Ok(());
    };
    for (name, text) in REPLIES {
        let reply = CannedReply {
            id: CannedReplyId(0),
            name: name.to_owned(),
            text: text.to_owned(),
            revision: 0,
        };
        save_canned_reply(desk, &admin, &reply).await?;
    }
    Ok(())
}

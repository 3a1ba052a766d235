//! Every state of the inbox as a whole page.

use handoff::{
    conversation::{State, View},
    id::MessageId,
};

use super::{around, looking, page, rows, seen};
use crate::{
    document::Assets,
    form::FieldErrors,
    pages::inbox::{
        composer::{Draft, RawReply},
        frame, list,
        looking::Looking,
        row::Rows,
        show::{self, Show},
    },
    shell::{Pane, Shell},
};

/// Names and words nobody planned for.
fn hostile() -> Show {
    let name = "Donaudampfschifffahrtsgesellschaftskapitänsmütze & <b>Söhne</b>";
    let mut page = page(seen(State::Waiting, None));
    page.seen.conversation.customer.name = Some(name.to_owned());
    page.seen.agent_name = name.to_owned();
    page.seen.queue = Some(name.to_owned());
    page.seen.people[1].name = name.to_owned();
    page.seen.entries[0].text =
        "<svg onload=alert(1)></svg> <img src=x onerror=alert(1)> & “quotes”".to_owned();
    page.seen.entries[2].text =
        "أريد التحدث إلى شخص حقيقي من فضلكم، هذه هي المرة الثالثة.".to_owned();
    page.seen.entries[3].name = name.to_owned();
    page.rows.shown[0].customer.name = Some(name.to_owned());
    page.rows.shown[1].last_text = "x".repeat(240);
    page
}

fn refused() -> Show {
    let mut page = page(seen(State::WithOperator, Some(3)));
    page.draft = Draft {
        values: RawReply {
            text: "Hi Priya, I am calling the depot </textarea><b>now</b>.".to_owned(),
            kind: "reply".to_owned(),
            ..RawReply::default()
        },
        files: page.seen.entries[2].attachments.clone(),
        errors: FieldErrors::new([("/text", "Tomás Rey has taken this conversation.")]),
        ..Draft::default()
    };
    page
}

/// Every state of the inbox as a page. `shell` makes the frame.
pub(crate) fn pages(shell: &dyn Fn() -> Shell, assets: &Assets) -> Vec<(&'static str, String)> {
    let framed = |pane, view| {
        let mut shell = shell();
        shell.title = frame::title(6);
        shell.inbox = Some(frame::frame(&looking(view), &around(), pane));
        shell
    };
    let show = |page: Show| {
        show::render(
            framed(Pane::Conversation, View::NeedsAttention),
            assets,
            page,
        )
    };
    let list = |rows: Rows| list::render(framed(Pane::List, rows.looking.view), assets, rows);
    let mut traced = page(seen(State::Waiting, None));
    traced.trace = Some(MessageId(4));
    let mut past = page(seen(State::WithOperator, Some(1)));
    past.is_past = true;
    let mut alone = rows();
    alone.open = None;
    let mut pages = vec![
        ("inbox", list(alone)),
        ("inbox-waiting", show(page(seen(State::Waiting, None)))),
        ("inbox-trace", show(traced)),
        ("inbox-ai", show(page(seen(State::WithAi, None)))),
        ("inbox-mine", show(page(seen(State::WithOperator, Some(1))))),
        (
            "inbox-colleague",
            show(page(seen(State::WithOperator, Some(3)))),
        ),
        ("inbox-callback", show(page(seen(State::Callback, None)))),
        ("inbox-resolved", show(page(seen(State::Resolved, Some(1))))),
        ("inbox-past", show(past)),
        ("inbox-long", show(hostile())),
        ("inbox-refused", show(refused())),
    ];
    let card = framed(Pane::Card, View::NeedsAttention);
    pages.push((
        "inbox-card",
        show::render(card, assets, page(seen(State::Waiting, None))),
    ));
    let empty = |view, search: Option<&str>| {
        let mut rows = rows();
        rows.looking = Looking {
            search: search.map(str::to_owned),
            ..Looking::view(view)
        };
        rows.shown.clear();
        rows.older = None;
        rows.open = None;
        list(rows)
    };
    let names = [
        "inbox-empty",
        "inbox-empty-mine",
        "inbox-empty-unassigned",
        "inbox-empty-ai",
        "inbox-empty-callbacks",
        "inbox-empty-resolved",
        "inbox-empty-all",
    ];
    pages.extend(
        names
            .into_iter()
            .zip(View::ALL.map(|view| empty(view, None))),
    );
    pages.push(("inbox-not-found", empty(View::Mine, Some("<b>oak</b>"))));
    pages
}

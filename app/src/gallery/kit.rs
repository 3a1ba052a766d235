//! Every component in its states, also those no page uses yet.

use chrono::{TimeDelta, TimeZone, Utc};
use leptos::prelude::*;

use crate::form::{FieldErrors, RowOp};
use crate::ui::{
    Avatar, Badge, ButtonLink, Callout, Card, Check, Icon, Look, Meaning, PageHead, Pager,
    RowButton, SaveBar, SaveFirst, SaveState, Section, Segmented, SelectField, Submit, Switch,
    TextArea, TextField, Tone, When,
};

pub(super) fn kit() -> impl IntoView {
    view! {
        <PageHead question="Kit" lede="Every component in its states." />
        <div class="content">{pieces()} {fields()} {rows()}</div>
        <SaveBar form="kit" label="Save" discard="/" state=SaveState::Unsaved />
    }
}

fn pieces() -> impl IntoView {
    let now = Utc.with_ymd_and_hms(2026, 12, 17, 13, 5, 0).unwrap();
    let zone = chrono_tz::Europe::Madrid;
    view! {
        <Card id="pieces" title="Buttons, badges, people" hint="And moments.">
            <div class="stack-4">
                <p class="row">
                    <ButtonLink href="/" label="Primary" look=Look::Primary icon=Icon::Plus />
                    <ButtonLink href="/" label="Normal" />
                    <ButtonLink href="/" label="Quiet" look=Look::Quiet />
                    <ButtonLink href="/" label="Delete 3 topics" look=Look::Danger icon=Icon::Bin />
                    <ButtonLink href="/" label="Small" look=Look::Small />
                </p>
                <p class="row">
                    <Badge word="AI" icon=Icon::Spark />
                    <Badge word="Needs agent intervention" meaning=Meaning::Wait icon=Icon::Handoff />
                    <Badge word="Urgent" meaning=Meaning::Bad />
                    <Badge word="Resolved" meaning=Meaning::Good icon=Icon::Check />
                    <Badge word="Tomás Rey" meaning=Meaning::Accent icon=Icon::Person />
                </p>
                <p class="row">
                    {(0..5)
                        .map(|id| view! { <Avatar name="Aiko Tanabe" tone=Tone::of(id) /> })
                        .collect_view()}
                    <When at=now - TimeDelta::minutes(12) now=now zone=zone />
                </p>
                <Callout title="Nobody is listed for Trade." meaning=Meaning::Wait>
                    <p>"The default list is told instead."</p>
                </Callout>
                <Callout title="E-mail did not go out." meaning=Meaning::Bad>
                    <p>"The server refused the password."</p>
                </Callout>
                <Callout title="Next clock change" meaning=Meaning::Accent>
                    <p>"On 28 March 2027."</p>
                </Callout>
                <Pager
                    label="Pages"
                    newer=Some("/?page=1".to_owned())
                    older=Some("/?page=3".to_owned())
                />
            </div>
        </Card>
    }
}

fn fields() -> impl IntoView {
    let errors = FieldErrors::new([
        (
            "/message",
            "The message is 12 characters too long. Shorten it to 20.",
        ),
        ("/is_open", "Say whether it is open."),
    ]);
    let choices = || {
        [("ask_first", "Ask first"), ("at_once", "At once")]
            .map(|(value, words)| (value.to_owned(), words.to_owned()))
            .to_vec()
    };
    view! {
        <Section id="fields" title="Fields" lede="With hints, counters and errors.">
            <form class="stack-4" id="kit" method="post" novalidate>
                <SaveFirst />
                <TextField at=errors.at("/name") label="Name" value="" is_optional=true limit=20 />
                <TextArea
                    at=errors.at("/message")
                    label="Message"
                    value="\nYou are number {{position}}."
                    hint="Sent while they wait."
                    limit=20
                    placeholders=vec!["{{position}}".to_owned()]
                />
                <SelectField
                    at=errors.at("/then")
                    label="Then"
                    value="at_once"
                    choices=choices()
                />
                <Segmented
                    at=errors.at("/conduct")
                    legend="Conduct"
                    value="at_once"
                    choices=choices()
                />
                <Check
                    at=errors.at("/is_required")
                    label="Required"
                    is_ticked=true
                    hint="Must have."
                />
                <Switch at=errors.at("/is_open") label="Open" is_on=true />
                <Switch at=errors.at("/is_hidden") label="Hidden" is_on=false is_label_hidden=true />
            </form>
        </Section>
    }
}

fn rows() -> impl IntoView {
    let list = String::new;
    view! {
        <form method="post" class="row">
            <SaveFirst />
            <RowButton op=RowOp::Up { list: list(), index: 2 } icon=Icon::Up words="Move row 3 up" />
            <RowButton
                op=RowOp::Remove {
                    list: list(),
                    index: 2,
                }
                icon=Icon::Cross
                words="Remove row 3"
            />
            <RowButton op=RowOp::Add { list: list() } icon=Icon::Plus words="Add a row" shown=true />
            <Submit label="Publish 3 changes" op="publish" />
        </form>
    }
}

#[test]
fn a_text_keeps_its_first_line_break() {
    let errors = FieldErrors::default();
    let html = Owner::new_root(None).with(|| {
        view! { <TextArea at=errors.at("/text") label="Text" value="\nfirst" /> }.to_html()
    });
    // The browser drops one line break after the tag, so there have to be two.
    assert!(html.contains(">\n\nfirst</textarea>"), "{html}");
}

//! What one's browser may tell: which conversations, how, and whether it may at all. What is wanted is
//! saved here by a plain form; whether the browser may is between the browser and the person, and a script
//! asks for it after a click, never before.

use axum::{
    body::Bytes,
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
};
use handoff::{
    actions::{self, SaveError},
    notification::{Notifications, Wanted},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    document::Assets,
    form::{FieldErrors, decode, is_ticked, tick},
    request::{Oops, SignedIn, refused, set_flash, settled},
    routes,
    shell::{self, Place, Shell},
    site::Site,
    ui::{Card, Check, Crumb, ErrorSummary, Icon, Look, PageHead, SelectField, Submit},
};

const TITLE: &str = "Notifications";

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawNotifications {
    /// Name of a [`Wanted`].
    pub wanted: String,
    pub has_sound: String,
    pub hides_text: String,
}

impl RawNotifications {
    fn of(saved: Notifications) -> Self {
        Self {
            wanted: saved.wanted.as_str().to_owned(),
            has_sound: tick(saved.has_sound),
            hides_text: tick(saved.hides_text),
        }
    }

    fn read(&self) -> Result<Notifications, SaveError> {
        let wanted = Wanted::parse(&self.wanted).ok_or_else(|| {
            let detail = "Choose which conversations you are told of.";
            SaveError::Invalid(vec![handoff::problem::Problem::new("/wanted", detail)])
        })?;
        Ok(Notifications {
            wanted,
            has_sound: is_ticked(&self.has_sound),
            hides_text: is_ticked(&self.hides_text),
        })
    }
}

#[derive(Debug, Clone, Default)]
pub struct NotificationsPage {
    pub values: RawNotifications,
    pub errors: FieldErrors,
}

pub(super) async fn show(State(site): State<Site>, me: SignedIn) -> Result<Html<String>, Oops> {
    let saved = site.desk.store.notifications(me.operator.id).await?;
    let page = NotificationsPage {
        values: RawNotifications::of(saved),
        ..NotificationsPage::default()
    };
    Ok(Html(rendered(&site, &me, page).await?))
}

pub(super) async fn save(
    State(site): State<Site>,
    me: SignedIn,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawNotifications = decode(&body)?;
    let saved = match values.read() {
        Ok(settings) => actions::save_notifications(&site.desk, &me.actor, settings).await,
        Err(wrong) => Err(wrong),
    };
    match settled(saved)? {
        Ok(()) => {
            set_flash(&me.session, "What you are told is saved.").await;
            Ok(Redirect::to(routes::NOTIFICATIONS).into_response())
        }
        Err(errors) => {
            let page = NotificationsPage { values, errors };
            Ok(refused(rendered(&site, &me, page).await?))
        }
    }
}

async fn rendered(site: &Site, me: &SignedIn, page: NotificationsPage) -> Result<String, Oops> {
    let shell = me.shell(site, Place::Mine, TITLE).await?;
    Ok(render(shell, &site.assets, page))
}

pub fn render(mut shell: Shell, assets: &Assets, page: NotificationsPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: NotificationsPage) -> impl IntoView {
    let NotificationsPage { values, errors } = page;
    view! {
        <PageHead
            question="What may your browser tell you?"
            lede="While the inbox is open in a tab, also one in the background, your browser can say who needs you."
            crumbs=vec![
                Crumb {
                    label: "Your settings".to_owned(),
                    href: routes::MINE.to_owned(),
                },
            ]
            here=TITLE
        />
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            {permission()} {wanted(values, errors)}
        </div>
    }
}

/// What the browser allows, in words for each answer it can give. Without a script the first one stays.
const ANSWERS: [(&str, &str, &str); 6] = [
    (
        "unknown",
        "This needs scripts.",
        "Notifications are shown by a script, and scripts are switched off in this browser. The inbox works without them; open it again to see what is new.",
    ),
    (
        "default",
        "Not asked yet.",
        "Your browser has not been asked whether this site may show notifications. It asks when you press the button, and not before.",
    ),
    (
        "granted",
        "On in this browser.",
        "This browser shows notifications while the inbox is open in a tab. To switch them off altogether, use the browser’s settings for this site.",
    ),
    (
        "denied",
        "Blocked in this browser.",
        "This browser was told not to show notifications of this site, and only you can change that: open the site’s settings, beside the address, and allow notifications. Then load this page again.",
    ),
    (
        "insecure",
        "Not over this connection.",
        "Browsers show notifications only over HTTPS, or on the machine itself. Ask whoever runs this desk to serve it over HTTPS.",
    ),
    (
        "unsupported",
        "Not in this browser.",
        "This browser shows no notifications of pages, as most browsers on phones do not. The count in the tab’s title still follows the inbox.",
    ),
];

fn permission() -> impl IntoView {
    let answers = ANSWERS
        .map(|(answer, title, words)| {
            view! {
                <p data-permission=answer hidden=answer != "unknown">
                    <b>{title}</b>
                    " "
                    {words}
                </p>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <Card id="this-browser" title="This browser">
            <div class="stack-4" data-notifications>
                <div role="status">{answers}</div>
                <p class="row" data-offers hidden>
                    {offer("ask", "Allow notifications", Icon::Bell)}
                    {offer("test", "Show a test notification", Icon::Bell)}
                    {offer("sound", "Play the sound", Icon::Play)}
                </p>
            </div>
        </Card>
    }
}

/// A button for the script; the words say what it does, and it is there only where it does it.
fn offer(what: &'static str, words: &'static str, icon: Icon) -> impl IntoView {
    view! {
        <button class="button" type="button" data-offer=what hidden>
            {icon.view()}
            {words}
        </button>
    }
}

fn wanted(values: RawNotifications, errors: FieldErrors) -> impl IntoView {
    let choices = Wanted::ALL
        .iter()
        .map(|wanted| (wanted.as_str().to_owned(), words_of(*wanted).to_owned()))
        .collect::<Vec<_>>();
    view! {
        <Card
            id="what"
            title="What you want to know"
            hint="For you, in every browser where you are signed in."
        >
            <form class="stack-4" method="post" action=routes::NOTIFICATIONS novalidate>
                <SelectField
                    at=errors.at("/wanted")
                    label="Tell me about"
                    value=values.wanted
                    choices=choices
                    hint="A conversation has one notification: the newest words take the place of those before."
                />
                <Check
                    at=errors.at("/has_sound")
                    label="Play a sound"
                    is_ticked=is_ticked(&values.has_sound)
                    hint="Browsers play it once you have clicked or typed something in the inbox."
                />
                <Check
                    at=errors.at("/hides_text")
                    label="Leave out names and words"
                    is_ticked=is_ticked(&values.hides_text)
                    hint="A notification can be read on a locked screen. With this it says only that somebody waits."
                />
                <div>
                    <Submit label="Save" look=Look::Primary />
                </div>
            </form>
        </Card>
    }
}

fn words_of(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Waiting => "Whoever waits for a person, and my conversations",
        Wanted::Mine => "My conversations alone",
        Wanted::Nothing => "Nothing",
    }
}

#[cfg(test)]
impl NotificationsPage {
    pub(crate) fn sample() -> Self {
        Self {
            values: RawNotifications::of(Notifications {
                wanted: Wanted::Mine,
                has_sound: true,
                hides_text: false,
            }),
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let detail = "Choose which conversations you are told of.";
        Self {
            errors: FieldErrors::new([("/wanted", detail)]),
            ..Self::sample()
        }
    }
}

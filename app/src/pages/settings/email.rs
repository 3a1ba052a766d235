//! When somebody wants e-mail about conversations that are handed off, and when not.

use axum::{
    body::Bytes,
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
};
use handoff::{
    actions,
    delivery::{EmailPace, EmailWishes, WrittenWishes},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    document::Assets,
    form::{FieldErrors, decode},
    request::{Oops, SignedIn, refused, set_flash},
    routes,
    shell::{self, Place, Shell},
    site::Site,
    ui::{Card, Crumb, ErrorSummary, Look, PageHead, SelectField, Submit, TextField},
};

const TITLE: &str = "E-mail";

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawWishes {
    /// Name of an [`EmailPace`].
    pub pace: String,
    /// `HH:MM`, or empty.
    pub quiet_from: String,
    pub quiet_until: String,
}

impl RawWishes {
    fn of(saved: EmailWishes) -> Self {
        let quiet = saved.quiet;
        Self {
            pace: saved.pace.as_str().to_owned(),
            quiet_from: quiet.map_or_else(String::new, |quiet| quiet.start().to_string()),
            quiet_until: quiet.map_or_else(String::new, |quiet| quiet.end().to_string()),
        }
    }

    fn written(&self) -> WrittenWishes<'_> {
        WrittenWishes {
            pace: &self.pace,
            quiet_from: &self.quiet_from,
            quiet_until: &self.quiet_until,
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct EmailPage {
    /// Where mails go to.
    pub address: String,
    /// The zone that quiet hours are meant in.
    pub zone: String,
    pub values: RawWishes,
    pub errors: FieldErrors,
}

pub(super) async fn show(State(site): State<Site>, me: SignedIn) -> Result<Html<String>, Oops> {
    let saved = site.desk.store.email_wishes(me.operator.id).await?;
    let (values, errors) = (RawWishes::of(saved), FieldErrors::default());
    Ok(Html(rendered(&site, &me, (values, errors)).await?))
}

pub(super) async fn save(
    State(site): State<Site>,
    me: SignedIn,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawWishes = decode(&body)?;
    match values.written().read() {
        Ok(wishes) => {
            actions::save_email_wishes(&site.desk, me.operator.id, wishes).await?;
            set_flash(&me.session, "When you get e-mail is saved.").await;
            Ok(Redirect::to(routes::MY_EMAIL).into_response())
        }
        Err(problems) => {
            let errors = FieldErrors::of(problems);
            Ok(refused(rendered(&site, &me, (values, errors)).await?))
        }
    }
}

async fn rendered(
    site: &Site,
    me: &SignedIn,
    (values, errors): (RawWishes, FieldErrors),
) -> Result<String, Oops> {
    let page = EmailPage {
        address: me.operator.email.clone(),
        zone: site.zone().await?.name().to_owned(),
        values,
        errors,
    };
    let shell = me.shell(site, Place::Mine, TITLE).await?;
    Ok(render(shell, &site.assets, page))
}

pub fn render(mut shell: Shell, assets: &Assets, page: EmailPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: EmailPage) -> impl IntoView {
    let lede = format!(
        "When an AI agent hands a conversation off and you are one of those who are told, a mail goes to {}.",
        page.address
    );
    view! {
        <PageHead
            question="When do you want e-mail?"
            lede=lede
            crumbs=vec![
                Crumb {
                    label: "Your settings".to_owned(),
                    href: routes::MINE.to_owned(),
                },
            ]
            here=TITLE
        />
        <div class="content is-narrow">
            <ErrorSummary errors=page.errors.clone() /> {wishes(page)}
        </div>
    }
}

fn wishes(page: EmailPage) -> impl IntoView {
    let EmailPage {
        zone,
        values,
        errors,
        ..
    } = page;
    let choices = EmailPace::ALL
        .iter()
        .map(|pace| (pace.as_str().to_owned(), words_of(*pace).to_owned()))
        .collect::<Vec<_>>();
    view! {
        <Card id="wishes" title="Mails to you">
            <form class="stack-4" method="post" action=routes::MY_EMAIL novalidate>
                <SelectField
                    at=errors.at("/pace")
                    label="How often"
                    value=values.pace
                    choices=choices
                />
                <div class="cols-2">
                    <TextField
                        at=errors.at("/quiet_from")
                        label="Quiet from"
                        value=values.quiet_from
                        hint="Such as 22:00."
                        autocomplete="off"
                        is_optional=true
                    />
                    <TextField
                        at=errors.at("/quiet_until")
                        label="Quiet until"
                        value=values.quiet_until
                        hint="Such as 07:00, the next morning."
                        autocomplete="off"
                        is_optional=true
                    />
                </div>
                <p class="hint">
                    {format!("Every day, in {zone}. What would come in quiet hours comes when they end.")}
                </p>
                <div>
                    <Submit label="Save" look=Look::Primary />
                </div>
            </form>
        </Card>
    }
}

fn words_of(pace: EmailPace) -> &'static str {
    match pace {
        EmailPace::AtOnce => "At once, one for each conversation",
        EmailPace::Digest => "Once a day at 08:00, all of them in one",
        EmailPace::Off => "Never",
    }
}

#[cfg(test)]
impl EmailPage {
    pub(crate) fn sample() -> Self {
        Self {
            address: "maya@example.com".to_owned(),
            zone: "Europe/Madrid".to_owned(),
            values: RawWishes {
                pace: "digest".to_owned(),
                quiet_from: "22:00".to_owned(),
                quiet_until: "07:00".to_owned(),
            },
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let detail = "Write when the quiet hours end, or leave both empty.";
        Self {
            errors: FieldErrors::new([("/quiet_until", detail)]),
            ..Self::sample()
        }
    }
}

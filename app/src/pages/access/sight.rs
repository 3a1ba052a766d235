//! What operators may see of the inbox.

use axum::{
    body::Bytes,
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
};
use handoff::{access::Sight, actions};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    document::Assets,
    form::{FieldErrors, decode},
    request::{Admin, Oops, SignedIn, refused, set_flash, settled},
    routes,
    shell::{self, Place, Shell},
    site::Site,
    ui::{Card, ErrorSummary, Look, PageHead, SelectField, Submit},
};

/// The form as it arrives.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawSight {
    operators_see: String,
}

#[derive(Debug, Clone, Default)]
pub struct SightPage {
    values: RawSight,
    errors: FieldErrors,
}

pub(super) async fn show(State(site): State<Site>, Admin(me): Admin) -> Result<Html<String>, Oops> {
    let sight = site.desk.store.sight().await?;
    let page = SightPage {
        values: RawSight {
            operators_see: sight.as_str().to_owned(),
        },
        ..SightPage::default()
    };
    Ok(Html(rendered(&site, &me, page).await?))
}

pub(super) async fn save(
    State(site): State<Site>,
    Admin(me): Admin,
    body: Bytes,
) -> Result<Response, Oops> {
    let values: RawSight = decode(&body)?;
    let Some(sight) = Sight::parse(&values.operators_see) else {
        let detail = "Choose what operators may see.";
        let errors = FieldErrors::new([("/operators_see", detail)]);
        let page = SightPage { values, errors };
        return Ok(refused(rendered(&site, &me, page).await?));
    };
    let saved = actions::save_sight(&site.desk, &me.actor, sight).await;
    match settled(saved)? {
        Ok(()) => {
            set_flash(&me.session, "What operators may see is saved.").await;
            Ok(Redirect::to(routes::SIGHT).into_response())
        }
        Err(errors) => {
            let page = SightPage { values, errors };
            Ok(refused(rendered(&site, &me, page).await?))
        }
    }
}

async fn rendered(site: &Site, me: &SignedIn, page: SightPage) -> Result<String, Oops> {
    let shell = me.shell(site, Place::Sight, "Who sees what").await?;
    Ok(render(shell, &site.assets, page))
}

pub fn render(mut shell: Shell, assets: &Assets, page: SightPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

/// What each means, for whoever chooses.
fn words_of(sight: Sight) -> &'static str {
    match sight {
        Sight::Own => "What they have, and what waits in their queues",
        Sight::Team => "Everything in the queues they work on, whoever has it",
        Sight::All => "Everything",
    }
}

fn content(page: SightPage) -> impl IntoView {
    let SightPage { values, errors } = page;
    let choices = Sight::ALL
        .map(|sight| (sight.as_str().to_owned(), words_of(sight).to_owned()))
        .to_vec();
    view! {
        <PageHead
            question="Who sees which conversation?"
            lede="What somebody may not see does not exist for them: not in lists, counts or searches, and not by its address."
        />
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            <Card id="operators" title="Operators">
                <form class="stack-4" method="post" action=routes::SIGHT novalidate>
                    <SelectField
                        at=errors.at("/operators_see")
                        label="Operators see"
                        value=values.operators_see
                        choices=choices
                        hint="A queue that names nobody is everybody's, and so is what waits in no queue. With less than everything, conversations that are with the AI are seen by supervisors and admins alone."
                    />
                    <div>
                        <Submit label="Save" look=Look::Primary />
                    </div>
                </form>
            </Card>
            <Card id="others" title="Supervisors and admins">
                <p>
                    "They see everything. When one of them opens a conversation that is not theirs, that is noted: "
                    <a href=routes::AUDIT>"who looked at what"</a> "."
                </p>
            </Card>
        </div>
    }
}

#[cfg(test)]
impl SightPage {
    pub(crate) fn sample() -> Self {
        Self {
            values: RawSight {
                operators_see: "team".to_owned(),
            },
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        Self {
            errors: FieldErrors::new([("/operators_see", "Choose what operators may see.")]),
            ..Self::sample()
        }
    }
}

//! The organisation: its name and its time zone.

use handoff::policy::NAME_MAX;
use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
#[cfg(test)]
use crate::form::tick;
use crate::form::{FieldErrors, is_ticked};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::zone::{ZoneField, ZoneNames};
use crate::ui::{ErrorSummary, PageHead, SaveBar, SaveState, Switch, TextField};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawOrganisation {
    pub name: String,
    pub zone: String,
    /// A ticked box.
    pub takes_files: String,
}

#[derive(Debug, Clone, Default)]
pub struct Organisation {
    pub values: RawOrganisation,
    pub errors: FieldErrors,
    pub saved: SaveState,
}

pub fn render(mut shell: Shell, assets: &Assets, page: Organisation) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: Organisation) -> impl IntoView {
    let Organisation {
        values,
        errors,
        saved,
    } = page;
    let state = saved.or_refused(&errors);
    view! {
        <PageHead
            question="Who are we, and where?"
            lede="The name stands on the sign-in page and in invitations. New hours start in this time zone."
        />
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            <form class="card" id="organisation" method="post" novalidate>
                <div class="card-body stack-4">
                    <TextField
                        at=errors.at("/name")
                        label="Name of the organisation"
                        value=values.name
                        autocomplete="organization"
                        limit=NAME_MAX
                    />
                    <ZoneField
                        at=errors.at("/zone")
                        value=values.zone
                        hint="Hours that exist already keep the zone they have."
                    />
                    <Switch
                        at=errors.at("/takes_files")
                        label="Customers and the team may send files"
                        is_on=is_ticked(&values.takes_files)
                        hint="At most 10 MB a file and 5 files a message, on every channel that can carry them. They are kept in the database, told apart by their content, and only ever downloaded, never shown inside a page."
                    />
                </div>
            </form>
            <ZoneNames />
        </div>
        <SaveBar
            form="organisation"
            label="Save organisation"
            discard=routes::ORGANISATION
            state=state
        />
    }
}

#[cfg(test)]
impl Organisation {
    pub(crate) fn sample() -> Self {
        let values = RawOrganisation {
            name: "Alder & Pine".to_owned(),
            zone: "Europe/Madrid".to_owned(),
            takes_files: tick(true),
        };
        let saved = SaveState::Saved("Saved 14:05 by you".to_owned());
        Self {
            values,
            errors: FieldErrors::default(),
            saved,
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let errors = FieldErrors::new([(
            "/zone",
            "“Madrid” is not a time zone. Did you mean Europe/Madrid?",
        )]);
        Self {
            errors,
            ..Self::sample()
        }
    }
}

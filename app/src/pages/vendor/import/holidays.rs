//! The form for a calendar, which goes into hours.

use leptos::prelude::*;

use super::{ImportPage, file_field::file_field};
use crate::{
    routes,
    ui::{Card, Look, SelectField, Submit, TextArea},
};

/// The form for a calendar as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawCalendar {
    /// Ids of an AI agent and of hours of its: `1/3`.
    pub schedule: String,
    /// The text of an iCalendar file.
    pub calendar: String,
}

/// Holidays out of a calendar, into hours.
pub(super) fn holidays(page: &ImportPage) -> impl IntoView + use<> {
    let errors = page.errors.clone();
    let (values, schedules) = (page.calendar.clone(), page.schedules.clone());
    view! {
        <Card
            id="holidays"
            title="Holidays"
            hint="Days of an iCalendar file become days on which nobody is there."
        >
            <form class="stack-4" method="post" action=routes::IMPORT_HOLIDAYS enctype="multipart/form-data" novalidate>
                <SelectField
                    at=errors.at("/schedule")
                    label="Into which hours"
                    value=values.schedule
                    choices=schedules
                />
                <TextArea
                    at=errors.at("/calendar")
                    label="Calendar"
                    value=values.calendar
                    hint="The text of a file whose name ends in .ics. It begins with BEGIN:VCALENDAR."

                />
                {file_field(errors.at("/calendar_file"), "Or a calendar file", ".ics,text/calendar")}
                <div><Submit label="Show which days" look=Look::Primary /></div>
            </form>
        </Card>
    }
}

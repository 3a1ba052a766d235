//! How hours look in the document of the API. They are read and written in `handoff::schedule`.

use std::collections::BTreeMap;

use handoff::schedule::Slot;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Hours in our own form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is told")]
#[expect(
    clippy::struct_field_names,
    reason = "these are the fields clients know"
)]
pub(in crate::api::v1) struct Hours {
    /// An IANA zone.
    #[schema(example = "Europe/Madrid")]
    timezone: String,
    /// Always said, so that this form can be told from the others.
    open_24: bool,
    /// The hours of each day, by `mon` … `sun`.
    #[schema(required = false)]
    weekly_hours: BTreeMap<String, Vec<Interval>>,
    /// What is different on a date, by `2026-12-24`, or `12-24` for every year.
    #[schema(required = false)]
    date_exceptions: BTreeMap<String, SpecialDay>,
}

/// What is different on a date. Exactly one of `closed`, `open_24` and `intervals` is said.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(in crate::api::v1) struct SpecialDay {
    closed: bool,
    open_24: bool,
    intervals: Vec<Interval>,
    #[schema(example = "Christmas Eve")]
    name: Option<String>,
    /// It is so on this date of every year.
    yearly: bool,
}

/// From a time to another one; an end before the start is on the next day.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::v1) struct Interval {
    #[schema(example = "09:00")]
    start: String,
    /// `24:00` is the end of the day.
    #[schema(example = "17:00")]
    end: String,
}

/// Hours in the form that was asked for.
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its shape is told")]
pub(super) enum HoursInForm {
    Weekly(Hours),
    Spans {
        timezone: String,
        availability: Vec<Slot>,
    },
    Days {
        business_hours: BusinessHours,
    },
    Numbered {
        timezone: String,
        working_hours: Vec<WorkingDay>,
    },
}

/// A start and an end for each day, by its English name. A day that is missing is closed.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is told")]
pub(super) struct BusinessHours {
    #[schema(example = "Asia/Kolkata")]
    timezone: String,
    schedule: BTreeMap<String, Interval>,
}

/// One of the seven days, Sunday first.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is told")]
pub(super) struct WorkingDay {
    day_of_week: u8,
    closed_all_day: bool,
    open_all_day: bool,
    open_hour: Option<u8>,
    open_minutes: Option<u8>,
    close_hour: Option<u8>,
    close_minutes: Option<u8>,
}

/// A name, and hours in one of three forms: `weekly_hours`, `availability` or `business_hours`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is told")]
pub(super) struct ScheduleBody {
    #[schema(example = "Office hours")]
    name: String,
    #[schema(required = false, example = "Europe/Madrid")]
    timezone: String,
    #[schema(required = false)]
    open_24: bool,
    #[schema(required = false)]
    weekly_hours: BTreeMap<String, Vec<Interval>>,
    #[schema(required = false)]
    date_exceptions: BTreeMap<String, SpecialDay>,
    /// Instead of `weekly_hours`: spans of days.
    #[schema(required = false)]
    availability: Vec<Slot>,
    /// Instead of `weekly_hours`: a start and an end for each day, with its own zone.
    #[schema(required = false)]
    business_hours: BTreeMap<String, Value>,
    /// The text of an iCalendar file with days that are different.
    #[schema(required = false)]
    holidays: Option<String>,
}

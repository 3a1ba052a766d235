//! The four forms hours can be written in.

use handoff::{problem::Problem, schedule::Schedule};
use serde_json::{Value, json};

/// How hours are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `weekly_hours` and `date_exceptions`: whatever there is to say.
    Weekly,
    /// `availability`: spans of days, each with one start and one end.
    Availability,
    /// `business_hours`: a start and an end for each day.
    BusinessHours,
    /// `working_hours`: seven days by number, Sunday first.
    WorkingHours,
}

/// What is said where a form has another name.
pub(super) const NONE_SUCH: &str =
    "There is no such form. Use weekly_hours, availability, business_hours or working_hours.";

impl Form {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "weekly_hours" => Self::Weekly,
            "availability" => Self::Availability,
            "business_hours" => Self::BusinessHours,
            "working_hours" => Self::WorkingHours,
            _ => return None,
        })
    }

    /// The hours in this form, as [`super::written::read`] takes them; or what cannot be said so.
    pub(super) fn write(self, schedule: &Schedule) -> Result<Value, Vec<Problem>> {
        Ok(match self {
            Self::Weekly => schedule.to_json(),
            Self::Availability => {
                let slots = schedule.to_slots()?;
                json!({"timezone": schedule.zone.name(), "availability": slots})
            }
            Self::BusinessHours => json!({"business_hours": schedule.to_business_hours()?}),
            Self::WorkingHours => {
                let days = schedule.to_working_hours()?;
                json!({"timezone": schedule.zone.name(), "working_hours": days})
            }
        })
    }
}

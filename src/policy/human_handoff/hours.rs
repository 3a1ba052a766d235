//! Hours between a schedule and the list of day spans, which knows neither dates nor whether it counts.

use super::{HumanHandoff, Remembered};
use crate::schedule::{Exceptions, Schedule, Slot, zone_named};

/// The ordinary week as slots: as they were written where that is still what they say.
pub(super) fn slots(remembered: &Remembered, hours: &Schedule) -> Vec<Slot> {
    let is_said =
        |slots: &[Slot]| week(slots, hours).is_some_and(|week| week.weekly == hours.weekly);
    if hours.open_24 || is_said(&remembered.slots) {
        return remembered.slots.clone();
    }
    let ordinary = Schedule {
        exceptions: Exceptions::default(),
        ..hours.clone()
    };
    let mut next = remembered.slots.iter().map(|slot| slot.id);
    let mut next = next.by_ref().fold(remembered.last_id, i64::max);
    let mut written = ordinary.to_slots().unwrap_or_default();
    for slot in &mut written {
        let same = |known: &&Slot| {
            (&known.day_span, &known.start_time, &known.end_time)
                == (&slot.day_span, &slot.start_time, &slot.end_time)
        };
        slot.id = remembered.slots.iter().find(same).map_or_else(
            || {
                next += 1;
                next
            },
            |known| known.id,
        );
    }
    written
}

/// The week that slots say, in the zone of `hours`.
fn week(slots: &[Slot], hours: &Schedule) -> Option<Schedule> {
    let written = serde_json::to_value(slots).ok()?;
    Schedule::from_slots(hours.zone, &written).ok()
}

impl HumanHandoff {
    /// Whether these hours are what it says of hours: the ordinary week, the zone, and whether they count.
    #[must_use]
    pub fn says(&self, hours: &Schedule) -> bool {
        let is_said =
            || week(&self.availability, hours).is_some_and(|week| week.weekly == hours.weekly);
        self.settings.timezone == hours.zone.name()
            && self.settings.working_hours_active != hours.open_24
            && (hours.open_24 || is_said())
    }
}

/// The hours that a configuration asks for, where they are others than before. Dates that are different
/// stay so: the slots do not speak of dates.
pub(super) fn asked_for(
    new: &HumanHandoff,
    before: &HumanHandoff,
    hours: &Schedule,
) -> Option<Schedule> {
    let zone = zone_named(&new.settings.timezone).ok()?;
    let mut wanted = Schedule {
        zone,
        open_24: !new.settings.working_hours_active,
        ..hours.clone()
    };
    let times = |slots: &[Slot]| -> Vec<(String, String, String)> {
        let slots = slots.iter();
        slots
            .map(|slot| {
                (
                    slot.day_span.clone(),
                    slot.start_time.clone(),
                    slot.end_time.clone(),
                )
            })
            .collect()
    };
    let are_others = times(&new.availability) != times(&before.availability) || hours.open_24;
    if are_others && new.settings.working_hours_active {
        wanted.weekly = week(&new.availability, &wanted)?.weekly;
    }
    (wanted != *hours).then_some(wanted)
}

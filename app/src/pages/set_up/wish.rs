//! What the set-up form asks for, read; with everything that is wrong with it, in the order of the form.

use chrono_tz::Tz;
use handoff::{
    actions::{self, NewAgent},
    problem::Problem,
    schedule::{Interval, Minute, Schedule, TimeError, WEEKDAYS, Weekly, zone_named},
    store::Organisation,
};

use super::{DAYS, RawSetUp};
use crate::form::is_ticked;

/// The fields as the form has them, from top to bottom.
const ORDER: [&str; 9] = [
    "/name",
    "/email",
    "/password",
    "/organisation",
    "/zone",
    "/agent",
    "/days",
    "/opens",
    "/closes",
];

pub(super) fn parse(raw: &RawSetUp) -> Result<actions::SetUp, Vec<Problem>> {
    let mut problems = Vec::new();
    let zone = zone_named(&raw.zone).unwrap_or_else(|detail| {
        problems.push(Problem::new("/zone", detail));
        Tz::UTC
    });
    let opens = time("/opens", &raw.opens, &mut problems);
    let closes = time("/closes", &raw.closes, &mut problems);
    let hours = Interval::new(opens, closes).unwrap_or_else(|error| {
        problems.push(Problem::new("/opens", error.to_string()));
        Interval::ALL_DAY
    });
    let wish = actions::SetUp {
        name: raw.name.clone(),
        email: raw.email.clone(),
        password: raw.password.clone(),
        organisation: Organisation {
            name: raw.organisation.trim().to_owned(),
            zone,
            takes_files: false,
        },
        agent: NewAgent {
            name: raw.agent.clone(),
            about: raw.organisation.clone(),
        },
        hours: Schedule {
            weekly: week(raw, hours),
            open_24: false,
            ..Schedule::always(zone)
        },
    };
    if wish.hours.weekly.is_empty() {
        let detail = "Tick at least one day, or nobody is ever there.";
        problems.push(Problem::new("/days", detail));
    }
    // With a time that cannot be read, what the week looks like says nothing more.
    let are_times_read = problems.iter().all(|problem| !is_time(&problem.pointer));
    let found = wish.check().into_iter().map(on_the_form);
    problems.extend(found.filter(|problem| are_times_read || !is_time(&problem.pointer)));
    problems.sort_by_key(|problem| ORDER.iter().position(|at| *at == problem.pointer));
    problems.dedup_by(|one, other| one.pointer == other.pointer);
    if problems.is_empty() {
        Ok(wish)
    } else {
        Err(problems)
    }
}

fn week(raw: &RawSetUp, hours: Interval) -> Weekly {
    let mut weekly = Weekly::default();
    for ((day, _), weekday) in DAYS.iter().zip(WEEKDAYS) {
        if raw.days.get(*day).is_some_and(|value| is_ticked(value)) {
            weekly.add(weekday, hours);
        }
    }
    weekly
}

/// The time in a field; midnight stands in for one that cannot be read, which is then not used.
fn time(pointer: &str, text: &str, problems: &mut Vec<Problem>) -> Minute {
    let wrong = match text.parse() {
        Ok(minute) => return minute,
        Err(_) if text.trim().is_empty() => "Write a time, such as “09:00”.".to_owned(),
        Err(error) => TimeError::to_string(&error),
    };
    problems.push(Problem::new(pointer, wrong));
    Minute::START
}

fn is_time(pointer: &str) -> bool {
    pointer == "/opens" || pointer == "/closes"
}

/// The form has the same hours on every day, so that what is wrong with them stands beside one field.
fn on_the_form(problem: Problem) -> Problem {
    if problem.pointer.starts_with("/hours/") {
        Problem::new("/closes", problem.detail)
    } else {
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> RawSetUp {
        RawSetUp {
            name: "Maya Strand".to_owned(),
            email: "Maya@example.com".to_owned(),
            password: "four quiet grey horses".to_owned(),
            organisation: "Alder & Pine".to_owned(),
            zone: "Europe/Madrid".to_owned(),
            agent: "Nora".to_owned(),
            ..RawSetUp::suggested()
        }
    }

    fn pointers(raw: &RawSetUp) -> Vec<String> {
        let problems = parse(raw).unwrap_err();
        problems
            .into_iter()
            .map(|problem| problem.pointer)
            .collect()
    }

    #[test]
    fn the_suggested_hours_are_office_hours() {
        let wish = parse(&filled()).unwrap();
        assert_eq!(wish.hours.in_words(), "Mon–Fri 09:00–17:00");
        assert_eq!(wish.hours.zone, Tz::Europe__Madrid);
    }

    #[test]
    fn an_empty_form_is_told_everything_at_once_in_its_own_order() {
        assert_eq!(pointers(&RawSetUp::default()), ORDER.map(str::to_owned),);
    }

    #[test]
    fn hours_that_end_when_they_start_are_said_once() {
        let raw = RawSetUp {
            closes: "09:00".to_owned(),
            ..filled()
        };
        assert_eq!(pointers(&raw), ["/closes"]);
    }

    #[test]
    fn a_time_in_another_spelling_is_refused_with_the_right_one() {
        let raw = RawSetUp {
            closes: "5 pm".to_owned(),
            ..filled()
        };
        let problems = parse(&raw).unwrap_err();
        assert_eq!(
            problems,
            [Problem::new(
                "/closes",
                "“5 pm” is not a time. Write it as “17:00”."
            )]
        );
    }

    #[test]
    fn hours_past_midnight_are_fine() {
        let raw = RawSetUp {
            opens: "20:00".to_owned(),
            closes: "02:00".to_owned(),
            ..filled()
        };
        assert_eq!(parse(&raw).unwrap().hours.weekly_minutes(), 5 * 360);
    }
}

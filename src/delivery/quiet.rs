//! When somebody wants their mails: at once, once a day, or not at all, and never in their quiet hours.

use chrono_tz::Tz;

use crate::{
    clock::Instant,
    problem::Problem,
    schedule::{Exceptions, Interval, Schedule, TimeError, WEEKDAYS, Weekly},
};

/// The time of day at which a digest leaves, for the minute it takes.
const DIGEST_AT: (&str, &str) = ("08:00", "08:01");

/// How often somebody wants mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EmailPace {
    /// One for each conversation that is handed off.
    #[default]
    AtOnce,
    /// One a day, in the morning, with all of them.
    Digest,
    /// None.
    Off,
}

impl EmailPace {
    /// Every pace, from the most mails to the least.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Digest, Self::Off];

    /// The name used in the database and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Digest => "digest",
            Self::Off => "off",
        }
    }

    /// The pace of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pace| pace.as_str() == name)
    }
}

/// When somebody wants mails. Until they say so: at once, at any hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EmailWishes {
    pub pace: EmailPace,
    /// Every day, on the organisation's wall clock; what would come then comes when they end.
    pub quiet: Option<Interval>,
}

impl EmailWishes {
    /// When a mail of `now` may arrive; none when none is wanted. `zone` is the organisation's.
    #[must_use]
    pub fn due(self, now: Instant, zone: Tz) -> Option<Instant> {
        match self.pace {
            EmailPace::Off => None,
            EmailPace::AtOnce => Some(self.after_quiet(now, zone)),
            EmailPace::Digest => {
                let digest = Interval::parse(DIGEST_AT.0, DIGEST_AT.1).ok()?;
                // A minute on, so that the digest that leaves right now is the next one's.
                let next = now + chrono::Duration::minutes(1);
                let at = daily(zone, digest).next_opening(next)?;
                Some(self.after_quiet(at, zone))
            }
        }
    }

    fn after_quiet(self, now: Instant, zone: Tz) -> Instant {
        let quiet = self.quiet.filter(|quiet| !quiet.is_empty());
        let ends = quiet.and_then(|quiet| daily(zone, quiet).next_closing(now));
        ends.unwrap_or(now)
    }
}

/// The same hours every day.
fn daily(zone: Tz, hours: Interval) -> Schedule {
    let mut weekly = Weekly::default();
    for day in WEEKDAYS {
        weekly.add(day, hours);
    }
    Schedule {
        zone,
        open_24: false,
        weekly,
        exceptions: Exceptions::default(),
    }
}

/// Wishes as somebody writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenWishes<'a> {
    pub pace: &'a str,
    pub quiet_from: &'a str,
    pub quiet_until: &'a str,
}

impl WrittenWishes<'_> {
    /// The wishes, or everything that is wrong with them.
    pub fn read(&self) -> Result<EmailWishes, Vec<Problem>> {
        let mut problems = Vec::new();
        let pace = EmailPace::parse(self.pace);
        if pace.is_none() {
            problems.push(Problem::new("/pace", "Choose how often you want e-mail."));
        }
        let quiet = match (self.quiet_from.trim(), self.quiet_until.trim()) {
            ("", "") => None,
            ("", _) => {
                let detail = "Write when the quiet hours begin, or leave both empty.";
                problems.push(Problem::new("/quiet_from", detail));
                None
            }
            (_, "") => {
                let detail = "Write when the quiet hours end, or leave both empty.";
                problems.push(Problem::new("/quiet_until", detail));
                None
            }
            (from, until) => quiet_hours(from, until, &mut problems),
        };
        match pace {
            Some(pace) if problems.is_empty() => Ok(EmailWishes { pace, quiet }),
            _ => Err(problems),
        }
    }
}

fn quiet_hours(from: &str, until: &str, problems: &mut Vec<Problem>) -> Option<Interval> {
    let mut minute = |pointer: &str, text: &str| {
        let read = text.parse();
        read.map_err(|error: TimeError| problems.push(Problem::new(pointer, error.to_string())))
            .ok()
    };
    let (from, until) = (minute("/quiet_from", from), minute("/quiet_until", until));
    let hours = Interval::new(from?, until?);
    match hours {
        Ok(hours) if hours.is_empty() => {
            let detail = "They end when they begin. Choose another end, or leave both empty.";
            problems.push(Problem::new("/quiet_until", detail));
            None
        }
        Ok(hours) => Some(hours),
        Err(error) => {
            problems.push(Problem::new("/quiet_from", error.to_string()));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Madrid;

    use super::*;

    fn wishes(pace: EmailPace, quiet: Option<(&str, &str)>) -> EmailWishes {
        let quiet = quiet.map(|(from, until)| Interval::parse(from, until).unwrap());
        EmailWishes { pace, quiet }
    }

    fn due(wishes: EmailWishes, now: &str) -> Option<String> {
        let due = wishes.due(now.parse().unwrap(), Madrid)?;
        Some(due.with_timezone(&Madrid).format("%d %H:%M").to_string())
    }

    #[test]
    fn quiet_hours_hold_a_mail_back_until_they_end() {
        let night = wishes(EmailPace::AtOnce, Some(("22:00", "07:00")));
        for (now, expected) in [
            ("2026-01-12T10:00:00Z", "12 11:00"),
            ("2026-01-12T21:30:00Z", "13 07:00"),
            ("2026-01-13T05:59:00Z", "13 07:00"),
            ("2026-01-13T06:00:00Z", "13 07:00"),
            ("2026-01-13T06:01:00Z", "13 07:01"),
        ] {
            assert_eq!(due(night, now).as_deref(), Some(expected), "{now}");
        }
        let lunch = wishes(EmailPace::AtOnce, Some(("13:00", "14:30")));
        assert_eq!(
            due(lunch, "2026-01-12T12:15:00Z").as_deref(),
            Some("12 14:30")
        );
    }

    #[test]
    fn a_digest_comes_in_the_morning_and_after_quiet_hours() {
        let digest = wishes(EmailPace::Digest, None);
        assert_eq!(
            due(digest, "2026-01-12T10:00:00Z").as_deref(),
            Some("13 08:00")
        );
        assert_eq!(
            due(digest, "2026-01-12T06:00:00Z").as_deref(),
            Some("12 08:00")
        );
        assert_eq!(
            due(digest, "2026-01-12T07:00:30Z").as_deref(),
            Some("13 08:00"),
            "the one of this minute is on its way"
        );
        let sleeper = wishes(EmailPace::Digest, Some(("22:00", "09:30")));
        assert_eq!(
            due(sleeper, "2026-01-12T10:00:00Z").as_deref(),
            Some("13 09:30")
        );
        assert_eq!(
            due(wishes(EmailPace::Off, None), "2026-01-12T10:00:00Z"),
            None
        );
    }

    #[test]
    fn what_cannot_be_meant_is_named_at_its_field() {
        let read = |pace, quiet_from, quiet_until| {
            let written = WrittenWishes {
                pace,
                quiet_from,
                quiet_until,
            };
            let problems = written.read().err().unwrap_or_default();
            let pointers = problems.into_iter().map(|problem| problem.pointer);
            pointers.collect::<Vec<_>>()
        };
        assert_eq!(read("digest", "22:00", "07:00"), [""; 0]);
        assert_eq!(read("often", "22:00", ""), ["/pace", "/quiet_until"]);
        assert_eq!(read("off", "", "07:00"), ["/quiet_from"]);
        assert_eq!(
            read("off", "25:00", "7 pm"),
            ["/quiet_from", "/quiet_until"]
        );
        assert_eq!(read("off", "07:00", "07:00"), ["/quiet_until"]);
    }
}

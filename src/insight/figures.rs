//! The figures of a period: by day, by hour, by reason, topic and queue, and how long it took.

use super::{
    Day, Group, Handed, Hour, Offers, Period, Recorded, Returns, Verdicts, Wait,
    day::{days, hours},
    group::{count, groups},
    reason::{reason, series, titles},
    wait::waited,
};

/// What a period's handoffs add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insights {
    pub period: Period,
    pub conversations: u32,
    pub handoffs: u32,
    /// There were more handoffs than are looked at; the oldest are left out.
    pub is_cut: bool,
    pub offers: Offers,
    pub returns: Returns,
    /// Ended before anybody took them.
    pub given_up: u32,
    /// What the team said of all of them.
    pub verdicts: Verdicts,
    /// From asking for a person until somebody took it.
    pub pick_up: Option<Wait>,
    /// From asking for a person until a person's first words.
    pub reply: Option<Wait>,
    /// How long the AI had it before, which nobody spent waiting.
    pub with_ai: Option<Wait>,
    /// The reasons that are told apart by day; the last one is “Other” where there are more.
    pub series: Vec<String>,
    pub days: Vec<Day>,
    pub hours: Vec<Hour>,
    pub reasons: Vec<Group>,
    pub topics: Vec<Group>,
    pub queues: Vec<Group>,
}

impl Insights {
    /// Adds up what was recorded in a period.
    #[must_use]
    pub fn of(recorded: &Recorded, period: Period) -> Self {
        let handed = &recorded.handed;
        let titles = titles();
        let reason = |one: &Handed| reason(&titles, one);
        let reasons = groups(handed, |one| Some(reason(one)));
        let series = series(&reasons);
        Self {
            period,
            conversations: recorded.conversations,
            handoffs: count(handed),
            is_cut: recorded.is_cut,
            offers: recorded.offers,
            returns: recorded.returns,
            given_up: count(handed.iter().filter(|one| one.is_given_up())),
            verdicts: Verdicts::of(handed),
            pick_up: waited(handed, |one| one.seconds_to(one.taken_at)),
            reply: waited(handed, |one| one.seconds_to(one.replied_at)),
            with_ai: waited(handed, |one| {
                Some((one.requested_at - one.began_at).num_seconds().max(0))
            }),
            days: days(handed, period, &series, reason),
            hours: hours(handed, period),
            topics: groups(handed, |one| one.topic.clone()),
            queues: groups(handed, |one| one.queue.clone()),
            reasons,
            series,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        clock::{Instant, from_millis},
        conversation::Verdict,
        insight::SERIES,
        trigger::MANUAL,
    };

    /// Monday, 12 January 2026, 10:00 UTC.
    const NOON: i64 = 1_768_212_000_000;

    fn at(minutes: i64) -> Instant {
        from_millis(NOON) + TimeDelta::minutes(minutes)
    }

    fn handed(trigger: &str, minutes: i64, taken: Option<i64>) -> Handed {
        Handed {
            trigger: trigger.to_owned(),
            trigger_name: None,
            topic: None,
            queue: Some("Billing".to_owned()),
            began_at: at(minutes - 3),
            requested_at: at(minutes),
            taken_at: taken.map(|after| at(minutes + after)),
            replied_at: taken.map(|after| at(minutes + after + 1)),
            ended_at: None,
            verdict: None,
        }
    }

    fn figures(handed: Vec<Handed>) -> Insights {
        let recorded = Recorded {
            handed,
            conversations: 10,
            ..Recorded::default()
        };
        let period = Period::read("2026-01-12", "2026-01-13", chrono_tz::America::New_York);
        Insights::of(&recorded, period.unwrap())
    }

    #[test]
    fn nothing_adds_up_to_nothing_with_every_date_and_hour_there() {
        let none = figures(Vec::new());
        assert_eq!(
            (
                none.handoffs,
                none.pick_up,
                none.days.len(),
                none.hours.len()
            ),
            (0, None, 2, 24)
        );
        assert!(none.reasons.is_empty() && none.series.is_empty());
    }

    #[test]
    fn dates_and_hours_are_those_of_the_zone() {
        // 04:30 UTC is the evening before in New York, and no date of the period.
        let figures = figures(vec![
            handed("frustration", 0, None),
            handed("frustration", 24 * 60 - 330, None),
        ]);
        let by_day: Vec<u32> = figures
            .days
            .iter()
            .map(|day| day.handoffs.iter().sum())
            .collect();
        assert_eq!(by_day, [2, 0]);
        let hours: Vec<u32> = figures
            .hours
            .iter()
            .filter(|hour| hour.handoffs > 0)
            .map(|hour| hour.hour)
            .collect();
        assert_eq!(hours, [5, 23]);
    }

    #[test]
    fn who_is_taken_unasked_has_not_waited_and_time_with_the_ai_is_apart() {
        let figures = figures(vec![
            handed("explicit_request", 0, Some(4)),
            handed(MANUAL, 1, Some(0)),
        ]);
        let pick_up = figures.pick_up.unwrap();
        assert_eq!(
            (pick_up.count, pick_up.typical, pick_up.slow),
            (1, 240, 240)
        );
        assert_eq!(figures.reply.unwrap().typical, 300);
        assert_eq!(figures.with_ai.unwrap().typical, 180);
        assert_eq!(figures.reasons.len(), 2);
    }

    #[test]
    fn half_and_nine_in_ten_are_times_that_happened() {
        let handed = (1..=10).map(|minutes| handed("frustration", 0, Some(minutes)));
        let wait = figures(handed.collect()).pick_up.unwrap();
        assert_eq!((wait.count, wait.typical, wait.slow), (10, 300, 540));
        assert_eq!(
            Wait::of(vec![7]).unwrap(),
            Wait {
                count: 1,
                typical: 7,
                slow: 7
            }
        );
    }

    #[test]
    fn more_reasons_than_can_be_told_apart_are_put_together() {
        let kinds = [
            "explicit_request",
            "frustration",
            "keyword",
            "low_confidence",
            "media_message",
        ];
        let handed: Vec<Handed> = kinds
            .iter()
            .enumerate()
            .flat_map(|(more, kind)| std::iter::repeat_n(handed(kind, 0, None), 9 - more))
            .collect();
        let figures = figures(handed);
        assert_eq!(figures.reasons.len(), 5);
        assert_eq!(figures.series.len(), SERIES);
        assert_eq!(figures.series[3], "Other");
        assert_eq!(figures.days[0].handoffs, [9, 8, 7, 6 + 5]);
    }

    #[test]
    fn verdicts_are_counted_by_reason_and_silence_is_none() {
        let judged = |trigger, verdict| Handed {
            verdict,
            ..handed(trigger, 0, Some(1))
        };
        let figures = figures(vec![
            judged("frustration", Some(Verdict::TooEarly)),
            judged("frustration", Some(Verdict::Right)),
            judged("frustration", Some(Verdict::TooEarly)),
            judged("explicit_request", Some(Verdict::WrongTeam)),
            judged("explicit_request", None),
        ]);
        let by_reason: Vec<_> = figures
            .reasons
            .iter()
            .map(|group| group.verdicts.each().map(|(_, count)| count).collect())
            .collect::<Vec<Vec<u32>>>();
        assert_eq!(by_reason, [[1, 2, 0, 0], [0, 0, 0, 1]]);
        assert_eq!(figures.verdicts.judged(), 4);
        assert_eq!(figures.verdicts.count(Verdict::TooEarly), 2);
    }

    #[test]
    fn given_up_is_what_ended_before_anybody_took_it() {
        let mut over = handed("frustration", 0, None);
        over.ended_at = Some(at(30));
        let figures = figures(vec![
            over,
            handed("frustration", 1, Some(2)),
            handed("frustration", 2, None),
        ]);
        assert_eq!(figures.given_up, 1);
        let queue = &figures.queues[0];
        assert_eq!((queue.handoffs, queue.taken, queue.given_up), (3, 1, 1));
    }
}

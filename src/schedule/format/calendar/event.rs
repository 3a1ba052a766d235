//! One event of a calendar file, and the dates it is on.

use chrono::{Datelike, Days, NaiveDate};

use super::line::{Line, plain};

/// The longest event, in days, and the most returns that are written out.
const LENGTH_MAX: i64 = 60;
const RETURNS_MAX: u32 = 100;

const TIMED: &str =
    "It has a time of day, and only whole days can be taken over. Write that day's hours by hand.";
const BY_WEEKDAY: &str =
    "It comes back by weekday or by another rule that a date cannot say. Add it year by year.";
const OFTEN: &str = "It comes back more often than once a year. Change the weekly hours instead.";

/// An event, as far as it matters here.
#[derive(Debug, Clone, Default)]
pub(super) struct Event {
    /// Where it begins in the file.
    pub(super) line: usize,
    pub(super) summary: Option<String>,
    start: Option<String>,
    end: Option<String>,
    duration: Option<String>,
    rule: Option<String>,
    more: Vec<String>,
    except: Vec<String>,
    is_cancelled: bool,
    is_one_of_a_series: bool,
}

/// A date, and whether it comes again every year.
type Dated = (NaiveDate, bool);

impl Event {
    pub(super) fn at(line: usize) -> Self {
        Self {
            line,
            ..Self::default()
        }
    }

    /// Takes in one of its lines.
    pub(super) fn note(&mut self, line: &Line) {
        let value = line.value.trim().to_owned();
        let listed = || value.split(',').map(str::to_owned).collect::<Vec<_>>();
        match line.name.as_str() {
            "SUMMARY" => self.summary = Some(plain(&value)).filter(|name| !name.is_empty()),
            "DTSTART" => self.start = Some(value),
            "DTEND" => self.end = Some(value),
            "DURATION" => self.duration = Some(value),
            "RRULE" => self.rule = Some(value.to_ascii_uppercase()),
            "RDATE" => self.more.extend(listed()),
            "EXDATE" => self.except.extend(listed()),
            "STATUS" => self.is_cancelled = value.eq_ignore_ascii_case("CANCELLED"),
            "RECURRENCE-ID" => self.is_one_of_a_series = true,
            _ => {}
        }
    }

    /// The dates it is on, or why dates cannot say it. None for an event that was called off.
    pub(super) fn dates(&self) -> Result<Vec<Dated>, String> {
        if self.is_cancelled {
            return Ok(Vec::new());
        }
        if self.is_one_of_a_series {
            return Err("It moves one day of a series. Add that day by hand.".to_owned());
        }
        let start = self.start.as_deref().ok_or("It has no date.")?;
        let start = whole_day(start)?;
        let length = self.length(start)?;
        let more = self
            .more
            .iter()
            .map(|text| whole_day(text))
            .collect::<Result<Vec<_>, _>>()?;
        let except = self
            .except
            .iter()
            .map(|text| whole_day(text))
            .collect::<Result<Vec<_>, _>>()?;
        let returns = match &self.rule {
            None => vec![(start, false)],
            Some(rule) => returns(start, rule)?,
        };
        if returns.iter().any(|(_, yearly)| *yearly) && !except.is_empty() {
            return Err(
                "It leaves out some years, which a yearly day cannot. Add it year by year."
                    .to_owned(),
            );
        }
        let first_days = returns
            .into_iter()
            .chain(more.into_iter().map(|date| (date, false)));
        let kept = first_days.filter(|(date, _)| !except.contains(date));
        Ok(kept
            .flat_map(|(date, yearly)| days(date, length).map(move |date| (date, yearly)))
            .collect())
    }

    /// How many days it lasts. The end of a whole day is the day after it.
    fn length(&self, start: NaiveDate) -> Result<u64, String> {
        let length = match (&self.end, &self.duration) {
            (Some(end), _) => (whole_day(end)? - start).num_days().max(1),
            (None, Some(duration)) => whole_days(duration).ok_or(TIMED)?,
            (None, None) => 1,
        };
        if length > LENGTH_MAX {
            return Err(format!(
                "It lasts {length} days; at most {LENGTH_MAX} in a row can be taken over."
            ));
        }
        u64::try_from(length).map_err(|_| "It ends before it begins.".to_owned())
    }
}

fn days(start: NaiveDate, length: u64) -> impl Iterator<Item = NaiveDate> {
    (0..length).filter_map(move |day| start.checked_add_days(Days::new(day)))
}

/// `20261225`
fn whole_day(text: &str) -> Result<NaiveDate, String> {
    let digits = text.trim();
    if digits.contains('T') {
        return Err(TIMED.to_owned());
    }
    let is_eight = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let date = NaiveDate::parse_from_str(digits, "%Y%m%d").ok();
    date.filter(|_| is_eight)
        .ok_or_else(|| format!("“{digits}” is not a date."))
}

/// The days of `P3D` or `P1W`.
fn whole_days(duration: &str) -> Option<i64> {
    let rest = duration.trim().strip_prefix('P')?;
    match (rest.strip_suffix('D'), rest.strip_suffix('W')) {
        (Some(days), _) => days.parse().ok(),
        (_, Some(weeks)) => weeks.parse::<i64>().ok()?.checked_mul(7),
        _ => None,
    }
    .filter(|days| *days >= 1)
}

/// The first days of all its returns, as a rule says them.
fn returns(start: NaiveDate, rule: &str) -> Result<Vec<Dated>, String> {
    let (mut count, mut until, mut interval) = (None, None, 1_u32);
    for part in rule.split(';').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match key {
            "FREQ" if value == "YEARLY" => {}
            "FREQ" => return Err(OFTEN.to_owned()),
            "COUNT" => count = Some(value.parse::<u32>().map_err(|_| BY_WEEKDAY)?),
            "UNTIL" => until = Some(whole_day(value.split('T').next().unwrap_or(value))?),
            "INTERVAL" => {
                let years = value.parse().ok().filter(|years| *years > 0);
                interval = years.ok_or(BY_WEEKDAY)?;
            }
            "BYMONTH" if value.parse() == Ok(start.month()) => {}
            "BYMONTHDAY" if value.parse() == Ok(start.day()) => {}
            "WKST" => {}
            _ => return Err(BY_WEEKDAY.to_owned()),
        }
    }
    if count.is_none() && until.is_none() {
        return if interval == 1 {
            Ok(vec![(start, true)])
        } else {
            Err(format!(
                "It comes every {interval} years without an end. Add it year by year."
            ))
        };
    }
    let years = (0..RETURNS_MAX)
        .map(|time| start.year() + i32::try_from(time * interval).unwrap_or(i32::MAX / 2));
    // The 29th of February is only in leap years, and only those count.
    let dates = years.filter_map(|year| start.with_year(year));
    let within = dates.take_while(|date| until.is_none_or(|until| *date <= until));
    let counted = within.take(count.unwrap_or(RETURNS_MAX) as usize);
    Ok(counted.map(|date| (date, false)).collect())
}

//! The same figures as files for a spreadsheet: one table a file, times in whole seconds.

use handoff::{
    conversation::Verdict,
    insight::{Group, Insights, Wait},
};

use super::parts::UNKNOWN;
use crate::csv;

/// The tables there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Days,
    Hours,
    Reasons,
    Topics,
    Queues,
    Verdicts,
}

impl Table {
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "days" => Self::Days,
            "hours" => Self::Hours,
            "reasons" => Self::Reasons,
            "topics" => Self::Topics,
            "queues" => Self::Queues,
            "verdicts" => Self::Verdicts,
            _ => return None,
        })
    }
}

/// Writes one table, with a line of headings.
pub(super) fn write(table: Table, of: &Insights) -> String {
    let lines = match table {
        Table::Days => days(of),
        Table::Hours => hours(of),
        Table::Reasons => groups("reason", &of.reasons),
        Table::Topics => groups("topic", &of.topics),
        Table::Queues => groups("queue", &of.queues),
        Table::Verdicts => verdicts(&of.reasons),
    };
    lines.iter().map(|line| csv::row(line)).collect()
}

fn days(of: &Insights) -> Vec<Vec<String>> {
    let heads = ["date".to_owned(), "handoffs".to_owned()]
        .into_iter()
        .chain(of.series.clone());
    let rows = of.days.iter().map(|day| {
        let all: u32 = day.handoffs.iter().sum();
        let parts = day.handoffs.iter().map(ToString::to_string);
        [day.date.to_string(), all.to_string()]
            .into_iter()
            .chain(parts)
            .collect()
    });
    [heads.collect()].into_iter().chain(rows).collect()
}

fn hours(of: &Insights) -> Vec<Vec<String>> {
    let heads = [
        "hour",
        "handoffs",
        "typical_wait_seconds",
        "slow_wait_seconds",
    ];
    let rows = of.hours.iter().map(|hour| {
        let [typical, slow] = wait(hour.pick_up);
        vec![
            format!("{:02}:00", hour.hour),
            hour.handoffs.to_string(),
            typical,
            slow,
        ]
    });
    [heads.map(str::to_owned).to_vec()]
        .into_iter()
        .chain(rows)
        .collect()
}

fn groups(what: &str, groups: &[Group]) -> Vec<Vec<String>> {
    let heads = [
        what,
        "handoffs",
        "taken",
        "given_up",
        "typical_wait_seconds",
        "slow_wait_seconds",
    ];
    let rows = groups.iter().map(|group| {
        let [typical, slow] = wait(group.pick_up);
        vec![
            group.name.clone().unwrap_or_else(|| UNKNOWN.to_owned()),
            group.handoffs.to_string(),
            group.taken.to_string(),
            group.given_up.to_string(),
            typical,
            slow,
        ]
    });
    [heads.map(str::to_owned).to_vec()]
        .into_iter()
        .chain(rows)
        .collect()
}

fn verdicts(reasons: &[Group]) -> Vec<Vec<String>> {
    let heads = ["reason", "handoffs"]
        .into_iter()
        .chain(Verdict::ALL.map(Verdict::as_str))
        .map(str::to_owned);
    let rows = reasons.iter().map(|group| {
        let name = group.name.clone().unwrap_or_else(|| UNKNOWN.to_owned());
        let said = group.verdicts.each().map(|(_, count)| count.to_string());
        [name, group.handoffs.to_string()]
            .into_iter()
            .chain(said)
            .collect()
    });
    [heads.collect()].into_iter().chain(rows).collect()
}

fn wait(of: Option<Wait>) -> [String; 2] {
    of.map_or_else(Default::default, |wait| {
        [wait.typical.to_string(), wait.slow.to_string()]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_has_its_headings_and_a_line_for_each_row() {
        let of = crate::pages::insight::samples::figures();
        let lines = |table| write(table, &of).lines().count();
        assert_eq!(lines(Table::Days), 1 + of.days.len());
        assert_eq!(lines(Table::Hours), 25);
        assert_eq!(lines(Table::Reasons), 1 + of.reasons.len());
        assert!(write(Table::Days, &of).starts_with("date,handoffs,"));
        assert_eq!(lines(Table::Verdicts), 1 + of.reasons.len());
        let heads = "reason,handoffs,right,too_early,too_late,wrong_team\r\n";
        assert!(write(Table::Verdicts, &of).starts_with(heads));
        assert!(write(Table::Queues, &of).starts_with("queue,handoffs,taken,given_up,"));
    }
}

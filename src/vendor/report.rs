//! What an import or an export could not take along, in plain words.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::difference::{Difference, differences};

/// The longest value that is repeated, in characters.
const SHOWN_MAX: usize = 80;

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = VendorFate)]
pub enum Fate {
    /// It has no counterpart and is not taken along.
    Lost,
    /// It was read differently from how it was written.
    Changed,
    /// Nothing was said about it, so it stays as it is.
    Kept,
}

impl Fate {
    /// How it is called where people read it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Lost => "Not taken along",
            Self::Changed => "Read differently",
            Self::Kept => "Stays as it is",
        }
    }
}

/// One such thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = VendorLine)]
pub struct Line {
    /// As a JSON pointer. Empty for the whole.
    pub pointer: String,
    pub fate: Fate,
    /// In plain sentences.
    pub detail: String,
}

impl Line {
    pub(super) fn new(pointer: impl Into<String>, fate: Fate, detail: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            fate,
            detail: detail.into(),
        }
    }

    /// Whether it speaks of the place of a difference: that place, something in it, or what it is in.
    fn covers(&self, pointer: &str) -> bool {
        let inside = |outer: &str, inner: &str| {
            let rest = inner.strip_prefix(outer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        !self.pointer.is_empty()
            && (inside(&self.pointer, pointer) || inside(pointer, &self.pointer))
    }
}

/// Adds a line for whatever differs between what was written and what would be written back, and is not
/// spoken of yet. With `part`, only those members count.
pub(super) fn complete(
    report: &mut Vec<Line>,
    (written, back): (&Value, &Value),
    part: Option<&[&str]>,
) {
    let spoken: Vec<Line> = report.clone();
    let counts = |difference: &Difference| {
        let first = difference.pointer.split('/').nth(1).unwrap_or_default();
        part.is_none_or(|part| part.contains(&first))
    };
    let news = differences(written, back)
        .into_iter()
        .filter(counts)
        .filter(|difference| !spoken.iter().any(|line| line.covers(&difference.pointer)))
        .map(line);
    report.extend(news);
}

fn line(difference: Difference) -> Line {
    let Difference { pointer, was, is } = difference;
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let name = name.replace("~1", "/").replace("~0", "~");
    match (was, is) {
        (Some(_), None) => {
            let detail = format!("“{name}” has no counterpart here and is not taken along.");
            Line::new(pointer, Fate::Lost, detail)
        }
        (None, Some(is)) => {
            let detail = format!("The JSON does not say “{name}”. Here it is {}.", shown(&is));
            Line::new(pointer, Fate::Kept, detail)
        }
        (was, is) => {
            let [was, is] = [was, is].map(|value| shown(&value.unwrap_or_default()));
            let detail = format!("“{name}” was {was}. Here it is {is}.");
            Line::new(pointer, Fate::Changed, detail)
        }
    }
}

/// A value as people read it, cut off where it gets long.
pub(super) fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => format!("“{text}”"),
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        Value::Null => "nothing".to_owned(),
        other => other.to_string(),
    };
    if text.chars().count() <= SHOWN_MAX {
        return text;
    }
    let cut: String = text.chars().take(SHOWN_MAX - 1).collect();
    format!("{cut}…")
}

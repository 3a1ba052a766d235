//! Destinations written for people to read and change, and examples to begin with.

use serde_json::{Map, Value, json};

use super::{DESTINATION_FIELDS, Destination, KIND};

/// Lines that are no longer than this stay one line, in characters.
const LINE_MAX: usize = 72;

/// The destinations as a text that [`super::parse_destinations`] reads back as these: a line a field, and
/// hours that fit on one line there.
///
/// ```
/// use handoff::handoff::{Destination, parse_destinations, write_destinations};
/// let text = r#"[{"name": "Sales", "type": "Agent_queue", "enabled": true, "open_24": true,
///   "timezone": "UTC", "transfer_function_name": "default_transfer"}]"#;
/// let read = parse_destinations(text, &["default_transfer"]).unwrap();
/// let written = write_destinations(&read);
/// assert_eq!(written.lines().nth(2), Some("    \"name\": \"Sales\","));
/// assert_eq!(parse_destinations(&written, &["default_transfer"]), Ok(read));
/// ```
#[must_use]
pub fn write_destinations(destinations: &[Destination]) -> String {
    let objects = destinations.iter().map(Destination::to_json).collect();
    write_list(&Value::Array(objects))
}

/// What a destination can be begun with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DestinationExample {
    Always,
    BusinessHours,
    Full,
}

impl DestinationExample {
    pub const ALL: [Self; 3] = [Self::Always, Self::BusinessHours, Self::Full];

    /// What it is called where it can be chosen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Always => "Open 24/7",
            Self::BusinessHours => "Business hours",
            Self::Full => "Full configuration",
        }
    }

    /// Its name in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::BusinessHours => "business_hours",
            Self::Full => "full",
        }
    }

    /// The example with that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }

    /// The example as text: in that zone, with that transfer function, with dates of that year.
    #[must_use]
    pub fn text(self, zone: &str, transfer_function: &str, year: i32) -> String {
        let nine = json!([{"start": "09:00", "end": "17:00"}]);
        let mut week = Map::new();
        for day in ["mon", "tue", "wed", "thu", "fri"] {
            week.insert(day.into(), nine.clone());
        }
        let mut object = json!({
            "name": "Billing Support", "type": KIND, "enabled": true, "open_24": self == Self::Always,
            "timezone": zone, "transfer_function_name": transfer_function,
        });
        if self == Self::Full {
            week["mon"] =
                json!([{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}]);
            week.insert("sat".into(), json!([{"start": "10:00", "end": "14:00"}]));
            let mut dates = Map::new();
            dates.insert(
                format!("{year}-12-24"),
                json!({"intervals": [{"start": "09:00", "end": "12:00"}]}),
            );
            dates.insert(format!("{year}-12-25"), json!({"closed": true}));
            dates.insert(format!("{year}-11-27"), json!({"open_24": true}));
            object["date_exceptions"] = Value::Object(dates);
            object["supported_channel_types"] = json!(["voice", "chat"]);
            object["supported_languages"] = json!(["en", "es"]);
        }
        if self != Self::Always {
            object["weekly_hours"] = Value::Object(week);
        }
        if self != Self::Full {
            let name = if self == Self::Always {
                "General Support"
            } else {
                "Sales"
            };
            object["name"] = json!(name);
        }
        let mut ordered = Map::new();
        for field in DESTINATION_FIELDS {
            if let Some(value) = object.get(field) {
                ordered.insert(field.into(), value.clone());
            }
        }
        write_list(&json!([ordered]))
    }
}

fn write_list(list: &Value) -> String {
    let mut text = String::new();
    write(list, 0, &mut text);
    text
}

/// The list itself and its objects are always opened up, so that each field has its line.
fn write(value: &Value, depth: usize, text: &mut String) {
    let room = LINE_MAX.saturating_sub(text.chars().rev().take_while(|c| *c != '\n').count());
    let flat = flat(value);
    // Days and dates stand under each other, so that they can be compared.
    let is_week = depth == 2 && value.is_object();
    let parts: Vec<(Option<&String>, &Value)> = match value {
        Value::Array(items) => items.iter().map(|item| (None, item)).collect(),
        Value::Object(fields) => fields.iter().map(|(key, item)| (Some(key), item)).collect(),
        _ => Vec::new(),
    };
    if parts.is_empty() || (depth >= 2 && !is_week && flat.chars().count() <= room) {
        text.push_str(&flat);
        return;
    }
    let (open, close) = if value.is_array() {
        ('[', ']')
    } else {
        ('{', '}')
    };
    let inner = "  ".repeat(depth + 1);
    text.push(open);
    for (at, (key, item)) in parts.into_iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&inner);
        if let Some(key) = key {
            text.push_str(&json!(key).to_string());
            text.push_str(": ");
        }
        write(item, depth + 1, text);
    }
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
    text.push(close);
}

fn flat(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flat).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{}: {}", json!(key), flat(value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handoff::parse_destinations;

    #[test]
    fn every_example_is_right_and_comes_back_as_it_was_written() {
        for example in DestinationExample::ALL {
            let text = example.text("Europe/Madrid", "default_transfer", 2026);
            let read = parse_destinations(&text, &["default_transfer"]).unwrap();
            assert_eq!(
                write_destinations(&read).lines().count(),
                text.lines().count()
            );
            assert_eq!(
                parse_destinations(&write_destinations(&read), &["default_transfer"]),
                Ok(read)
            );
            assert_eq!(DestinationExample::parse(example.as_str()), Some(example));
        }
    }

    #[test]
    fn the_full_example_uses_every_field_and_a_line_for_each_day() {
        let text = DestinationExample::Full.text("America/New_York", "transfer_to_premium", 2026);
        for field in DESTINATION_FIELDS {
            assert!(text.contains(&format!("\"{field}\"")), "{field}");
        }
        assert!(
            text.contains("\n      \"tue\": [{\"start\": \"09:00\", \"end\": \"17:00\"}],\n"),
            "{text}"
        );
        assert!(
            text.contains("\n        {\"start\": \"13:00\", \"end\": \"17:00\"}\n"),
            "{text}"
        );
        let eve = r#"      "2026-12-24": {"intervals": [{"start": "09:00", "end": "12:00"}]},"#;
        assert!(text.lines().any(|line| line == eve), "{text}");
        assert!(
            text.contains("\"2026-11-27\": {\"open_24\": true}"),
            "{text}"
        );
        assert!(
            text.contains("\n    \"supported_languages\": [\"en\", \"es\"],\n"),
            "{text}"
        );
    }
}

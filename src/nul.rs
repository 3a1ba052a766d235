//! The sign U+0000. It says nothing, and PostgreSQL keeps no text that has it, so it is left out wherever words come
//! in: each way in has its function here.

use std::borrow::Cow;

use serde_json::Value;

/// The sign as addresses and forms write it.
const IN_FORM: &str = "%00";

/// A text without the sign.
///
/// ```
/// assert_eq!(handoff::nul::without("a\0b".to_owned()), "ab");
/// ```
#[must_use]
pub fn without(text: String) -> String {
    if text.contains('\0') {
        text.replace('\0', "")
    } else {
        text
    }
}

/// JSON without the sign in any text or name.
#[must_use]
pub fn without_in_json(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(without(text)),
        Value::Array(items) => items.into_iter().map(without_in_json).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter();
            let fields = fields.map(|(name, value)| (without(name), without_in_json(value)));
            Value::Object(fields.collect())
        }
        other => other,
    }
}

/// The body of an answer, JSON or not, that says the same without the sign.
///
/// ```
/// use handoff::nul::without_in_answer;
/// assert_eq!(without_in_answer(r#"{"a":"\u0000b\\u0000"}"#.into()), r#"{"a":"b\\u0000"}"#);
/// assert_eq!(without_in_answer("Not\0 now".into()), "Not now");
/// ```
#[must_use]
pub fn without_in_answer(body: String) -> String {
    let body = without(body);
    if !body.contains("\\u0000") {
        return body;
    }
    match serde_json::from_str(&body) {
        Ok(value) => without_in_json(value).to_string(),
        Err(_) => body,
    }
}

/// A form, or what stands behind an address’s question mark, that says the same without the sign.
///
/// ```
/// use handoff::nul::without_in_form;
/// assert_eq!(without_in_form("a=%001%00&%00b=%2500"), "a=1&b=%2500");
/// ```
#[must_use]
pub fn without_in_form(form: &str) -> Cow<'_, str> {
    if !form.contains('\0') && !form.contains(IN_FORM) {
        return Cow::Borrowed(form);
    }
    let mut clean = String::with_capacity(form.len());
    for sign in form.chars().filter(|sign| *sign != '\0') {
        clean.push(sign);
        // What is left on either side may make the sign once more, which is why it is looked for each time.
        if clean.ends_with(IN_FORM) {
            clean.truncate(clean.len() - IN_FORM.len());
        }
    }
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_no_database_keeps_is_left_out_wherever_it_stands() {
        let sent = json!({"a\0": ["x\0y", 1, {"b": "\0"}], "c": "as it is"});
        let kept = json!({"a": ["xy", 1, {"b": ""}], "c": "as it is"});
        assert_eq!(without_in_json(sent), kept);
    }

    #[test]
    fn a_form_never_says_it_however_it_was_put_together() {
        for form in ["a=%%000", "a=%0%000", "a=%\0%0\x000", "%%%000000=b", "\0"] {
            let clean = without_in_form(form);
            let mut read = form_urlencoded::parse(clean.as_bytes());
            let has_it = read.any(|(name, value)| name.contains('\0') || value.contains('\0'));
            assert!(!has_it, "{form:?}: {clean:?}");
        }
        let long = "%".repeat(200_000) + &"00".repeat(200_000);
        assert_eq!(without_in_form(&long), "");
        assert!(matches!(without_in_form("a=%25+00"), Cow::Borrowed(_)));
    }
}

//! A transfer function: what is sent to which system when a queue is used.
//!
//! Its texts may name values of the conversation in double braces. They are replaced once and never
//! evaluated: what a customer wrote stays text, whatever it looks like.

mod check;
mod fill;
mod kind;
mod values;
mod written;

pub use fill::Instruction;
pub use kind::{
    TRANSFER_KINDS, TRANSFER_PARAMETERS, Target, TransferField, TransferInput, TransferKind,
    TransferParts,
};
pub use values::{KnownValue, VALUES};

use serde_json::Value;

use crate::{id::TransferFunctionId, problem::Problem};
use check::{Mistake, check_name, check_rows, is_known};
use values::named_values;

/// The longest text of a parameter, in characters.
const VALUE_MAX: usize = 1_000;

/// Named texts, such as `("X-Summary", "{{summary}}")`, in order.
pub type NamedTexts = Vec<(String, String)>;

/// What is sent to which system when a queue is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferFunction {
    pub id: TransferFunctionId,
    pub name: String,
    pub target: Target,
    /// Named parameters, each a text in which values may be named.
    pub parameters: NamedTexts,
}

impl TransferFunction {
    /// Reads one out of a document, or says everything that is wrong with it. `fields` are the names of
    /// what is gathered, which its texts may use too.
    ///
    /// ```
    /// use handoff::{handoff::TransferFunction, id::TransferFunctionId};
    /// use serde_json::json;
    /// let document = json!({"name": "to_sales", "kind": "phone", "number": "+34 910 000 000",
    ///     "sip_headers": {"X-Summary": "{{sumary}}"}});
    /// let problems = TransferFunction::from_json(&document, &[]).unwrap_err();
    /// assert_eq!(problems[0].pointer, "/sip_headers/X-Summary");
    /// assert_eq!(problems[0].detail, "There is no value “sumary”. Did you mean {{summary}}?");
    /// ```
    pub fn from_json(document: &Value, fields: &[&str]) -> Result<Self, Vec<Problem>> {
        let (read, mut problems) = written::read(document);
        let wrong = read.iter().flat_map(|read| read.check(fields));
        // What could not be read is one mistake, not two.
        let is_news = |new: &Problem| problems.iter().all(|known| known.pointer != new.pointer);
        let news: Vec<Problem> = wrong.filter(is_news).collect();
        problems.extend(news);
        match read {
            Some(read) if problems.is_empty() => Ok(read),
            _ => Err(problems),
        }
    }

    /// Reads one that was checked before, whatever values there are by now.
    #[must_use]
    pub fn from_kept(document: &Value) -> Option<Self> {
        written::read(document).0
    }

    /// The document that [`TransferFunction::from_json`] reads back as this.
    #[must_use]
    pub fn to_json(&self) -> Value {
        written::write(self)
    }

    /// Everything that is wrong with it; a named text is at its name, as in a document.
    #[must_use]
    pub fn check(&self, fields: &[&str]) -> Vec<Problem> {
        let mut problems: Vec<Problem> = check_name(&self.name).into_iter().collect();
        problems.extend(self.lists(fields, Mistake::by_name));
        problems.extend(self.target.check());
        problems
    }

    /// What is wrong with its named texts; each is at its row, as in a form: `/parameters/2/text`.
    #[must_use]
    pub fn check_by_row(&self, fields: &[&str]) -> Vec<Problem> {
        self.lists(fields, Mistake::by_row)
    }

    /// The values that its texts name and nobody knows, each once. `fields` are the names of what is gathered.
    ///
    /// ```
    /// use handoff::handoff::TransferFunction;
    /// use serde_json::json;
    /// let document = json!({"name": "to_sales", "parameters": {"a": "{{order}}", "b": "{{order}} {{summary}}"}});
    /// let function = TransferFunction::from_json(&document, &["order"]).unwrap();
    /// assert_eq!(function.unknown_values(&[]), ["order"]);
    /// assert!(function.unknown_values(&["order"]).is_empty());
    /// ```
    #[must_use]
    pub fn unknown_values(&self, fields: &[&str]) -> Vec<&str> {
        let rows = self.target.headers().iter().chain(&self.parameters);
        let named = rows.flat_map(|(_, text)| named_values(text));
        let mut unknown: Vec<&str> = Vec::new();
        for name in named.filter(|name| !is_known(name, fields)) {
            if !unknown.contains(&name) {
                unknown.push(name);
            }
        }
        unknown
    }

    fn lists(&self, fields: &[&str], place: impl Fn(Mistake, &str) -> Problem) -> Vec<Problem> {
        let headers = self.target.headers();
        let lists = [
            (kind::SIP_HEADERS, headers, kind::HEADER_MAX),
            (kind::PARAMETERS, &self.parameters, VALUE_MAX),
        ];
        let mut problems = Vec::new();
        for (list, rows, most) in lists {
            let mistakes = check_rows(rows, most, fields).into_iter();
            problems.extend(mistakes.map(|mistake| place(mistake, list)));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn phone() -> TransferFunction {
        let document = json!({"name": "transfer_to_premium", "kind": "phone", "number": "+34 910 000 000",
            "sip_headers": {"X-Summary": "{{summary}}", "X-Order": "order {{order_number}}"},
            "parameters": {"why": "{{reason}}"}});
        TransferFunction::from_json(&document, &["order_number"]).unwrap()
    }

    #[test]
    fn values_are_replaced_and_never_evaluated() {
        let hostile = "x {{customer_email}}\r\nX-Evil: 1";
        let values = [
            ("summary", hostile),
            ("customer_email", "a@example.com"),
            ("reason", "asked"),
        ];
        let instruction = phone().instruction(&values);
        assert_eq!(
            instruction.sip_headers["X-Summary"],
            "x {{customer_email}}  X-Evil: 1"
        );
        assert_eq!(instruction.sip_headers["X-Order"], "order");
        assert_eq!(instruction.variables["why"], "asked");
        assert_eq!(instruction.number.as_deref(), Some("+34 910 000 000"));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let function = phone();
        let again = TransferFunction::from_json(&function.to_json(), &["order_number"]).unwrap();
        assert_eq!(function, again);
    }

    #[test]
    fn every_mistake_is_named_at_its_place() {
        let document = json!({"name": "", "kind": "phone", "number": "call me",
            "sip_headers": {"Bad Header": "{{nothing}}"}, "parameters": {"a": []}});
        let problems = TransferFunction::from_json(&document, &[]).unwrap_err();
        let places: Vec<&str> = problems
            .iter()
            .map(|problem| problem.pointer.as_str())
            .collect();
        assert_eq!(
            places,
            [
                "/parameters/a",
                "/name",
                "/sip_headers/Bad Header",
                "/sip_headers/Bad Header",
                "/number"
            ]
        );
        let kind =
            TransferFunction::from_json(&json!({"name": "a", "kind": "fax"}), &[]).unwrap_err();
        assert_eq!(kind[0].pointer, "/kind");
        let url = TransferFunction::from_json(
            &json!({"name": "a", "kind": "webhook", "url": "ftp://x"}),
            &[],
        );
        assert_eq!(url.unwrap_err()[0].pointer, "/url");
    }
}

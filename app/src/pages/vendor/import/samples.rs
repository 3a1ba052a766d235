//! Imports to look at: nothing pasted yet, looked at, and refused.

use handoff::{
    policy::Document,
    problem::Fault,
    vendor::{Around, import, vendor_named},
};

use super::{ImportPage, RawImport, Shown};
use crate::{form::FieldErrors, shell::AgentLink};

impl ImportPage {
    pub(crate) fn sample() -> Self {
        let agent = AgentLink {
            id: 1,
            name: "Nora".to_owned(),
            about: "Alder & Pine shop".to_owned(),
        };
        let values = RawImport {
            vendor: "agent_rush".to_owned(),
            agent: "1".to_owned(),
            text: "{\n  \"handoff\": {\"enabled\": true, \"tone\": \"warm\"}\n}".to_owned(),
            ..RawImport::default()
        };
        Self {
            agents: vec![agent],
            schedules: vec![("1/1".to_owned(), "Nora: Main team".to_owned())],
            ..Self::of(values)
        }
    }

    pub(crate) fn sample_shown() -> Self {
        let shown = Self::looked(&Self::sample().values.text);
        Self {
            shown: Some(shown),
            ..Self::sample()
        }
    }

    fn looked(text: &str) -> Shown {
        let vendor = vendor_named("agent_rush").unwrap();
        let import = import(vendor, text, &Document::fresh(), &Around::default()).unwrap();
        Shown {
            changes: import.changes,
            report: import.report,
            tag: "8f3a".to_owned(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let fault = Fault {
            line: 2,
            path: "handoff.enabled".to_owned(),
            pointer: "/handoff/enabled".to_owned(),
            detail: "Write true or false here, without quotes.".to_owned(),
        };
        Self {
            errors: FieldErrors::new([("/text", fault.in_words())]),
            faults: vec![fault],
            ..Self::sample()
        }
    }
}

//! FROM AND TO WHOM: the JSON in which other vendors keep what is set up here, read into the configuration
//! document and written from it.
//!
//! One file a vendor and a line in the register. Nothing is lost silently: what has no counterpart, or is read
//! differently, is found by writing what was read once more and comparing, and stands in the report.

mod agent_rush;
mod asapp;
mod chatwoot;
mod difference;
mod draft;
mod quickchat;
mod report;

pub use draft::Draft;
pub use report::{Fate, Line};

use serde_json::Value;

use crate::{
    id::OperatorId,
    policy::{Change, Document, Replacement},
    problem::{Fault, Problem, faults, read_json},
};

/// Somebody who works here, as vendors may name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: OperatorId,
    pub name: String,
    pub email: String,
}

/// What there is around the JSON.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around<'a> {
    pub people: &'a [Member],
    /// The handoff whose queues are meant, where a vendor's JSON is about one handoff.
    pub handoff: Option<&'a str>,
}

/// One vendor's JSON.
pub trait Vendor: Sync {
    /// Its name in addresses and commands: `quickchat`.
    fn name(&self) -> &'static str;

    /// Its name where people choose it.
    fn title(&self) -> &'static str;

    /// What its JSON holds, as the end of a sentence: “The handoff configuration: …”.
    fn holds(&self) -> &'static str;

    /// A short example of it.
    fn example(&self) -> &'static str;

    /// The only members that are looked at, where the JSON is about much else besides.
    fn part(&self) -> Option<&'static [&'static str]> {
        None
    }

    /// Where the document's places stand in its JSON: pairs of beginnings of pointers, the longest first.
    fn places(&self) -> &'static [(&'static str, &'static str)];

    /// Lays what the JSON says over the draft.
    fn read(&self, written: &Value, draft: &mut Draft);

    /// What a configuration document is in its JSON.
    fn write(&self, document: &Value, around: &Around) -> Export;
}

/// Every vendor, in the order people are shown them.
pub static VENDORS: [&dyn Vendor; 4] = [
    &quickchat::Quickchat,
    &asapp::Asapp,
    &agent_rush::AgentRush,
    &chatwoot::Chatwoot,
];

/// The vendor of that name.
#[must_use]
pub fn vendor_named(name: &str) -> Option<&'static dyn Vendor> {
    VENDORS.into_iter().find(|vendor| vendor.name() == name)
}

/// What an import would set up.
#[derive(Debug, Clone)]
pub struct Import {
    /// The whole configuration afterwards.
    pub document: Value,
    /// The same, read and found right.
    pub replacement: Replacement,
    /// What would be different, in plain words. Pointers are into the document.
    pub changes: Vec<Change>,
    /// What has no counterpart, was read differently, or stays as it is. Pointers are into the vendor's JSON.
    pub report: Vec<Line>,
}

/// What an export says.
#[derive(Debug, Clone, PartialEq)]
pub struct Export {
    pub json: Value,
    /// What is set up and cannot be said. Pointers are into the configuration document.
    pub report: Vec<Line>,
}

/// Reads a vendor's JSON over the configuration `document` that is there, or names every mistake in it.
///
/// ```
/// use handoff::{policy::Document, vendor::{Around, import, vendor_named}};
/// let there = Document::fresh();
/// let vendor = vendor_named("agent_rush").unwrap();
/// let text = "{\"handoff\": {\"enabled\": true,\n \"triggers\": {\"max_exchanges\": \"ten\"}}}";
/// let faults = import(vendor, text, &there, &Around::default()).unwrap_err();
/// assert_eq!(faults[0].line, 2);
/// assert_eq!(faults[0].pointer, "/handoff/triggers/max_exchanges");
/// ```
pub fn import(
    vendor: &dyn Vendor,
    text: &str,
    document: &Value,
    around: &Around,
) -> Result<Import, Vec<Fault>> {
    let written = read_json(text).map_err(|fault| vec![fault])?;
    let mut draft = Draft::new(document, around);
    vendor.read(&written, &mut draft);
    let people: Vec<OperatorId> = around.people.iter().map(|person| person.id).collect();
    let read = draft.finish().and_then(|(document, report)| {
        let read = Replacement::read(&document, &people);
        let read = read.map_err(|found| found.into_iter().map(|one| placed(vendor, one)).collect());
        read.map(|replacement| (document, report, replacement))
    });
    let (imported, mut report, replacement) = read.map_err(|found| faults(text, found))?;
    let back = vendor.write(&imported, around).json;
    report::complete(&mut report, (&written, &back), vendor.part());
    Ok(Import {
        changes: Document::changes(document, &imported),
        document: imported,
        replacement,
        report,
    })
}

/// A problem of the document where the vendor's JSON has it; of the whole, where nothing there leads to it.
fn placed(vendor: &dyn Vendor, problem: Problem) -> Problem {
    let mut places = vendor.places().iter();
    let theirs = places.find_map(|(ours, theirs)| {
        let rest = problem.pointer.strip_prefix(ours)?;
        Some(format!("{theirs}{rest}"))
    });
    match theirs {
        Some(pointer) => Problem { pointer, ..problem },
        None => Problem {
            detail: format!("{} ({})", problem.detail, problem.pointer),
            pointer: String::new(),
        },
    }
}

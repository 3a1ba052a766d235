//! Texts that want to be marks: whatever form they are sent by, every page says them and does nothing else with them.

use std::collections::BTreeSet;

use super::{
    crawl::{forms, pages, sent, signed_in},
    form::Form,
    read::{self, Html},
};
use crate::browser::TestServer;

/// What nobody means any harm with, and what is refused as too short, too long or in too many lines.
const USUAL: [&str; 6] = [
    "Ruth",
    "",
    "two\nlines",
    "https://shop.example/a",
    "ruth@shop.example",
    "{{agent_name}} 7",
];

/// Sends every form of the sample world with such texts, and gives back every page that was seen, the last ones
/// with whatever was kept.
async fn seen(texts: &[String]) -> Vec<(String, Html)> {
    let server = TestServer::with_samples().await;
    let mut maya = signed_in(&server).await;
    let first = pages(&mut maya, "/").await;
    let mut next = texts.iter().cycle();
    let mut seen = Vec::new();
    // Often enough that every text had its turn.
    let forms = forms(&first);
    for form in forms.iter().chain(&forms).cloned() {
        let fields = form.1.fields.iter().map(|field| {
            let typed = field.is_open.then(|| next.next()).flatten();
            (field.name.clone(), typed.unwrap_or(&field.value).clone())
        });
        let fields: Vec<(String, String)> = fields.collect();
        // What its buttons do beside, others try.
        let form = (
            form.0,
            Form {
                buttons: Vec::new(),
                ..form.1
            },
        );
        let file = next.next().map_or("", String::as_str);
        for page in sent(&mut maya, &form, (&fields, file)).await {
            assert!(page.status.as_u16() < 500, "{} after {fields:?}", form.0);
            seen.push((
                format!("{} after {fields:?}", form.0),
                Html::read(&page.html),
            ));
        }
    }
    for (path, page) in first.into_iter().chain(pages(&mut maya, "/").await) {
        if path.contains(".csv") {
            spreadsheet(&page.html);
        } else if path.starts_with("/settings/export") {
            let _: serde_json::Value = serde_json::from_str(&page.html).unwrap();
        } else {
            seen.push((path, Html::read(&page.html)));
        }
    }
    seen
}

/// A file has lines of as many cells, and none that a spreadsheet would run.
fn spreadsheet(file: &str) {
    let rows = read::csv(file.trim_start_matches('\u{feff}'));
    assert!(rows.len() > 1, "{file}");
    for row in &rows {
        assert_eq!(row.len(), rows[0].len(), "{row:?}");
        let run = row.iter().flat_map(|cell| read::formulas(cell));
        assert_eq!(run.count(), 0, "{row:?}");
    }
}

#[tokio::test]
async fn no_page_has_a_mark_that_a_text_brought() {
    let mut usual: Vec<String> = USUAL.map(str::to_owned).to_vec();
    usual.push("long ".repeat(1000));
    let known = seen(&usual).await;
    let marks: BTreeSet<&String> = known.iter().flat_map(|(_, html)| &html.marks).collect();
    let names: BTreeSet<&str> = known.iter().flat_map(|(_, html)| names(html)).collect();
    assert!(
        !names
            .iter()
            .any(|name| name.starts_with("on") || *name == "style"),
        "{names:?}"
    );
    let texts = texts();
    let brought = texts.iter().flat_map(|text| Html::read(text).marks);
    let brought: BTreeSet<String> = brought.filter(|mark| !marks.contains(mark)).collect();
    assert!(brought.len() > 50, "{brought:?}");
    let pages = seen(&texts).await;
    let words = pages
        .iter()
        .map(|(_, html)| format!("{}{}", html.words, html.marks.concat()));
    let words: String = words.collect();
    let said = texts.iter().filter(|text| words.contains(text.trim()));
    assert!(said.clone().count() > 250, "{} are on a page", said.count());
    for (at, html) in pages {
        let other = self::names(&html).find(|name| !names.contains(name));
        assert_eq!(other, None, "{at}");
        let other = html.marks.iter().find(|mark| brought.contains(*mark));
        assert_eq!(other, None, "{at}");
        for lead in &html.leads {
            let begins = lead.split(['/', '?', '#']).next().unwrap();
            let is_ours = !begins.contains(':')
                || ["https:", "mailto:", "tel:"]
                    .iter()
                    .any(|scheme| begins.starts_with(scheme));
            assert!(is_ours, "{lead} at {at}");
        }
    }
}

/// The names of a page's elements and of their attributes, but for those that nothing but our own scripts reads.
fn names(html: &Html) -> impl Iterator<Item = &str> {
    let names = html.shapes.iter().flat_map(|shape| shape.split(' '));
    names.filter(|name| !name.starts_with("data-") && !name.starts_with("aria-"))
}

fn texts() -> Vec<String> {
    serde_json::from_str(include_str!("../../../../tests/hostile.json")).unwrap()
}

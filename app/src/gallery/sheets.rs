//! The style sheets keep their own rules, and know every class the pages use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::{gallery, markup::Markup};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../style")
}

/// Every sheet of the manifest, in its order, with its text.
fn sheets() -> Vec<(String, String)> {
    let manifest = std::fs::read_to_string(folder().join("manifest.txt")).unwrap();
    let read = |name: &str| std::fs::read_to_string(folder().join(name)).unwrap();
    manifest
        .lines()
        .map(|name| (name.to_owned(), read(name)))
        .collect()
}

fn all() -> String {
    sheets().into_iter().map(|(_, text)| text).collect()
}

/// Words that follow `mark` in `text`: `words("var(--a)", "var(--")` is `a`.
fn words<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(mark).skip(1).map(|rest| {
        let is_part =
            |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        &rest[..end]
    })
}

#[test]
fn the_manifest_names_every_sheet_once() {
    let named: Vec<String> = sheets().into_iter().map(|(name, _)| name).collect();
    let mut found = BTreeSet::new();
    for sub in ["", "ui", "pages"] {
        for entry in std::fs::read_dir(folder().join(sub)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "css") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                found.insert(if sub.is_empty() {
                    name
                } else {
                    format!("{sub}/{name}")
                });
            }
        }
    }
    assert_eq!(named.iter().cloned().collect::<BTreeSet<_>>(), found);
    assert_eq!(named.len(), found.len());
}

#[test]
fn colours_live_in_the_tokens_alone() {
    for (name, text) in sheets()
        .into_iter()
        .filter(|(name, _)| name != "tokens.css")
    {
        // A colour inside a picture in a `url(…)` cannot be a token, and is written `%23`.
        for mark in ["rgb(", "hsl(", "light-dark("] {
            assert!(
                !text.contains(mark),
                "{name} has a colour of its own: {mark}"
            );
        }
        let is_hex = |word: &str| word.len() >= 3 && word.chars().all(|c| c.is_ascii_hexdigit());
        let hex: Vec<_> = words(&text, "#").filter(|word| is_hex(word)).collect();
        assert!(hex.is_empty(), "{name} has colours of its own: {hex:?}");
    }
}

#[test]
fn every_token_that_is_used_exists() {
    let css = all();
    let missing: BTreeSet<_> = words(&css, "var(--")
        .filter(|token| !css.contains(&format!("--{token}:")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_rule_is_in_a_layer_and_every_brace_is_closed() {
    for (name, text) in sheets() {
        assert_eq!(
            text.matches('{').count(),
            text.matches('}').count(),
            "{name}"
        );
        assert!(text.contains("@layer "), "{name}");
        assert!(!text.contains("!important"), "{name}");
    }
}

#[test]
fn every_class_of_the_pages_has_a_rule() {
    let css = all();
    let known: BTreeSet<&str> = words(&css, ".").collect();
    for (name, html) in gallery() {
        let markup = Markup::read(&html);
        let lost: Vec<&str> = markup
            .classes()
            .filter(|class| !known.contains(class))
            .collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
}

/// The sheets that change what others lay out, on purpose.
const OVER_OTHERS: [&str; 2] = ["small.css", "utilities.css"];

#[test]
fn a_class_is_laid_out_by_one_sheet() {
    let mut laid_out: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in sheets() {
        if OVER_OTHERS.contains(&name.as_str()) {
            continue;
        }
        for line in text.lines() {
            let Some((selectors, _)) = line.split_once('{') else {
                continue;
            };
            for class in selectors.split(',').filter_map(lone_class) {
                let first = laid_out.entry(class.to_owned()).or_insert(name.clone());
                assert_eq!(*first, name, "“{class}” means something in both");
            }
        }
    }
    assert!(laid_out.len() > 100, "the sheets are read");
}

/// The class of a selector that is nothing but a class.
fn lone_class(selector: &str) -> Option<&str> {
    let class = selector.trim().strip_prefix('.')?;
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    class.chars().all(is_name).then_some(class)
}

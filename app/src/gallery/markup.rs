//! Just enough of an HTML reader to check what the pages promise: balanced tags, unique ids, one
//! question a page, a label for every control, links that lead somewhere, nothing inline.

use std::collections::{BTreeMap, BTreeSet};

/// Elements without an end tag.
const VOID: [&str; 6] = ["meta", "link", "input", "br", "hr", "wbr"];

#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    is_in_label: bool,
}

/// A page, read.
#[derive(Debug, Default)]
pub(super) struct Markup {
    elements: Vec<Element>,
    faults: Vec<String>,
}

impl Markup {
    pub(super) fn read(html: &str) -> Self {
        let mut markup = Self::default();
        let mut open: Vec<String> = Vec::new();
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            rest = &rest[start + 1..];
            if rest.starts_with('!') {
                rest = rest.split_once('>').map_or("", |(_, after)| after);
                continue;
            }
            let end = tag_end(rest);
            let (tag, after) = (&rest[..end], rest.get(end + 1..).unwrap_or_default());
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                let expected = open.pop();
                if expected.as_deref() != Some(name) {
                    markup.faults.push(format!("</{name}> closes {expected:?}"));
                }
                continue;
            }
            let mut element = element(tag.trim_end_matches('/'));
            element.is_in_label = open.iter().any(|name| name == "label");
            if element.name == "textarea" {
                let text = after.split('<').next().unwrap_or_default();
                let text = text.strip_prefix('\n').unwrap_or(text).to_owned();
                element.attributes.insert("value".to_owned(), text);
            }
            if !VOID.contains(&element.name.as_str()) && !tag.ends_with('/') {
                open.push(element.name.clone());
            }
            markup.elements.push(element);
        }
        if !open.is_empty() {
            markup.faults.push(format!("never closed: {open:?}"));
        }
        markup
    }

    /// Everything that breaks a rule, in words.
    pub(super) fn faults(mut self) -> Vec<String> {
        let mut faults = std::mem::take(&mut self.faults);
        faults.extend(self.inline());
        faults.extend(self.headings());
        faults.extend(self.ids());
        faults.extend(self.labels());
        faults
    }

    fn inline(&self) -> impl Iterator<Item = String> {
        self.elements.iter().filter_map(|element| {
            let has = |name: &str| element.attributes.contains_key(name);
            let handler = element
                .attributes
                .keys()
                .find(|name| name.starts_with("on"));
            let is_inline = has("style")
                || element.name == "style"
                || (element.name == "script" && !has("src"))
                || handler.is_some();
            is_inline.then(|| format!("something inline: {element:?}"))
        })
    }

    fn headings(&self) -> Option<String> {
        let count = self
            .elements
            .iter()
            .filter(|element| element.name == "h1")
            .count();
        (count != 1).then(|| format!("{count} h1"))
    }

    fn ids(&self) -> Vec<String> {
        let mut ids = BTreeSet::new();
        let mut faults = Vec::new();
        for id in self.values("id") {
            if !ids.insert(id) {
                faults.push(format!("id “{id}” twice"));
            }
        }
        let links = self
            .values("href")
            .filter_map(|href| href.strip_prefix('#'));
        let described = self
            .values("aria-describedby")
            .flat_map(str::split_whitespace);
        let others = ["for", "list", "aria-labelledby", "popovertarget", "form"];
        let named = others.into_iter().flat_map(|name| self.values(name));
        let lost = links
            .chain(described)
            .chain(named)
            .filter(|id| !ids.contains(id));
        faults.extend(lost.map(|id| format!("nothing has the id “{id}”")));
        faults
    }

    fn labels(&self) -> Vec<String> {
        let labelled: BTreeSet<&str> = self.values("for").collect();
        let is_control = |element: &&Element| {
            let kind = element.attributes.get("type").map(String::as_str);
            let is_hidden = kind == Some("hidden") || element.attributes.contains_key("hidden");
            ["input", "select", "textarea"].contains(&element.name.as_str()) && !is_hidden
        };
        self.elements
            .iter()
            .filter(is_control)
            .filter(|control| {
                let id = control
                    .attributes
                    .get("id")
                    .map(String::as_str)
                    .unwrap_or_default();
                let is_named = control.attributes.contains_key("aria-label");
                !control.is_in_label && !labelled.contains(id) && !is_named
            })
            .map(|control| format!("no label: {control:?}"))
            .collect()
    }

    /// What a browser would send if somebody pressed Save at once, as a urlencoded body.
    pub(super) fn body(&self) -> String {
        let mut pairs = Vec::new();
        let mut select: Option<String> = None;
        for element in &self.elements {
            let of = |name: &str| element.attributes.get(name).map(|value| unescape(value));
            let has = |name: &str| element.attributes.contains_key(name);
            match element.name.as_str() {
                "select" => select = of("name"),
                "option" if has("selected") => {
                    pairs.extend(select.take().zip(of("value")));
                }
                "textarea" => pairs.extend(of("name").zip(of("value"))),
                "input" if !is_unticked(of("type"), has("checked")) => {
                    pairs.extend(of("name").zip(of("value")));
                }
                _ => {}
            }
        }
        let pairs = pairs
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        pairs.collect::<Vec<_>>().join("&")
    }

    pub(super) fn classes(&self) -> impl Iterator<Item = &str> {
        self.values("class").flat_map(str::split_whitespace)
    }

    fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.elements
            .iter()
            .filter_map(move |element| element.attributes.get(name).map(String::as_str))
    }
}

/// A box or a choice that is not taken is not sent.
fn is_unticked(kind: Option<String>, is_checked: bool) -> bool {
    matches!(kind.as_deref(), Some("checkbox" | "radio")) && !is_checked
}

fn unescape(text: &str) -> String {
    [
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (escaped, plain)| {
        text.replace(escaped, plain)
    })
}

fn encode(text: &str) -> String {
    let bytes = text.bytes().map(|byte| format!("%{byte:02X}"));
    bytes.collect::<Vec<_>>().concat()
}

/// Where the tag ends: the first `>` outside quotes.
fn tag_end(text: &str) -> usize {
    let mut is_quoted = false;
    for (index, letter) in text.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '>' if !is_quoted => return index,
            _ => {}
        }
    }
    text.len()
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"').unwrap_or((quoted, ""));
                rest = after;
                value.to_owned()
            }
            None => String::new(),
        };
        attributes.insert(key, value);
    }
    Element {
        name: name.to_owned(),
        attributes,
        is_in_label: false,
    }
}

#[test]
fn the_reader_finds_what_it_looks_for() {
    let html = r##"<h1>a</h1><h1>b</h1><p style="x"><input id="i"><a id="i" href="#gone"></p>"##;
    let faults = Markup::read(html).faults().join("\n");
    for fault in [
        "</p> closes",
        "inline",
        "2 h1",
        "“i” twice",
        "“gone”",
        "no label",
    ] {
        assert!(faults.contains(fault), "{fault} is missing in {faults}");
    }
}

//! Readers that believe nothing: what a browser, a spreadsheet and a voice platform make of what they are given.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind,
    },
};

/// What a browser makes of HTML.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Html {
    /// Every mark with its attributes, and every comment, in order.
    pub(super) marks: Vec<String>,
    /// The beginning marks with no more of their attributes than their names.
    pub(super) shapes: Vec<String>,
    /// Where they lead to or fetch something from.
    pub(super) leads: Vec<String>,
    /// What stands between them.
    pub(super) words: String,
}

/// Attributes that hold an address.
const ADDRESSES: [&str; 7] = [
    "action",
    "data",
    "formaction",
    "href",
    "poster",
    "src",
    "srcset",
];

impl Html {
    pub(super) fn read(html: &str) -> Self {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(html));
        let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.0.into_inner()
    }

    /// The marks but for those that only break a line, as a longer text may.
    pub(super) fn built(&self) -> Vec<&str> {
        let marks = self.marks.iter().map(String::as_str);
        marks.filter(|mark| *mark != "<br>").collect()
    }
}

#[derive(Default)]
struct Reader(RefCell<Html>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut read = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                read.marks.push(mark(&tag));
                if tag.kind == TagKind::StartTag {
                    read.note(&tag);
                    return raw(&tag.name);
                }
            }
            Token::CommentToken(text) => read.marks.push(format!("<!--{text}-->")),
            Token::DoctypeToken(_) => read.marks.push("<!doctype>".to_owned()),
            Token::CharacterTokens(text) => read.words.push_str(&text),
            Token::NullCharacterToken => read.words.push('\0'),
            Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// What stands in these is no markup to a browser.
fn raw(name: &str) -> TokenSinkResult<()> {
    match name {
        "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" => TokenSinkResult::RawData(RawKind::Rawtext),
        _ => TokenSinkResult::Continue,
    }
}

impl Html {
    fn note(&mut self, tag: &Tag) {
        let names = tag
            .attrs
            .iter()
            .map(|attribute| format!(" {}", attribute.name.local));
        let mut names: Vec<String> = names.collect();
        names.sort();
        self.shapes.push(format!("{}{}", tag.name, names.concat()));
        let leads = tag
            .attrs
            .iter()
            .filter(|attribute| ADDRESSES.contains(&&*attribute.name.local));
        self.leads
            .extend(leads.map(|attribute| attribute.value.to_string()));
    }
}

fn mark(tag: &Tag) -> String {
    let end = if tag.kind == TagKind::EndTag { "/" } else { "" };
    let attributes = tag.attrs.iter();
    let attributes: Vec<String> = attributes
        .map(|attribute| format!(" {}=“{}”", attribute.name.local, attribute.value))
        .collect();
    format!("<{end}{}{}>", tag.name, attributes.concat())
}

/// The lines of a file for a spreadsheet, as RFC 4180 has them.
pub(super) fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut is_quoted, mut signs) = (false, text.chars().peekable());
    while let Some(sign) = signs.next() {
        match sign {
            '"' if is_quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' => {
                assert!(cell.is_empty(), "a quote in the middle of {cell:?}");
                is_quoted = true;
            }
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {
                assert_eq!(signs.next(), Some('\n'), "after {cell:?}");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' if !is_quoted => panic!("a lone line end after {cell:?}"),
            sign => cell.push(sign),
        }
    }
    assert!(
        !is_quoted && cell.is_empty() && row.is_empty(),
        "it ends in the middle"
    );
    rows
}

/// Where a cell of this text may begin to be a formula, should a spreadsheet part it by semicolons or tabs, overlook
/// its quotes, or leave out what cannot be seen.
pub(super) fn formulas(cell: &str) -> Vec<&str> {
    let cells = cell.split([';', '\t', '\r', '\n']);
    let starts = cells.map(|cell| {
        cell.trim_start_matches(|sign: char| {
            sign.is_whitespace()
                || sign.is_control()
                || "\"\u{feff}\u{200b}\u{200c}\u{200d}\u{2060}".contains(sign)
        })
    });
    starts
        .filter(|cell| cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']))
        .collect()
}

/// The elements of an XML document with their attributes, and the words in it; panics at what is none.
pub(super) fn xml(text: &str) -> (Vec<String>, String) {
    let is_allowed = |sign: char| matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(
        text.chars().all(is_allowed),
        "a sign that XML has not: {text:?}"
    );
    let (mut elements, mut words, mut open, mut rest) =
        (Vec::new(), String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(&resolved(before));
        let (tag, after) = after
            .split_once('>')
            .unwrap_or_else(|| panic!("an open mark: {after:?}"));
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{text}");
            continue;
        }
        assert!(
            tag.starts_with(|sign: char| sign.is_ascii_alphabetic()),
            "<{tag}>"
        );
        let (tag, is_empty) = tag
            .strip_suffix('/')
            .map_or((tag, false), |tag| (tag, true));
        let name = tag.split(' ').next().unwrap_or_default().to_owned();
        elements.push(format!("{name}{}", resolved(&tag[name.len()..])));
        if !is_empty {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "not ended: {open:?}");
    words.push_str(&resolved(rest));
    (elements, words)
}

/// Text with its references, of which there are only five.
fn resolved(text: &str) -> String {
    let mut pieces = text.split('&');
    let mut read = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, after) = piece
            .split_once(';')
            .unwrap_or_else(|| panic!("a lone & in {text:?}"));
        read.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            name => panic!("&{name}; in {text:?}"),
        });
        read.push_str(after);
    }
    read
}

#[test]
fn the_readers_find_what_they_are_there_for() {
    let html = Html::read("<p>a &lt;b&gt;<br><img src=x onerror=\"y\"><!--z-->");
    assert_eq!(
        html.built(),
        ["<p>", "<img src=“x” onerror=“y”>", "<!--z-->"]
    );
    assert_eq!(html.words, "a <b>");
    assert_eq!(csv("a,\"b\"\"\r\n,\"\r\n"), [["a", "b\"\r\n,"]]);
    assert_eq!(formulas("'=1;  =2\t\u{feff}@3"), ["=2", "@3"]);
    let (elements, words) = xml("<a b=\"&lt;\"><c/>&amp;</a>");
    assert_eq!(
        (elements, words),
        (vec!["a b=\"<\"".to_owned(), "c".to_owned()], "&".to_owned())
    );
}

//! The links and the forms of a page, as a browser finds them.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind,
    },
};

/// Where one can go from a page.
#[derive(Debug, Default)]
pub(super) struct Ways {
    /// Addresses of ours.
    pub(super) links: Vec<String>,
    pub(super) forms: Vec<Form>,
}

/// What can be filled in and sent.
#[derive(Debug, Default, Clone)]
pub(super) struct Form {
    pub(super) action: String,
    pub(super) is_post: bool,
    pub(super) has_parts: bool,
    pub(super) fields: Vec<Field>,
    /// What each of its buttons adds, if it adds something.
    pub(super) buttons: Vec<(String, String)>,
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: String,
    /// People write into it what they like.
    pub(super) is_open: bool,
}

impl Ways {
    pub(super) fn of(html: &str) -> Self {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(html));
        let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.0.into_inner().ways
    }
}

#[derive(Default)]
struct Reader(RefCell<Reading>);

#[derive(Default)]
struct Reading {
    ways: Ways,
    open: Option<Form>,
    /// What is typed between two marks goes into the last field.
    is_in_text: bool,
    /// The list whose chosen line is looked for.
    list: Option<String>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut reading = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                reading.begun(&tag);
                if &*tag.name == "textarea" {
                    return TokenSinkResult::RawData(RawKind::Rcdata);
                }
            }
            Token::TagToken(tag) => reading.ended(&tag.name),
            Token::CharacterTokens(text) if reading.is_in_text => {
                if let Some(field) = reading
                    .open
                    .as_mut()
                    .and_then(|form| form.fields.last_mut())
                {
                    field.value.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn said(tag: &Tag, name: &str) -> Option<String> {
    let mut all = tag.attrs.iter();
    let found = all.find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| attribute.value.to_string())
}

impl Reading {
    fn begun(&mut self, tag: &Tag) {
        let text = |name| said(tag, name).unwrap_or_default();
        if &*tag.name == "a" {
            self.ways
                .links
                .extend(said(tag, "href").filter(|to| to.starts_with('/')));
            return;
        }
        if &*tag.name == "form" {
            self.open = Some(Form {
                action: text("action"),
                is_post: text("method").eq_ignore_ascii_case("post"),
                has_parts: text("enctype").starts_with("multipart"),
                ..Form::default()
            });
            return;
        }
        let Some(form) = &mut self.open else { return };
        let field = |is_open| Field {
            name: text("name"),
            value: text("value"),
            is_open,
        };
        let kind = text("type");
        match (&*tag.name, kind.as_str()) {
            ("input", "submit") | ("button", "" | "submit") if said(tag, "name").is_some() => {
                form.buttons.push((text("name"), text("value")));
            }
            ("input", "submit" | "file") => {}
            // Of several, the one that is marked; else the first.
            ("input", "radio") => {
                let is_marked = said(tag, "checked").is_some();
                let known = form
                    .fields
                    .iter()
                    .position(|known| known.name == text("name"));
                match known {
                    Some(at) if is_marked => form.fields[at] = field(false),
                    Some(_) => {}
                    None => form.fields.push(field(false)),
                }
            }
            ("input", "checkbox") if said(tag, "checked").is_none() => {}
            ("input", kind) => {
                let is_open =
                    ["", "text", "search", "email", "url", "tel", "password"].contains(&kind);
                form.fields.push(field(is_open));
            }
            ("textarea", _) => {
                form.fields.push(field(true));
                self.is_in_text = true;
            }
            ("select", _) => self.list = Some(text("name")),
            ("option", _) if said(tag, "selected").is_some() => {
                let name = self.list.clone().unwrap_or_default();
                form.fields.push(Field {
                    name,
                    ..field(false)
                });
            }
            _ => {}
        }
    }

    fn ended(&mut self, name: &str) {
        match name {
            "form" => self.ways.forms.extend(self.open.take()),
            "textarea" => {
                self.is_in_text = false;
                // The line end behind the mark is no part of the text.
                let field = self.open.as_mut().and_then(|form| form.fields.last_mut());
                if let Some(field) = field.filter(|field| field.value.starts_with('\n')) {
                    field.value.remove(0);
                }
            }
            "select" => self.list = None,
            _ => {}
        }
    }
}

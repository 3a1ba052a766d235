//! What a help desk is asked, and what its answers mean.

use crate::channel::Answer;

/// How something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

/// A request to a help desk.
#[derive(Clone, PartialEq, Eq)]
pub struct Ask {
    pub method: Method,
    /// Where the vendor is, such as `https://acme.zendesk.com`.
    pub home: String,
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    /// JSON, or nothing.
    pub body: String,
}

/// A ticket that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What the vendor calls it.
    pub id: String,
    /// Where people open it.
    pub url: String,
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The ticket is there.
    Made(Made),
    /// Trying again may help, in so many seconds if the vendor says. So does whoever mends what is set up.
    NotNow(String, Option<u32>),
    /// Trying again cannot help.
    Never(String),
}

impl Ask {
    /// The request as people may see it: without the credentials.
    #[must_use]
    pub fn shown(&self) -> String {
        let headers = self.headers.iter().map(|(name, value)| {
            let value = if *name == "authorization" {
                "…"
            } else {
                value
            };
            format!("{name}: {value}\n")
        });
        let headers: String = headers.collect();
        let method = match self.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        let body = serde_json::from_str::<serde_json::Value>(&self.body);
        let body = body.and_then(|body| serde_json::to_string_pretty(&body));
        let body = body.unwrap_or_else(|_| self.body.clone());
        format!("{method} {}{}\n{headers}\n{body}", self.home, self.path)
    }
}

impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.shown())
    }
}

/// What an answer means that names no ticket, with the vendor's own words where it has some. Whatever an admin
/// can mend is tried again: the ticket should be made once they did.
pub(super) fn refused(vendor: &str, answer: &Answer, said: &str) -> Told {
    let said: String = said.chars().take(300).collect();
    let said = if said.is_empty() {
        String::new()
    } else {
        format!(": {said}")
    };
    let status = answer.status;
    match status {
        401 | 403 => Told::NotNow(
            format!("{vendor} does not accept the credentials ({status}{said})."),
            answer.retry_after,
        ),
        // It took something, and what it said of that cannot be read.
        200..=299 => Told::NotNow(
            format!("{vendor} answered {status}, but named no ticket."),
            None,
        ),
        400 | 409 | 413 | 422 => Told::Never(format!("{vendor} answered {status}{said}.")),
        _ => Told::NotNow(
            format!("{vendor} answered {status}{said}."),
            answer.retry_after,
        ),
    }
}

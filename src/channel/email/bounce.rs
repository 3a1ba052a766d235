//! A report that an answer of ours did not arrive (RFC 3464). It counts only at an address that we signed, and for
//! what was sent in that thread: anybody can write such a report.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};

use super::super::{Bounce, Settings};
use super::{Addressed, form::Brought, read::recipient, write::one_line};
use crate::id::SendingId;

/// The longest reason that is shown, in characters.
const REASON_MAX: usize = 300;

/// What a letter reports, if it is such a report and for a thread of ours. A report that something is only late,
/// or has arrived, is none.
pub(super) fn bounce(
    letter: &Message<'_>,
    brought: &Brought<'_>,
    settings: &Settings,
) -> Option<Bounce> {
    if !is_report(letter) {
        return None;
    }
    let Some(Addressed::Thread(thread)) = recipient(letter, brought, settings) else {
        return None;
    };
    let mut parts = letter.parts.iter();
    let status = parts.find(|part| is(part, "message", "delivery-status"))?;
    let status = String::from_utf8_lossy(status.contents()).into_owned();
    let reason = failure(&status)?;
    Some(Bounce {
        of: original(letter).and_then(|id| sending(&id, &thread)),
        thread,
        reason,
    })
}

fn is_report(letter: &Message<'_>) -> bool {
    let kind = letter.content_type();
    kind.is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind
                .subtype()
                .is_some_and(|kind| kind.eq_ignore_ascii_case("report"))
    })
}

fn is(part: &MessagePart<'_>, kind: &str, subkind: &str) -> bool {
    part.content_type().is_some_and(|found| {
        found.ctype().eq_ignore_ascii_case(kind)
            && found
                .subtype()
                .is_some_and(|found| found.eq_ignore_ascii_case(subkind))
    })
}

/// Why the first recipient that failed was given up, for people.
fn failure(status: &str) -> Option<String> {
    let status = status.replace("\r\n", "\n");
    let groups = status.split("\n\n");
    let failed = groups.into_iter().find(|group| {
        field(group, "Action").is_some_and(|action| action.eq_ignore_ascii_case("failed"))
    })?;
    // “smtp; 550 5.1.1 No such user”: the words after the kind.
    let said = field(failed, "Diagnostic-Code").map(|said| {
        let words = said
            .split_once(';')
            .map_or(said.as_str(), |(_, words)| words);
        one_line(words, REASON_MAX)
    });
    let code = field(failed, "Status").map(|code| one_line(&code, 20));
    let said = said.filter(|said| !said.is_empty()).or(code);
    Some(match said {
        Some(said) => format!("The customer’s mail server did not take it: {said}"),
        None => "The customer’s mail server did not take it".to_owned(),
    })
}

/// A field of a group, with the lines that it goes on in.
fn field(group: &str, name: &str) -> Option<String> {
    let mut lines = group.lines().skip_while(|line| {
        line.split_once(':')
            .is_none_or(|(found, _)| !found.trim().eq_ignore_ascii_case(name))
    });
    let (_, first) = lines.next()?.split_once(':')?;
    let mut value = first.trim().to_owned();
    for line in lines.take_while(|line| line.starts_with([' ', '\t'])) {
        value.push(' ');
        value.push_str(line.trim());
    }
    Some(value)
}

/// The name of the letter that did not arrive, where the report has it or its head.
fn original(letter: &Message<'_>) -> Option<String> {
    letter.parts.iter().find_map(|part| {
        if let Some(whole) = part.message() {
            return whole.message_id().map(str::to_owned);
        }
        if !is(part, "text", "rfc822-headers") {
            return None;
        }
        let mut head = part.contents().to_vec();
        head.extend_from_slice(b"\r\n\r\n");
        let head = MessageParser::default().parse(&head)?;
        head.message_id().map(str::to_owned)
    })
}

/// Which sending a name of ours tells of, if it was in that thread: `7.thread@example.com`.
fn sending(id: &str, thread: &str) -> Option<SendingId> {
    let (local, _) = id.split_once('@')?;
    let (of, in_thread) = local.split_once('.')?;
    (in_thread == thread).then(|| of.parse().ok().map(SendingId))?
}

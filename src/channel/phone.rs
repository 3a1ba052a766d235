//! Calls. They are answered by somebody else's voice platform, which asks here where a call is to be put
//! through: with the answer to its handoff, or as `TwiML`, the markup that Twilio reads.

use super::{
    Adapter, Answer, Call, Channel, Field, Input, Item, Limits, Outcome, Reply, Settings,
    Unreadable, Wire, sign,
};

/// Calls through any voice platform.
pub(super) struct Phone;

const FIELDS: [Field; 6] = [
    Field::line(
        "fallback_number",
        "Fallback number",
        "Where a call is put through when the queue names no number of its own, such as +15550100555, or a SIP address.",
    )
    .checked(is_target),
    Field::line(
        "hours",
        "Hours",
        "The name of the hours during which calls are put through, as it stands under Hours. Left empty, at any time.",
    )
    .optional(),
    Field::line(
        "said",
        "What the caller hears first",
        "For instance: One moment, I am putting you through to a colleague.",
    )
    .optional()
    .filled(Input::Lines),
    Field::line(
        "said_closed",
        "What they hear when nobody is there",
        "For instance: Nobody is there right now. We will call you back.",
    )
    .optional()
    .filled(Input::Lines),
    Field::line(
        "language",
        "Language of the voice",
        "Such as en-GB or es-ES. Left empty, as the voice platform has it.",
    )
    .optional()
    .checked(is_language),
    Field::secret(
        "auth_token",
        "Twilio auth token",
        "Only where Twilio itself is to fetch what to do with a call from the inbound address.",
    )
    .optional(),
];

fn is_target(text: &str) -> Option<&'static str> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    let is_number = (3..=15).contains(&count)
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b" -()".contains(&byte));
    let is_sip = text.strip_prefix("sip:").is_some_and(|rest| {
        rest.contains('@')
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !b"<>\"?&".contains(&byte))
    });
    (!is_number && !is_sip)
        .then_some("Write a number with its country, such as +15550100555, or sip: and an address.")
}

fn is_language(text: &str) -> Option<&'static str> {
    let is_fine = (2..=12).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (!is_fine).then_some("Write a language such as en-GB.")
}

impl Adapter for Phone {
    fn channel(&self) -> Channel {
        Channel::Phone
    }

    fn vendor(&self) -> &'static str {
        "your voice platform"
    }

    fn lede(&self) -> &'static str {
        "Callers speak with a voice AI, and are put through to a number when they need a person."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "Have the voice platform begin a conversation with the channel “phone” through the API, and post what is said.",
            "It calls POST /v1/api/conversations/{id}/handoff when a person is needed; the answer’s “transfer” has the number, the headers and what to say.",
            "Or, with Twilio: put the Twilio auth token in here, and redirect the call to the inbound address with ?conversation= and the conversation’s id.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: 4000,
            is_plain: true,
            window_hours: None,
        }
    }

    fn test_hint(&self) -> Option<&'static str> {
        None
    }

    fn verify(&self, wire: &Wire<'_>, settings: &Settings) -> bool {
        sign::is_twilio(wire, settings.get("auth_token"))
    }

    fn parse(&self, wire: &Wire<'_>, _: &Settings) -> Result<Vec<Item>, Unreadable> {
        let form = wire.form();
        let get = |name: &str| form.iter().find(|(known, _)| known == name);
        let conversation = wire.asked("conversation").filter(|id| id.len() <= 100);
        let Some((_, status)) = get("DialCallStatus") else {
            return Ok(vec![Item::CallAsks { conversation }]);
        };
        let seconds = get("DialCallDuration").and_then(|(_, seconds)| seconds.parse().ok());
        let has_spoken = matches!(status.as_str(), "completed" | "answered");
        Ok(vec![Item::CallEnded {
            conversation,
            seconds: seconds.filter(|_| has_spoken),
        }])
    }

    fn thanks(&self) -> (&'static str, &'static str) {
        ("text/xml; charset=utf-8", "<Response/>")
    }

    fn render(&self, _: &Reply<'_>, _: &Settings) -> Result<Call, String> {
        Err("A call is answered by voice, not by text".into())
    }

    fn read(&self, answer: &Answer) -> Outcome {
        answer.outcome("The voice platform", None)
    }
}

/// Where a call is put through, and what the caller hears before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutThrough {
    /// A number or a SIP address. None when nobody is there.
    pub number: Option<String>,
    /// What goes along with a SIP address.
    pub headers: Vec<(String, String)>,
    pub say: String,
    /// Such as `en-GB`.
    pub language: String,
}

impl PutThrough {
    /// As Twilio reads it. It calls `then` when the call ends.
    ///
    /// ```
    /// use handoff::channel::PutThrough;
    /// let call = PutThrough { number: Some("+15550100555".into()), say: "One & only".into(), ..PutThrough::default() };
    /// assert_eq!(call.twiml("https://a.example/?b=1&c=2"),
    ///     "<Response><Say>One &amp; only</Say><Dial action=\"https://a.example/?b=1&amp;c=2\"><Number>+15550100555</Number></Dial></Response>");
    /// ```
    #[must_use]
    pub fn twiml(&self, then: &str) -> String {
        let language = if self.language.is_empty() {
            String::new()
        } else {
            format!(" language=\"{}\"", escaped(&self.language))
        };
        let say = if self.say.is_empty() {
            String::new()
        } else {
            format!("<Say{language}>{}</Say>", escaped(&self.say))
        };
        let Some(number) = &self.number else {
            return format!("<Response>{say}<Hangup/></Response>");
        };
        let target = if number.starts_with("sip:") {
            let mut headers = form_urlencoded::Serializer::new(String::new());
            let plain = |(name, value): &(String, String)| (name.clone(), without_control(value));
            headers.extend_pairs(self.headers.iter().map(plain));
            let headers = headers.finish().replace('+', "%20");
            let mark = if headers.is_empty() { "" } else { "?" };
            format!("<Sip>{}{mark}{}</Sip>", escaped(number), escaped(&headers))
        } else {
            format!("<Number>{}</Number>", escaped(number))
        };
        let then = escaped(then);
        format!("<Response>{say}<Dial action=\"{then}\">{target}</Dial></Response>")
    }
}

/// A value that begins no other header, should whoever reads it turn it back into what it was.
fn without_control(text: &str) -> String {
    text.replace(|sign: char| sign.is_control(), " ")
}

/// Text as it may stand in markup, without the characters that may not.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_never_becomes_markup() {
        let call = PutThrough {
            number: Some("sip:desk@pbx.example".into()),
            headers: vec![("X-Summary".into(), "a <b> & \"c\"\r\nX-Evil: 1".into())],
            say: "</Say><Dial>+900</Dial>".into(),
            language: "en-GB".into(),
        };
        let twiml = call.twiml("https://a.example/\"><Dial>");
        assert_eq!(twiml.matches("<Dial").count(), 1);
        assert_eq!(twiml.matches("<Say").count(), 1);
        assert!(twiml.contains("X-Summary=a%20%3Cb%3E%20%26%20%22c%22%20%20X-Evil%3A%201"));
        let closed = PutThrough::default().twiml("");
        assert_eq!(closed, "<Response><Hangup/></Response>");
    }

    #[test]
    fn a_target_is_a_number_or_a_sip_address() {
        for right in [
            "+15550100555",
            "+34 910 000 000",
            "112",
            "sip:desk@pbx.example",
        ] {
            assert!(is_target(right).is_none(), "{right}");
        }
        for wrong in [
            "call me",
            "+1",
            "sip:desk",
            "sip:a@b?X=1",
            "<b>",
            "+123456789012345678",
        ] {
            assert!(is_target(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn a_call_asks_where_to_go_and_tells_how_it_ended() {
        let told = |query: &str, body: &str| {
            let wire = Wire {
                urls: &[],
                query,
                headers: &[],
                body: body.as_bytes(),
                now: 0,
            };
            Phone.parse(&wire, &Settings::default()).unwrap()
        };
        let conversation = Some("conv_1".to_owned());
        let asks = Item::CallAsks {
            conversation: conversation.clone(),
        };
        assert_eq!(told("conversation=conv_1", "CallSid=CA1"), [asks]);
        assert_eq!(told("", ""), [Item::CallAsks { conversation: None }]);
        let ended = |seconds| Item::CallEnded {
            conversation: conversation.clone(),
            seconds,
        };
        let end = told(
            "conversation=conv_1",
            "DialCallStatus=completed&DialCallDuration=185",
        );
        assert_eq!(end, [ended(Some(185))]);
        assert_eq!(
            told("conversation=conv_1", "DialCallStatus=no-answer"),
            [ended(None)]
        );
    }
}

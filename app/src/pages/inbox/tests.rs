//! What the inbox's pages and fragments promise.

use handoff::{
    conversation::{Author, Conduct, Hit, Reason, SaidVerdict, State, Verdict, View},
    id::{ConversationId, EventId, MessageId, OperatorId},
};

use super::{
    list, samples,
    seen::{Holder, Seen},
    show,
};

fn parts(state: State, assignee: Option<i64>) -> String {
    show::render_parts(samples::seen(state, assignee), samples::rows().looking)
}

fn entries(seen: &Seen) -> String {
    let looking = samples::rows().looking;
    show::render_entries(seen, &looking, None)
}

#[test]
fn the_buttons_are_those_of_the_state() {
    let cases = [
        (State::WithAi, None, ["claim", "resolve"].as_slice()),
        (State::Waiting, None, &["claim", "hand-back", "resolve"]),
        (State::WithOperator, Some(1), &["hand-back", "resolve"]),
        (State::WithOperator, Some(3), &["hand-back", "resolve"]),
        (State::Callback, None, &["claim", "hand-back", "resolve"]),
        (State::Resolved, Some(1), &[]),
    ];
    for (state, assignee, wanted) in cases {
        let html = parts(state, assignee);
        let offered: Vec<&str> = ["claim", "hand-back", "resolve"]
            .into_iter()
            .filter(|verb| html.contains(&format!("action=\"/do/{verb}\"")))
            .collect();
        assert_eq!(offered, wanted, "{state:?}");
    }
}

#[test]
fn sending_says_what_it_does() {
    let said = |state, assignee| parts(state, assignee);
    assert!(said(State::Waiting, None).contains("Send and take over"));
    assert!(said(State::WithAi, None).contains("Sending takes this over from Nora"));
    assert!(!said(State::WithOperator, Some(1)).contains("take over"));
    let colleague = said(State::WithOperator, Some(3));
    assert!(colleague.contains("Take it from Tomás Rey and send"));
    assert!(colleague.contains(r#"name="op""#) && colleague.contains("Give it to me"));
}

#[test]
fn the_deciding_words_are_marked_once_and_linked_from_the_card() {
    let seen = samples::seen(State::Waiting, None);
    assert_eq!(seen.deciding().map(|entry| entry.id), Some(MessageId(4)));
    let log = entries(&seen);
    assert_eq!(log.matches("<mark>").count(), 1, "{log}");
    assert!(log.contains("<mark>let me talk to a real person</mark>"));
    let card = parts(State::Waiting, None);
    assert!(card.contains("href=\"#m4\""), "{card}");
    assert!(card.contains("Also: They are frustrated."), "{card}");
    assert!(card.contains("because of urgent words (“birthday present for Saturday”)"));
    assert!(card.contains("Missing"));
}

#[test]
fn the_log_says_the_zone_once_and_who_took_over() {
    let log = entries(&samples::seen(State::WithOperator, Some(2)));
    assert_eq!(log.matches("times in Europe/Madrid").count(), 1);
    assert_eq!(log.matches(r#"class="day""#).count(), 2, "{log}");
    assert!(log.contains("Nora stepped back.") && log.contains("They asked for a person."));
    assert!(log.contains("Aiko Tanabe took over."));
    assert!(log.contains("13:53"), "the organisation's clock: {log}");
}

#[test]
fn what_customers_send_stays_text_and_only_web_addresses_are_links() {
    let mut seen = samples::seen(State::Waiting, None);
    seen.entries[0].text = "<script>alert(1)</script>".to_owned();
    let log = entries(&seen);
    assert!(log.contains("&lt;script&gt;alert(1)"), "{log}");
    assert!(!log.contains("<script") && !log.contains("javascript:"));
    assert!(log.contains(r#"href="https://example.com/label.png""#));
}

#[test]
fn a_page_that_is_open_learns_where_the_next_lines_begin() {
    let log = entries(&samples::seen(State::Waiting, None));
    assert!(log.contains(r#"data-after="7""#) && log.contains(r#"data-turn="40""#));
    let mut seen = samples::seen(State::Waiting, None);
    seen.entries.clear();
    seen.turns.retain(|turn| turn.id > EventId(40));
    let nothing = entries(&seen);
    assert!(
        !nothing.contains("<p") && !nothing.contains("<article"),
        "{nothing}"
    );
}

#[test]
fn whoever_waits_too_long_is_late_in_a_word() {
    let html = list::render_rows(samples::rows());
    let late = html.matches(", late").count();
    assert_eq!(late, 1, "{html}");
    assert!(html.contains("12 min"));
    assert!(html.contains("Tomás Rey: "), "the speaker's name: {html}");
    assert!(html.contains("1,000+"), "counts stop: {html}");
    assert!(html.contains(r#"data-count="queue-1""#), "{html}");
    for view in View::ALL {
        let key = format!("data-count=\"{}\"", view.as_str());
        assert!(html.contains(&key), "{key}");
    }
}

#[test]
fn holders_are_told_apart() {
    let holder = |state, assignee| samples::seen(state, assignee).holder();
    assert_eq!(holder(State::Gathering, None), Holder::Ai);
    assert_eq!(holder(State::Waiting, None), Holder::Nobody);
    assert_eq!(holder(State::WithOperator, Some(1)), Holder::Me);
    assert_eq!(
        holder(State::WithOperator, Some(3)),
        Holder::Colleague("Tomás Rey".to_owned())
    );
    assert_eq!(holder(State::Resolved, Some(3)), Holder::Done);
}

#[test]
fn a_person_who_was_wanted_in_vain_is_still_named_as_the_reason() {
    let mut seen = samples::seen(State::Callback, None);
    let request = seen.request.take().unwrap();
    seen.conversation.stretch.because = Some(Reason {
        kind: request.trigger,
        name: None,
        score: 0.97,
        evidence: request.evidence,
        category: "customer_request".to_owned(),
        conduct: Conduct::AtOnce,
        words: request.reason,
    });
    let html = show::render_parts(seen, samples::rows().looking);
    assert!(html.contains("They asked for a person"), "{html}");
    assert!(html.contains("href=\"#m4\"") && html.contains("Nobody was there."));
}

#[test]
fn what_was_found_is_marked_and_leads_to_its_message() {
    let mut rows = samples::rows();
    rows.looking.search = Some("ord-12".to_owned());
    (rows.count, rows.found) = (None, Some((1, false)));
    rows.shown.truncate(1);
    rows.shown[0].hit = Some(Hit {
        message: MessageId(4),
        author: Author::Customer,
        is_note: true,
        text: "<b>about</b> ORD-12345".to_owned(),
    });
    let html = list::render_rows(rows);
    assert!(html.contains("<mark>ORD-12345</mark>"), "{html}");
    assert!(html.contains("&lt;b&gt;about") && html.contains("Note: "));
    assert!(html.contains("at=4") && html.contains("#m4"), "{html}");
    assert!(html.contains("1 found"), "{html}");
}

#[test]
fn a_promise_says_when_it_is_due() {
    let card = parts(State::Waiting, None);
    assert!(card.contains("Promised: “"), "{card}");
    assert!(card.contains("Due by "), "{card}");
}

#[test]
fn a_first_reply_is_offered_until_somebody_has_written() {
    let seen = samples::seen(State::Waiting, None);
    let words = super::card::first_reply(&seen);
    assert!(words.starts_with("Hello Priya. I'm Maya Strand"), "{words}");
    assert!(words.ends_with('?'), "asks for what is missing: {words}");
    let looking = samples::rows().looking;
    let offered = |seen: Seen| show::render_parts(seen, looking.clone()).contains("suggest=first");
    assert!(offered(seen.clone()));
    let mut answered = seen.clone();
    answered.has_answered = true;
    assert!(!offered(answered));
    let mut german = seen;
    german.conversation.language = Some("de".to_owned());
    german.conversation.customer.name = None;
    let words = super::card::first_reply(&german);
    assert!(words.starts_with("Ich bin Maya Strand"), "{words}");
}

#[test]
fn the_verdict_that_counts_is_pressed_and_taken_back_by_the_same_click() {
    let mut seen = samples::seen(State::Waiting, None);
    let html = show::render_parts(seen.clone(), samples::rows().looking);
    assert_eq!(html.matches(r#"aria-pressed="false""#).count(), 4, "{html}");
    seen.verdict = Some(SaidVerdict {
        verdict: Verdict::TooLate,
        by: OperatorId(2),
        at: seen.moment.now,
    });
    let html = show::render_parts(seen.clone(), samples::rows().looking);
    assert_eq!(html.matches(r#"aria-pressed="true""#).count(), 1, "{html}");
    assert!(html.contains("Aiko Tanabe said “too late”"), "{html}");
    assert!(
        !html.contains(r#"value="too_late""#),
        "a click takes it back: {html}"
    );
    seen.request = None;
    let html = show::render_parts(seen, samples::rows().looking);
    assert!(!html.contains("/do/verdict"), "nothing to judge: {html}");
}

#[test]
fn other_conversations_of_the_customer_are_a_link_away() {
    let mut seen = samples::seen(State::Waiting, None);
    let mut other = samples::seen(State::Resolved, None).conversation;
    other.id = ConversationId("conv_before".to_owned());
    other.last.text = "Thank you, the bench arrived. ".repeat(9);
    seen.others = vec![other];
    let html = show::render_parts(seen, samples::rows().looking);
    assert!(html.contains("/inbox/conv_before?"), "{html}");
    assert!(html.contains(" …"), "{html}");
}

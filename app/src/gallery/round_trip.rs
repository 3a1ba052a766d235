//! What a page would send back is what it was given: the names in the markup are those of the raw form.

use serde::de::DeserializeOwned;

use super::{
    frame::{assets, shell},
    markup::Markup,
};
use crate::form::decode;
use crate::pages::action::{self, edit::Edit};
use crate::pages::handoff::{self, edit::HandoffPage, form::RawHandoff};
use crate::pages::hours::{self, edit::HoursPage};
use crate::pages::operator::invite::{self, Invite, RawInvite};
use crate::pages::queue::{
    self,
    edit::QueuePage,
    form::{QueueForm, RawQueue},
};
use crate::pages::session::sign_in::{self, SignIn};
use crate::pages::set_up::{self, SetUp};
use crate::pages::settings::mine::{self, Mine};
use crate::pages::settings::organisation::{self, Organisation};
use crate::pages::token::list::{self, RawToken, Tokens};
use crate::pages::topic::edit::{self as topic, RawTopic, TopicPage};
use crate::pages::transfer_function::{self, edit::FunctionPage, form::RawFunction};
use crate::pages::try_it::{
    form::RawTrial,
    page::{self as try_it, TryIt},
};
use crate::shell::Place;

fn sent_back<T: DeserializeOwned>(html: &str) -> T {
    let body = Markup::read(html).body();
    decode(body.as_bytes()).unwrap_or_else(|error| panic!("{error}: {body}"))
}

#[test]
fn the_set_up_comes_back() {
    let page = SetUp::sample();
    let given = page.values.clone();
    assert_eq!(
        sent_back::<set_up::RawSetUp>(&set_up::render(page, &assets())),
        given
    );
}

#[test]
fn the_sign_in_comes_back_with_its_destination() {
    let mut page = SignIn::sample();
    page.values.back = "/inbox?view=mine&\"x\"".to_owned();
    let given = page.values.clone();
    assert_eq!(
        sent_back::<sign_in::RawSignIn>(&sign_in::render(page, &assets())),
        given
    );
}

#[test]
fn an_invitation_comes_back() {
    let values = RawInvite {
        name: "Lena".to_owned(),
        email: "l<>\"&'@example.com".to_owned(),
        role: "admin".to_owned(),
    };
    let page = Invite {
        values: values.clone(),
        ..Invite::default()
    };
    let html = invite::render(shell("People", Place::Operators), &assets(), page);
    assert_eq!(sent_back::<RawInvite>(&html), values);
}

#[test]
fn a_token_comes_back() {
    let values = RawToken {
        name: "Shop assistant".to_owned(),
        agent: "1".to_owned(),
        scope: "write_all".to_owned(),
        expires: "90".to_owned(),
    };
    let page = Tokens {
        values: values.clone(),
        ..Tokens::sample_empty()
    };
    let html = list::render(shell("API tokens", Place::Tokens), &assets(), page);
    assert_eq!(sent_back::<RawToken>(&html), values);
}

#[test]
fn a_conversation_that_is_tried_comes_back() {
    for page in [TryIt::sample(), TryIt::sample_refused()] {
        let given = page.values.clone();
        let html = try_it::render(shell("Try it", Place::TryIt), &assets(), page);
        assert_eq!(sent_back::<RawTrial>(&html).tried, given);
    }
}

#[test]
fn settings_come_back() {
    let page = Organisation::sample();
    let given = page.values.clone();
    let html = organisation::render(shell("Organisation", Place::Settings), &assets(), page);
    assert_eq!(sent_back::<organisation::RawOrganisation>(&html), given);

    let page = Mine::sample();
    let given = page.values.clone();
    let html = mine::render(shell("Your settings", Place::Mine), &assets(), page);
    assert_eq!(sent_back::<mine::RawProfile>(&html), given);
}

/// Also what was refused comes back as it was typed.
#[test]
fn an_action_comes_back() {
    for page in [Edit::sample(), Edit::sample_new(), Edit::sample_refused()] {
        let given = page.values.clone();
        let html = action::edit::render(shell("Action", Place::Actions), &assets(), page);
        assert_eq!(sent_back::<action::form::RawAction>(&html), given);
    }
}

#[test]
fn hours_come_back() {
    for page in [HoursPage::sample(), HoursPage::sample_refused()] {
        let mut given = page.values.clone();
        // Below every date there is an empty row to fill in.
        for date in given.date_exceptions.values_mut() {
            if date.intervals.is_empty() {
                date.intervals.entry(0).or_default();
            }
        }
        let html = hours::edit::render(shell("Hours", Place::Hours), &assets(), page);
        assert_eq!(sent_back::<hours::form::RawHours>(&html), given);
    }
}

#[test]
fn a_handoff_comes_back() {
    let pages = [
        HandoffPage::sample(),
        HandoffPage::sample_new(),
        HandoffPage::sample_json(),
        HandoffPage::sample_refused(),
    ];
    for page in pages {
        let mut given = page.values.clone();
        // The form lists the queues it was given, and those are the sample's.
        given.queues = crate::form::picks(page.queues.iter().map(|row| row.id));
        let html = handoff::edit::render(shell("Handoff", Place::Handoffs), &assets(), page);
        assert_eq!(sent_back::<RawHandoff>(&html), given);
    }
}

#[test]
fn a_topic_comes_back() {
    let page = TopicPage::sample();
    let given = page.values.clone();
    let html = topic::render(shell("Topic", Place::Topics), &assets(), page);
    assert_eq!(sent_back::<RawTopic>(&html), given);
}

/// Also what was refused comes back as it was typed.
#[test]
fn a_transfer_function_comes_back() {
    for page in [
        FunctionPage::sample(),
        FunctionPage::sample_new(),
        FunctionPage::sample_refused(),
    ] {
        let mut given = page.values.clone();
        let html = transfer_function::edit::render(
            shell("Transfer function", Place::TransferFunctions),
            &assets(),
            page,
        );
        let back = sent_back::<RawFunction>(&html);
        // The lines of the kinds that are not chosen are empty, and sent along.
        for field in ["number", "url"] {
            given.lines.entry(field.to_owned()).or_default();
        }
        assert_eq!(back, given);
    }
}

/// Also what was refused comes back as it was typed, and hours that are not shown.
#[test]
fn a_queue_comes_back() {
    for page in [
        QueuePage::sample(),
        QueuePage::sample_shared(),
        QueuePage::sample_new(),
        QueuePage::sample_refused(),
    ] {
        let mut given = page.form.clone();
        // Below every date there is an empty row to fill in.
        for date in given.hours.date_exceptions.values_mut() {
            if date.intervals.is_empty() {
                date.intervals.entry(0).or_default();
            }
        }
        let html = queue::edit::render(shell("Queue", Place::Queues), &assets(), page);
        let back = QueueForm {
            queue: sent_back::<RawQueue>(&html),
            hours: sent_back::<hours::form::RawHours>(&html),
        };
        assert_eq!(back, given);
    }
}

//! What customers write in ten languages, with what it means: one file a language in `languages/`, read as one would read a message.

use crate::conversation::{Author, Message};
use crate::judge::{Consent, Reading, is_offer, read, says_it_hands_over};

macro_rules! files {
    ($($tag:literal),+) => {
        const FILES: &[(&str, &str)] = &[$(($tag, include_str!(concat!("languages/", $tag, ".txt")))),+];
    };
}
files!("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "hi");

fn section<'a>(file: &'a str, name: &str) -> Vec<&'a str> {
    let after = file
        .lines()
        .skip_while(|line| line.strip_prefix('[') != Some(&format!("{name}]")));
    after
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .collect()
}

fn reading(text: &str) -> Reading {
    read(&[Message::new(Author::Customer, text)], &[])
}

/// Reads every line of a section and lists those that do not hold.
fn assert_each(name: &str, at_least: usize, holds: impl Fn(&Reading) -> bool) {
    let mut wrong = Vec::new();
    for (tag, file) in FILES {
        let lines = section(file, name);
        assert!(
            lines.len() >= at_least,
            "{tag} has {} of “{name}”",
            lines.len()
        );
        for line in lines {
            let reading = reading(line);
            if !holds(&reading) {
                wrong.push(format!(
                    "{tag} {line} {:?} {:?}",
                    reading.consent, reading.evidence
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "“{name}” does not hold for:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn requests_for_a_person_are_heard() {
    assert_each("asks for a person", 20, |reading| {
        reading.wants_human >= 0.5
    });
}

#[test]
fn other_messages_are_no_requests_and_no_answers() {
    assert_each("asks for nobody", 20, |reading| reading.wants_human < 0.5);
}

#[test]
fn a_yes_is_a_yes() {
    assert_each("yes", 10, |reading| reading.consent == Consent::Yes);
}

#[test]
fn a_no_is_a_no() {
    assert_each("no", 10, |reading| reading.consent == Consent::No);
}

#[test]
fn questions_are_neither() {
    let mut wrong = Vec::new();
    for (tag, file) in FILES {
        let questions = section(file, "asks for nobody");
        let questions = questions.into_iter().filter(|line| line.contains('?'));
        wrong.extend(
            questions
                .filter(|line| reading(line).consent != Consent::Unclear)
                .map(|line| format!("{tag} {line}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn anger_is_heard() {
    assert_each("is fed up", 6, |reading| reading.frustration >= 0.5);
}

#[test]
fn ordinary_messages_are_calm() {
    assert_each("asks for nobody", 20, |reading| reading.frustration < 0.5);
}

#[test]
fn the_answers_we_offer_to_choose_from_are_understood() {
    use crate::wording::{Phrase, wordings};
    for wording in wordings() {
        let consent = |phrase| reading(wording.say(phrase)).consent;
        assert_eq!(consent(Phrase::Yes), Consent::Yes, "{}", wording.tag);
        assert_eq!(consent(Phrase::No), Consent::No, "{}", wording.tag);
    }
}

/// The lines of a section, in all languages, that do not hold.
fn that_fail(name: &str, holds: impl Fn(&str) -> bool) -> Vec<String> {
    let lines = FILES
        .iter()
        .flat_map(|(tag, file)| section(file, name).into_iter().map(move |line| (tag, line)));
    lines
        .filter(|(_, line)| !holds(line))
        .map(|(tag, line)| format!("{tag} {line}"))
        .collect()
}

#[test]
fn what_an_ai_says_about_a_person_is_understood() {
    let hands_over = |line: &str| says_it_hands_over(line).is_some();
    let none: Vec<String> = Vec::new();
    assert_eq!(that_fail("the AI hands over", hands_over), none);
    assert_eq!(
        that_fail("the AI hands nothing over", |line| !hands_over(line)),
        none
    );
    assert_eq!(
        that_fail("the AI offers somebody", |line| !hands_over(line)
            && is_offer(line, "")),
        none
    );
    assert_eq!(
        that_fail("the AI hands over", |line| !is_offer(line, "")),
        none
    );
}

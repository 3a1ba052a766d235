//! Who gets it, as far as that can be said before anybody is asked: the routing profile it is about, how its
//! queue shares out, and who is told. To whom it is given is found where it is kept.

use std::collections::BTreeMap;

use crate::{
    clock::Instant,
    conversation::{Line, Stretch},
    decision::{HandoffChoice, Routing, Trace},
    facts::Facts,
    handoff::Queue,
    id::{OperatorId, QueueId},
    judge::{Match, Reading, one_of_three},
    policy::Policy,
    routing::{Asked, Snapshot},
};

/// From here on a conversation is about a subject.
const ABOUT: f64 = 0.5;

/// Notes what the newest words are about; what was written about before holds until something else is.
pub(crate) fn note_subject(policy: &Policy, reading: &Reading, line: &mut Line) {
    if let Some((name, found)) = reading.best_match("routing")
        && found.score >= ABOUT
        && let Some(profile) = policy
            .routing_profiles
            .iter()
            .find(|profile| profile.name == name)
    {
        line.profile = Some((profile.id, found.score));
    }
}

/// Says who gets a conversation that goes to people, noting why in the trace.
pub(crate) fn routing(
    policy: &Policy,
    facts: &Facts,
    (queue, handoff, now): (Option<&Queue>, Option<&HandoffChoice>, Instant),
    stretch: &mut Stretch,
    trace: &mut Trace,
) -> Routing {
    let line = &mut stretch.line;
    let found = line.profile.and_then(|(id, score)| {
        let profile = policy
            .routing_profiles
            .iter()
            .find(|profile| profile.id == id);
        profile.map(|profile| (profile, score))
    });
    let offer = found.map_or_else(|| to_choose_from(facts.reading), |_| Vec::new());
    match found {
        Some((profile, score)) => {
            let who = match profile.operators.len() {
                0 => "nobody is named for it, so it is as if none matched".to_owned(),
                1 => "one person is for it".to_owned(),
                count => format!("{count} people are for it"),
            };
            let why = format!("It is about this ({score:.2}); {who}.");
            trace.note_kind("who", profile.name.clone(), "matched", why);
        }
        None if !policy.routing_profiles.is_empty() => {
            trace.note("who", "no_match", unmatched(&offer));
        }
        None => {}
    }
    let topic = facts.reading.best_match("topic_handoff");
    let topic = topic
        .filter(|(_, found)| found.score >= ABOUT)
        .map(|(title, _)| title.to_owned());
    let about = found.map(|(profile, _)| profile.name.clone()).into_iter();
    line.about = about
        .chain(topic)
        .chain(handoff.map(|handoff| handoff.name.clone()))
        .collect();
    let people = found
        .map(|(profile, _)| &profile.operators)
        .filter(|people| !people.is_empty());
    let members = queue.map_or(&[][..], |queue| queue.people.as_slice());
    let sharing = policy.sharing_of(queue.map(|queue| queue.id));
    let way = sharing.method.way();
    let told: Vec<OperatorId> = people.map_or(members, Vec::as_slice).to_vec();
    let assignee = planned(policy, facts, (queue, &told, now), line, trace);
    let why = match (way.gives(), facts.online) {
        (true, _) => format!("{}: {}.", way.title(), way.explained().to_lowercase()),
        (false, 0) => "Everybody is told; nobody is online right now.".to_owned(),
        (false, 1) => "Everybody is told; one person is online.".to_owned(),
        (false, online) => format!("Everybody is told; {online} people are online."),
    };
    trace.note("who", "done", why);
    Routing {
        profile: found.map(|(profile, _)| profile.name.clone()),
        score: found.map(|(_, score)| score),
        offer,
        method: sharing.method.as_str(),
        operators: told,
        assignee,
    }
}

/// Why it is for everybody on the queue.
fn unmatched(offer: &[String]) -> String {
    match offer {
        [first, second, third] => format!(
            "No routing profile is sure, but it is likely one of “{first}”, “{second}” and “{third}”, so it is for whoever works on the queue."
        ),
        _ => "No routing profile fits, so it is for whoever works on the queue.".to_owned(),
    }
}

/// Three profiles to choose from, where none fits by itself but one of them very likely does.
fn to_choose_from(reading: &Reading) -> Vec<String> {
    let matches = reading.matches_of("routing");
    let matches: Vec<Match> = matches.map(|(_, found)| found.clone()).collect();
    let three = one_of_three(&matches);
    three.map_or_else(Vec::new, |three| {
        three.map(|found| found.name.to_string()).to_vec()
    })
}

/// Who is first among the people that a configuration itself names, as if all of them were there.
fn planned(
    policy: &Policy,
    facts: &Facts,
    (queue, told, now): (Option<&Queue>, &[OperatorId], Instant),
    line: &Line,
    trace: &mut Trace,
) -> Option<OperatorId> {
    if policy.people.is_empty() {
        return None;
    }
    let there = Snapshot {
        people: policy.people.clone(),
        turns: BTreeMap::new(),
        now,
    };
    let sharing = policy.sharing_of(queue.map(|queue| queue.id));
    let about = line.about.iter().map(String::as_str);
    let asked = Asked {
        channel: facts.channel,
        language: facts.reading.language.as_deref(),
        members: told,
        skills: there.skills_for(sharing, about),
        ..there.ask(queue.map_or(QueueId(0), |queue| queue.id), sharing)
    };
    let routed = there.route(&asked);
    let words = there.explain(&asked, &routed, chrono_tz::UTC);
    let name = |id: OperatorId| {
        let person = there.people.iter().find(|person| person.id == id);
        person.map_or_else(String::new, |person| person.name.clone())
    };
    for other in &words.others {
        trace.note_kind("who", other.name.clone(), "skipped", other.why.clone());
    }
    if let Some(to) = routed.assignee {
        trace.note_kind("who", name(to), "chosen", words.why);
    }
    routed.assignee
}

//! Who gets what in the shop: what everybody can do, who is for which subject, and how each queue shares out.

use super::{SampleError, team::Member};
use crate::{
    access::Actor,
    actions::{Desk, save_abilities, save_routing_profile, save_sharing},
    id::{AgentId, OperatorId, RoutingProfileId},
    routing::{Abilities, Fallback, Method, Need, RoutingProfile, Sharing},
};

/// What somebody can do: their skills with levels, their languages, and how much at once.
type Can = (
    &'static str,
    &'static [(&'static str, u8)],
    &'static [&'static str],
    u32,
);

const TEAM: [Can; 6] = [
    (
        "Maya",
        &[("billing", 3), ("deliveries", 2)],
        &["en", "es", "sv"],
        3,
    ),
    (
        "Aiko",
        &[("billing", 5), ("deliveries", 3)],
        &["en", "ja"],
        5,
    ),
    (
        "Tomás",
        &[("deliveries", 4), ("returns and guarantee", 3)],
        &["es", "en", "pt"],
        5,
    ),
    (
        "Lena",
        &[("made to measure", 5), ("returns and guarantee", 4)],
        &["de", "en"],
        3,
    ),
    ("Sam", &[("billing", 4)], &["en"], 5),
    (
        "Inés",
        &[("deliveries", 3), ("returns and guarantee", 4)],
        &["es", "ca", "en"],
        5,
    ),
];

/// A subject with its people: name, when it matches, sentences, who.
type Subject = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const SUBJECTS: [Subject; 3] = [
    (
        "Billing",
        "Invoices, refunds, double charges, payments that failed.",
        &[
            "I was charged twice for the same table.",
            "Where do I find my invoice?",
        ],
        &["Aiko", "Sam"],
    ),
    (
        "Deliveries",
        "Late, lost or damaged parcels, a change of address or of the date.",
        &[
            "My order has not arrived.",
            "The box was damaged when it came.",
        ],
        &["Aiko", "Tomás", "Inés"],
    ),
    (
        "Made to measure",
        "Table tops and shelves by the customer's own measures.",
        &["Can you make a table top of 190 by 80?"],
        &["Lena"],
    ),
];

pub(super) async fn arrange(
    desk: &Desk,
    admin: &Actor,
    shop: AgentId,
    team: &[Member],
) -> Result<(), SampleError> {
    let named = |name: &str| team.iter().find(|member| member.first_name() == name);
    for (name, skills, languages, capacity) in TEAM {
        let Some(member) = named(name) else {
            continue;
        };
        let skills = skills
            .iter()
            .map(|(skill, level)| ((*skill).to_owned(), *level));
        let wish = Abilities {
            skills: skills.collect(),
            languages: languages.iter().map(ToString::to_string).collect(),
            capacity,
            ..Abilities::default()
        };
        save_abilities(desk, &member.actor(), member.id, wish).await?;
    }
    for (name, description, examples, people) in SUBJECTS {
        let people = people.iter().filter_map(|name| named(name));
        let operators: Vec<OperatorId> = people.map(|member| member.id).collect();
        let profile = RoutingProfile {
            id: RoutingProfileId(0),
            name: name.into(),
            description: description.into(),
            examples: examples.iter().map(ToString::to_string).collect(),
            is_active: true,
            operators,
        };
        save_routing_profile(desk, admin, shop, None, &profile).await?;
    }
    share(desk, admin, shop).await
}

/// The main queue tells everybody, as the team is used to; the others each have a way of their own.
async fn share(desk: &Desk, admin: &Actor, shop: AgentId) -> Result<(), SampleError> {
    for queue in desk.store.queues(shop).await? {
        let sharing = match queue.name.as_str() {
            "Atención en español" => Sharing {
                method: Method::RoundRobin,
                reassign_minutes: Some(10),
                fallback: Fallback::Anyone { after_minutes: 15 },
                ..Sharing::default()
            },
            "Workshop on the phone" => Sharing {
                method: Method::SkillBased,
                need: Need::Best,
                max_concurrent_per_agent: Some(1),
                ..Sharing::default()
            },
            "Evening partner" => Sharing {
                method: Method::LoadBased,
                max_concurrent_per_agent: Some(4),
                ..Sharing::default()
            },
            _ => continue,
        };
        save_sharing(desk, admin, (shop, queue.id), sharing, None).await?;
    }
    Ok(())
}

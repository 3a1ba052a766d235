//! A routing profile: a subject in an admin's words, and the people for it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{OperatorId, RoutingProfileId},
    judge,
    problem::Problem,
};

/// The longest name of a routing profile, in characters.
pub const PROFILE_NAME_MAX: usize = 100;
/// The longest description, and the longest example, in characters.
pub const PROFILE_DESCRIPTION_MAX: usize = 2000;
/// So many examples a profile may have.
pub const PROFILE_EXAMPLES_MAX: usize = 50;

/// What the keys of routing profiles begin with where many kinds of subjects are matched together.
pub(crate) const GROUP: &str = "routing";

/// A subject in an admin's words, and the people for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoutingProfile {
    #[serde(default = "unkept")]
    pub id: RoutingProfileId,
    pub name: String,
    /// When it matches.
    pub description: String,
    /// Sentences a customer would write about it.
    #[serde(default)]
    pub examples: Vec<String>,
    pub is_active: bool,
    /// Who gets what it matches. With nobody listed it is as if nothing had matched.
    #[serde(rename = "user_ids")]
    pub operators: Vec<OperatorId>,
}

const fn unkept() -> RoutingProfileId {
    RoutingProfileId(0)
}

impl RoutingProfile {
    /// What the judge compares a conversation with.
    #[must_use]
    pub fn subject(&self) -> judge::Profile {
        judge::Profile {
            key: format!("{GROUP}:{}", self.name),
            name: self.name.clone(),
            description: self.description.clone(),
            examples: self.examples.clone(),
            keywords: Vec::new(),
        }
    }

    /// Everything that is wrong with it, beside the names of the others there are.
    #[must_use]
    pub fn check<'a>(&self, mut others: impl Iterator<Item = &'a str>) -> Vec<Problem> {
        let mut problems = Vec::new();
        let name = self.name.trim();
        let length = name.chars().count();
        if length == 0 {
            let detail = "The profile has no name. Write what it is about, such as “Billing”.";
            problems.push(Problem::new("/name", detail));
        } else if length > PROFILE_NAME_MAX {
            let detail =
                format!("The name has {length} characters. Use at most {PROFILE_NAME_MAX}.");
            problems.push(Problem::new("/name", detail));
        } else if others.any(|other| other.trim().to_lowercase() == name.to_lowercase()) {
            let detail = format!("“{name}” is there already. Choose another name.");
            problems.push(Problem::new("/name", detail));
        }
        let length = self.description.chars().count();
        if length > PROFILE_DESCRIPTION_MAX {
            let detail =
                format!("This has {length} characters. Use at most {PROFILE_DESCRIPTION_MAX}.");
            problems.push(Problem::new("/description", detail));
        }
        if self.examples.len() > PROFILE_EXAMPLES_MAX {
            let detail = format!("Give at most {PROFILE_EXAMPLES_MAX} examples.");
            problems.push(Problem::new("/examples", detail));
        }
        let is_long = |text: &String| text.chars().count() > PROFILE_DESCRIPTION_MAX;
        if let Some(row) = self.examples.iter().position(is_long) {
            let detail = format!("Use at most {PROFILE_DESCRIPTION_MAX} characters.");
            problems.push(Problem::new(format!("/examples/{row}"), detail));
        }
        problems
    }
}

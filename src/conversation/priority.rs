//! How soon somebody should look.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How soon somebody should look. Ordered from the least to the most pressing.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Urgent,
}

impl Priority {
    /// Every priority, from the least to the most pressing.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// The number it is stored and sorted by, 0…3.
    #[must_use]
    pub const fn rank(self) -> i64 {
        self as i64
    }

    /// The priority of that rank; anything out of range is normal.
    #[must_use]
    pub fn from_rank(rank: i64) -> Self {
        Self::ALL
            .into_iter()
            .find(|priority| priority.rank() == rank)
            .unwrap_or_default()
    }

    /// One step more pressing, as far as there is one.
    #[must_use]
    pub fn raised(self) -> Self {
        Self::from_rank((self.rank() + 1).min(3))
    }

    /// The word for it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Normal => "Normal",
            Self::High => "High",
            Self::Urgent => "Urgent",
        }
    }
}

//! A subject in an admin's words, and how well a text fits it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A subject to recognise: a routing profile, a forbidden topic, a clause of "When to use".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What the caller knows it by; comes back in [`Match`].
    #[serde(default)]
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub description: String,
    /// Sentences a customer would write about it.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Words or phrases each of which is enough by itself.
    #[serde(default)]
    pub keywords: Vec<String>,
}

/// How well a text fits one profile. Every message makes one for each profile, so its names are shared, not copied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Match {
    #[schema(value_type = String)]
    pub key: Arc<str>,
    #[schema(value_type = String)]
    pub name: Arc<str>,
    /// 0…1; from 0.5 on it is about this.
    pub score: f64,
    /// The exact words of the text that fit.
    #[serde(default)]
    pub evidence: Option<String>,
}

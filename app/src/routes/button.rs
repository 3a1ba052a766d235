//! One button each, with their fields; what they do is in [`crate::buttons`].

/// Takes `online=yes|no`.
pub const SET_PRESENCE: &str = "/do/set-presence";
/// Takes `callback`.
pub const CLAIM_CALLBACK: &str = "/do/claim-callback";
/// Takes `callback`.
pub const FINISH_CALLBACK: &str = "/do/finish-callback";
/// Takes `operator` and `enabled=yes|no`.
pub const SET_OPERATOR_ENABLED: &str = "/do/set-operator-enabled";
/// Takes `agent`, `profile` and `active=yes|no`.
pub const SET_ROUTING_PROFILE_ACTIVE: &str = "/do/set-routing-profile-active";
/// Takes `invitation`.
pub const WITHDRAW_INVITATION: &str = "/do/withdraw-invitation";
/// Takes `token`.
pub const REVOKE_TOKEN: &str = "/do/revoke-token";

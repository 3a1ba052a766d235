//! The pages before somebody is in, and those on which nobody gets any further.

use super::frame::assets;
use crate::document::Assets;
use crate::pages::{self, error::Refusal};
use crate::person::Theme;

pub(super) fn pages(assets: &Assets) -> Vec<(&'static str, String)> {
    use pages::invitation::accept::{self, Invitation};
    use pages::session::sign_in::{self, SignIn};
    use pages::set_up::{self, SetUp};
    vec![
        ("sign-in", sign_in::render(SignIn::sample(), assets)),
        (
            "sign-in-refused",
            sign_in::render(SignIn::sample_refused(), assets),
        ),
        ("accept", accept::render(Invitation::sample(), assets)),
        (
            "accept-refused",
            accept::render(Invitation::sample_refused(), assets),
        ),
        ("accept-expired", accept::render_expired(assets)),
        ("set-up", set_up::render(SetUp::sample(), assets)),
        (
            "set-up-refused",
            set_up::render(SetUp::sample_refused(), assets),
        ),
    ]
}

pub(super) fn refusals(assets: &Assets) -> Vec<(&'static str, String)> {
    let failed = Refusal::Failed {
        reference: "7f3a-22c1".to_owned(),
    };
    [
        ("error-404", Refusal::NotFound),
        ("error-403", Refusal::Forbidden),
        ("error-stale", Refusal::Stale),
        ("error-500", failed),
        ("error-503", Refusal::Unavailable),
    ]
    .into_iter()
    .map(|(name, refusal)| (name, pages::error::render(refusal, Theme::System, assets)))
    .collect()
}

#[test]
fn a_password_is_never_written_back() {
    use pages::session::sign_in::{self, RawSignIn, SignIn};
    let values = RawSignIn {
        password: "correct horse".to_owned(),
        ..RawSignIn::default()
    };
    let html = sign_in::render(
        SignIn {
            values,
            ..SignIn::sample_refused()
        },
        &assets(),
    );
    assert!(!html.contains("correct horse"));
}

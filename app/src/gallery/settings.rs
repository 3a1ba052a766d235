//! The pages of the settings: one's own, the organisation's, and who sees what.

use super::frame::shell;
use crate::document::Assets;
use crate::pages;
use crate::shell::Place;

pub(super) fn pages(assets: &Assets) -> Vec<(&'static str, String)> {
    use pages::settings::{
        language_model::{self, LanguageModel},
        mine,
        notifications::{self, NotificationsPage},
        organisation,
    };
    use pages::token::list::{self, Tokens};
    use pages::vendor::import::{self, ImportPage};
    let tokens = || shell("API tokens", Place::Tokens);
    let bring = || shell("Import and export", Place::Import);
    let here = || shell("Organisation", Place::Settings);
    let me = || shell("Your settings", Place::Mine);
    let model = || shell("Language model", Place::LanguageModel);
    vec![
        (
            "import",
            import::render(bring(), assets, ImportPage::sample()),
        ),
        (
            "import-shown",
            import::render(bring(), assets, ImportPage::sample_shown()),
        ),
        (
            "import-refused",
            import::render(bring(), assets, ImportPage::sample_refused()),
        ),
        ("tokens", list::render(tokens(), assets, Tokens::sample())),
        (
            "tokens-empty",
            list::render(tokens(), assets, Tokens::sample_empty()),
        ),
        (
            "tokens-refused",
            list::render(tokens(), assets, Tokens::sample_refused()),
        ),
        (
            "organisation",
            organisation::render(here(), assets, organisation::Organisation::sample()),
        ),
        (
            "organisation-refused",
            organisation::render(here(), assets, organisation::Organisation::sample_refused()),
        ),
        (
            "language-model",
            language_model::render(model(), assets, LanguageModel::sample()),
        ),
        (
            "language-model-empty",
            language_model::render(model(), assets, LanguageModel::sample_empty()),
        ),
        (
            "language-model-resting",
            language_model::render(model(), assets, LanguageModel::sample_resting()),
        ),
        ("mine", mine::render(me(), assets, mine::Mine::sample())),
        (
            "mine-refused",
            mine::render(me(), assets, mine::Mine::sample_refused()),
        ),
        (
            "notifications",
            notifications::render(me(), assets, NotificationsPage::sample()),
        ),
        (
            "notifications-refused",
            notifications::render(me(), assets, NotificationsPage::sample_refused()),
        ),
    ]
}

pub(super) fn sights(assets: &Assets) -> Vec<(&'static str, String)> {
    use pages::access::{audit, sight};
    let sees = |page| sight::render(shell("Who sees what", Place::Sight), assets, page);
    let looked = |page| audit::render(shell("Who looked at what", Place::Sight), assets, page);
    vec![
        ("visibility", sees(sight::SightPage::sample())),
        (
            "visibility-refused",
            sees(sight::SightPage::sample_refused()),
        ),
        ("audit", looked(audit::Audit::sample())),
        ("audit-refused", looked(audit::Audit::sample_refused())),
    ]
}

//! The pages about who else is told: by e-mail, webhooks and notifications.

use super::frame::shell;
use crate::document::Assets;
use crate::pages;
use crate::shell::Place;

pub(super) fn pages(assets: &Assets) -> Vec<(&'static str, String)> {
    use pages::delivery::{
        list::{self as deliveries, Deliveries},
        show::{self as delivery, OneDelivery},
    };
    use pages::notification::page::{self as notification, NotificationPage};
    use pages::settings::email::{self, EmailPage};
    use pages::webhook::{
        edit::{self as webhook, EditWebhook},
        list::{self as webhooks, Webhooks},
    };
    let me = || shell("E-mail", Place::Mine);
    let told = || shell("Notifications", Place::Notifications);
    let left = || shell("Deliveries", Place::Deliveries);
    let hooks = || shell("Webhooks", Place::Webhooks);
    vec![
        ("my-email", email::render(me(), assets, EmailPage::sample())),
        (
            "my-email-refused",
            email::render(me(), assets, EmailPage::sample_refused()),
        ),
        (
            "deliveries",
            deliveries::render(left(), assets, Deliveries::sample()),
        ),
        (
            "deliveries-empty",
            deliveries::render(left(), assets, Deliveries::sample_empty()),
        ),
        (
            "delivery",
            delivery::render(left(), assets, OneDelivery::sample()),
        ),
        (
            "webhooks",
            webhooks::render(hooks(), assets, Webhooks::sample()),
        ),
        (
            "webhooks-empty",
            webhooks::render(hooks(), assets, Webhooks::sample_empty()),
        ),
        (
            "webhook",
            webhook::render(hooks(), assets, EditWebhook::sample()),
        ),
        (
            "webhook-refused",
            webhook::render(hooks(), assets, EditWebhook::sample_refused()),
        ),
        (
            "agent-notifications",
            notification::render(told(), assets, NotificationPage::sample()),
        ),
        (
            "agent-notifications-refused",
            notification::render(told(), assets, NotificationPage::sample_refused()),
        ),
    ]
}

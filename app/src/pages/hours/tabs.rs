//! Which hours of an AI agent one is looking at, who follows them, and what can be done with them.

use leptos::prelude::*;

use crate::routes;
use crate::ui::{ButtonLink, Icon, Look, and};

/// One of an AI agent's hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursLink {
    pub id: i64,
    pub name: String,
    /// The names of the queues that follow them.
    pub queues: Vec<String>,
}

/// All of an AI agent's hours, and which of them is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursTabs {
    pub agent: i64,
    pub all: Vec<HoursLink>,
    pub here: i64,
}

impl HoursTabs {
    /// The one that is open.
    pub fn current(&self) -> Option<&HoursLink> {
        self.all.iter().find(|link| link.id == self.here)
    }

    pub(super) fn view(&self) -> impl IntoView + use<> {
        let links = self
            .all
            .iter()
            .map(|link| {
                let current = (link.id == self.here).then_some("page");
                view! {
                    <a href=routes::schedule(self.agent, link.id) aria-current=current>
                        {link.name.clone()}
                    </a>
                }
            })
            .collect_view();
        view! {
            <nav class="tabs" aria-label="Hours">
                {links}
                <a href=routes::new_schedule(self.agent)>{Icon::Plus.small()} "New hours"</a>
            </nav>
        }
    }

    /// Who follows these hours, and the way to rename, copy or delete them.
    pub(super) fn card(&self) -> impl IntoView + use<> {
        let (agent, here) = (self.agent, self.here);
        let queues = self
            .current()
            .map(|link| link.queues.clone())
            .unwrap_or_default();
        let followers = match queues.as_slice() {
            [] => {
                "No queue follows these hours, so they hold for nobody yet. Choose them in a queue."
                    .to_owned()
            }
            [only] => format!("The queue {only} follows these hours."),
            several => format!("The queues {} follow these hours.", and(several)),
        };
        let delete = queues.is_empty().then(|| {
            view! {
                <ButtonLink
                    href=routes::delete_schedule(agent, here)
                    label="Delete…"
                    look=Look::SmallDanger
                    icon=Icon::Bin
                />
            }
        });
        view! {
            <section class="card" aria-labelledby="followers">
                <div class="card-head">
                    <h2 id="followers">"Who follows these hours?"</h2>
                </div>
                <div class="card-body stack-4">
                    <p class="sm">{followers}</p>
                    <p class="row">
                        <ButtonLink href=routes::rename_schedule(agent, here) label="Rename…" look=Look::Small />
                        <ButtonLink
                            href=routes::copy_schedule(agent, here)
                            label="Make a copy…"
                            look=Look::Small
                        />
                        {delete}
                    </p>
                </div>
            </section>
        }
    }
}

#[cfg(test)]
impl HoursTabs {
    pub(crate) fn sample() -> Self {
        let link = |id, name: &str, queues: &[&str]| HoursLink {
            id,
            name: name.to_owned(),
            queues: queues.iter().map(|name| (*name).to_owned()).collect(),
        };
        Self {
            agent: 1,
            all: vec![
                link(1, "Main team", &["Billing Support", "Deliveries"]),
                link(2, "Night desk & <b>weekends</b>", &[]),
            ],
            here: 1,
        }
    }

    pub(crate) fn sample_unused() -> Self {
        Self {
            here: 2,
            ..Self::sample()
        }
    }
}

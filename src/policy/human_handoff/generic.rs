//! The five predefined reasons, and the trigger that each of them switches.

use crate::trigger::Triggers;

/// One predefined reason.
pub(in crate::policy) struct Generic {
    /// Its name in documents.
    pub(in crate::policy) name: &'static str,
    /// What it says where nobody wrote something else.
    pub(super) description: &'static str,
    /// The section of the trigger it switches.
    pub(in crate::policy) trigger: &'static str,
    switch: fn(&mut Triggers) -> &mut bool,
}

/// Every predefined reason, in the order they are listed.
pub(in crate::policy) const GENERIC: [Generic; 5] = [
    Generic {
        name: "user_frustration",
        description: "The customer is upset, or says the same thing again and again.",
        trigger: "frustration",
        switch: |triggers| &mut triggers.frustration.enabled,
    },
    Generic {
        name: "customer_support_suggestion",
        description: "The AI itself suggested to contact customer support.",
        trigger: "support_suggestion",
        switch: |triggers| &mut triggers.support_suggestion.enabled,
    },
    Generic {
        name: "lack_of_knowledge",
        description: "The AI is not sure of its answer, or has none.",
        trigger: "low_confidence",
        switch: |triggers| &mut triggers.low_confidence.enabled,
    },
    Generic {
        name: "irrelevant_advice",
        description: "The answer was not about what the customer had asked.",
        trigger: "irrelevant_advice",
        switch: |triggers| &mut triggers.irrelevant_advice.enabled,
    },
    Generic {
        name: "media_message",
        description: "The customer sent a picture, a recording, a video or a file.",
        trigger: "media_message",
        switch: |triggers| &mut triggers.media_message.enabled,
    },
];

impl Generic {
    /// The predefined reason of that name.
    pub(in crate::policy) fn named(name: &str) -> Option<&'static Self> {
        GENERIC.iter().find(|generic| generic.name == name)
    }

    /// What to say of a name that is none of them.
    pub(in crate::policy) fn unknown(name: &str) -> String {
        let known: Vec<&str> = GENERIC.iter().map(|generic| generic.name).collect();
        let known = known.join(", ");
        format!("“{name}” is not a generic guideline. Use one of {known}.")
    }

    /// Switches its trigger on or off.
    pub(in crate::policy) fn set(&self, triggers: &mut Triggers, is_active: bool) {
        *(self.switch)(triggers) = is_active;
    }

    pub(super) fn is_active(&self, triggers: &Triggers) -> bool {
        *(self.switch)(&mut triggers.clone())
    }
}

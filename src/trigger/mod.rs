//! WHY it leaves the AI: the kinds of triggers.
//!
//! One file a kind. A new kind is its file, a `mod` line and a line in the register below; forms,
//! storage, the trace and the API follow from that. Triggers look at facts and say yes or no with
//! their evidence; what then happens is not decided here.

mod custom_guideline;
mod explicit_request;
mod field;
mod finding;
mod forbidden_topic;
mod frustration;
mod function_call;
mod irrelevant_advice;
mod keyword;
mod low_confidence;
mod max_exchanges;
mod media_message;
mod promised_handoff;
mod support_suggestion;
mod topic_handoff;
mod when_to_use;

pub use custom_guideline::{CustomGuidelines, Guideline, SURE as GUIDELINE_SURE};
pub use explicit_request::ExplicitRequest;
pub use field::{Field, FieldKind};
pub(crate) use finding::EVEN;
pub use finding::{Change, Finding, Fires, Measure, Near, Quiet};
pub use forbidden_topic::{ForbiddenTopic, ForbiddenTopics};
pub use frustration::Frustration;
pub use function_call::FunctionCall;
pub use irrelevant_advice::IrrelevantAdvice;
pub use keyword::Keyword;
pub use low_confidence::LowConfidence;
pub use max_exchanges::MaxExchanges;
pub use media_message::MediaMessage;
pub use promised_handoff::PromisedHandoff;
use serde::{Deserialize, Serialize};
pub use support_suggestion::SupportSuggestion;
pub use topic_handoff::TopicHandoff;
use utoipa::ToSchema;
pub use when_to_use::WhenToUse;

use crate::{
    conversation::{Conduct, Reason},
    facts::Facts,
    judge::Clause,
};

/// The kind of reason an operator gives by taking a conversation unasked. It is not evaluated, it is done.
pub const MANUAL: &str = "manual";

/// What is the same for every trigger of a kind.
#[derive(Debug, PartialEq)]
pub struct Kind {
    /// The name in the configuration, the trace and the API.
    pub name: &'static str,
    /// What the admin reads: “Asks for a person”.
    pub title: &'static str,
    /// One more sentence for the admin.
    pub hint: &'static str,
    /// The category in the terms integrations use.
    pub category: &'static str,
    /// Among several that fire, those of a higher rank win whatever their score: 3 asks for a person,
    /// 2 is forbidden, 1 goes at once by the admin's words, 0 is the rest.
    pub rank: u8,
    /// Whether it also looks at the AI's answers, not only at what the customer writes.
    pub looks_at_answers: bool,
    pub fields: &'static [Field],
}

impl Kind {
    /// Whether an admin sets how much it takes: some of its parameters are numbers.
    #[must_use]
    pub fn has_threshold(&self) -> bool {
        let is_number = |field: &Field| !matches!(field.kind, FieldKind::Phrases);
        self.fields.iter().any(is_number)
    }
}

/// A trigger with its parameters.
pub trait Trigger {
    /// What kind it is.
    fn kind(&self) -> &'static Kind;
    /// Whether it is looked at at all.
    fn is_enabled(&self) -> bool;
    /// Whether the customer is asked first.
    fn conduct(&self) -> Conduct;
    /// Looks at the facts. `clauses` is how the admin's own words were understood.
    fn check(&self, facts: &Facts, clauses: &[Clause]) -> Finding;
    /// The one setting of its own that would have made it fire, where there is one. Asked only of the
    /// trigger that came nearest.
    fn change(&self, _facts: &Facts) -> Option<Change> {
        None
    }
}

/// Lists the kinds in the order people read them, and makes what follows from that list.
macro_rules! register {
    ($($field:ident: $Params:ty,)*) => {
        /// The parameters of every kind of trigger.
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct Triggers {
            $(pub $field: $Params,)*
        }

        impl Triggers {
            /// Every trigger, in the order of the register.
            #[must_use]
            pub fn each(&self) -> Vec<&dyn Trigger> {
                vec![$(&self.$field),*]
            }
        }

        /// The names the parameters are stored under, in the order of the register.
        pub const SECTIONS: &[&str] = &[$(stringify!($field)),*];
    };
}

register! {
    explicit_request: ExplicitRequest,
    keyword: Keyword,
    frustration: Frustration,
    forbidden_topics: ForbiddenTopics,
    low_confidence: LowConfidence,
    max_exchanges: MaxExchanges,
    media_message: MediaMessage,
    support_suggestion: SupportSuggestion,
    irrelevant_advice: IrrelevantAdvice,
    promised_handoff: PromisedHandoff,
    when_to_use: WhenToUse,
    custom_guidelines: CustomGuidelines,
    topic_handoff: TopicHandoff,
    function_call: FunctionCall,
}

/// A reason that is there, with what was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Fired {
    pub reason: Reason,
    /// In the trigger's own scale. None where it is there or not.
    pub measure: Option<Measure>,
}

/// Turns a finding into the reason it stands for, if it fires; else gives back why it does not.
pub fn fired(trigger: &dyn Trigger, finding: Finding) -> Result<Fired, Quiet> {
    match finding {
        Finding::Quiet(quiet) => Err(quiet),
        Finding::Fires {
            name,
            score,
            evidence,
            words,
            conduct,
            measure,
        } => {
            let kind = trigger.kind();
            let reason = Reason {
                kind: kind.name.to_owned(),
                name,
                score: (score * 100.0).round() / 100.0,
                evidence,
                category: kind.category.to_owned(),
                conduct: conduct.unwrap_or_else(|| trigger.conduct()),
                words: words.into_owned(),
            };
            Ok(Fired { reason, measure })
        }
    }
}

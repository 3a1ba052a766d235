//! A question to the AI agent: what it would answer from its topics, and how sure it is.

use leptos::prelude::*;

use crate::form::FieldErrors;
use crate::ui::{Badge, Meaning, Submit, TextField};

/// The best passage for a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// Title of the topic, and where it is.
    pub title: String,
    pub href: String,
    /// The paragraph, word for word.
    pub text: String,
    /// 0…1; 0.5 and more is more likely right than not.
    pub confidence: f64,
    /// Below this an answer counts as a guess, as the action's reasons have it.
    pub threshold: f64,
}

impl Ask {
    /// The confidence in words.
    pub fn in_words(&self) -> (&'static str, Meaning) {
        if self.confidence < self.threshold {
            ("A guess", Meaning::Bad)
        } else if self.confidence < 0.5 {
            ("Not sure", Meaning::Wait)
        } else if self.confidence < 0.8 {
            ("Fairly sure", Meaning::Good)
        } else {
            ("Sure", Meaning::Good)
        }
    }
}

/// The box, with the answer when something was asked.
pub(super) fn card(name: &str, ask: String, q: &str, answer: Option<Ask>) -> impl IntoView + use<> {
    let result = (!ask.trim().is_empty()).then(|| {
        if let Some(found) = answer {
            return passage(found, name).into_any();
        }
        let words = format!(
            "No topic has anything to do with it. {name} would say that it does not know, and the reason “The AI is not sure” applies."
        );
        view! {
            <p class="callout-line" role="status">
                {words}
            </p>
        }
        .into_any()
    });
    view! {
        <section class="card" aria-labelledby="ask-title">
            <div class="card-head">
                <h2 id="ask-title">{format!("Ask {name} a question")}</h2>
            </div>
            <form class="card-body stack-4" method="get">
                <input type="hidden" name="q" value=q.to_owned() />
                <TextField
                    at=FieldErrors::default().at("/ask")
                    label="What a customer might ask"
                    value=ask
                    autocomplete="off"
                />
                <Submit label="Ask" />
                {result}
            </form>
        </section>
    }
}

fn passage(found: Ask, name: &str) -> impl IntoView + use<> {
    let (word, meaning) = found.in_words();
    let sure = format!("{:.2} of 1", found.confidence);
    let consequence = (found.confidence < found.threshold).then(|| {
        let limit = format!(
            "Below {:.2} it counts as a guess, so the reason “The AI is not sure” applies.",
            found.threshold
        );
        view! { <p class="xs muted">{limit}</p> }
    });
    view! {
        <div class="preview-phone" role="status">
            <p class="row">
                <Badge word=word meaning=meaning />
                <span class="sm muted num">{sure}</span>
            </p>
            <p class="bubble">
                <span class="sr">{format!("{name} answers: ")}</span>
                {found.text}
            </p>
            <p class="xs muted">"From " <a href=found.href>{found.title}</a></p>
            {consequence}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_a_guess_is_what_the_reasons_say() {
        let ask = |confidence, threshold| Ask {
            title: String::new(),
            href: String::new(),
            text: String::new(),
            confidence,
            threshold,
        };
        assert_eq!(ask(0.4, 0.3).in_words().0, "Not sure");
        assert_eq!(ask(0.4, 0.45).in_words().0, "A guess");
        assert_eq!(ask(0.9, 0.3).in_words().0, "Sure");
    }
}

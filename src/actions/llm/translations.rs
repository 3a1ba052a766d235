//! What customers are told, in their language, where nobody here speaks it. Each text is translated once.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Mutex, PoisonError},
};

use super::{Llm, Patience};
use crate::judge::{self, llm::Translation};

/// So many texts are kept. They are few: the admin's messages, times, and answers that were given.
const KEPT_MAX: usize = 2000;

/// The language of texts in which none can be told, being too short.
const USUAL: &str = "en";

/// Translations that were made, by text and language. The oldest goes first.
#[derive(Default)]
pub(super) struct Translations(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    told: BTreeMap<(String, String), String>,
    order: VecDeque<(String, String)>,
}

impl Translations {
    fn find(&self, text: &str, language: &str) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.told
            .get(&(text.to_owned(), language.to_owned()))
            .cloned()
    }

    fn keep(&self, text: &str, language: &str, told: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (text.to_owned(), language.to_owned());
        if kept.told.insert(key.clone(), told.to_owned()).is_none() {
            kept.order.push_back(key);
        }
        while kept.order.len() > KEPT_MAX {
            if let Some(oldest) = kept.order.pop_front() {
                kept.told.remove(&oldest);
            }
        }
    }
}

impl Llm {
    /// The texts in the customer's language, where they were in another one. What cannot be translated in
    /// time stays as it is: being understood late is better than not being told.
    pub(in crate::actions) async fn in_language(
        &self,
        texts: Vec<String>,
        language: &str,
        patience: Patience,
    ) -> Vec<String> {
        let is_foreign = |text: &String| judge::language(text).unwrap_or(USUAL) != language;
        let known = |text: &String| self.translations.find(text, language);
        let new = texts
            .iter()
            .filter(|text| is_foreign(text) && known(text).is_none());
        let new: Vec<String> = new.cloned().collect();
        if let Some(wish) = Translation::new(language, new.clone()) {
            let body = wish.body(&self.terms.model);
            let answer = self.asked(&body, patience, |text| wish.read(text)).await;
            for (text, told) in new.iter().zip(answer.unwrap_or_default()) {
                if let Some(told) = told {
                    self.translations.keep(text, language, &told);
                }
            }
        }
        let told = |text: String| known(&text).filter(|_| is_foreign(&text)).unwrap_or(text);
        texts.into_iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_translation_goes_first() {
        let translations = Translations::default();
        for number in 0..=KEPT_MAX {
            translations.keep(&format!("text {number}"), "fi", "teksti");
        }
        assert_eq!(translations.find("text 0", "fi"), None);
        assert!(
            translations.find("text 1", "fi").is_some()
                && translations.find("text 1", "sv").is_none()
        );
    }
}

//! How each engine is asked for words: the one place where the two databases are told different things.
//!
//! SQLite keeps the words in full-text tables that triggers fill, PostgreSQL in indexes of its own; see the
//! step `search` of the migrations. Both read words as [`Search`] does.

use super::engine::Engine;
use crate::conversation::{Phrase, Search};

/// The most hits that are gathered, of messages and of customers: more is a question too wide to answer, and
/// the newest of them are shown.
pub const HITS_MAX: i64 = 1000;

/// The conversations in which something is found, each with its newest message that has it, or 0 where only
/// the customer has. `{inside}` is the condition on conversations, `$2` what [`asked`] gives.
const ON_SQLITE: &str = "found (conversation_id, message_id) as (select conversation_id, max(message_id) from ( \
    select conversation_id, message_id from (select m.conversation_id as conversation_id, m.id as message_id \
    from message_words w join messages m on m.id = w.rowid join conversations c on c.id = m.conversation_id \
    where w.message_words match $2 and {inside} order by w.rowid desc limit {most}) as said \
    union all select conversation_id, 0 from (select k.conversation_id as conversation_id \
    from customer_words w join known_customers k on k.id = w.rowid join conversations c on c.id = k.conversation_id \
    where w.customer_words match $2 and {inside} order by w.rowid desc limit {most}) as known) as hits group by conversation_id)";
const ON_POSTGRES: &str = "found (conversation_id, message_id) as (select conversation_id, max(message_id) from ( \
    select conversation_id, message_id from (select m.conversation_id as conversation_id, m.id as message_id \
    from messages m join conversations c on c.id = m.conversation_id \
    where to_tsvector('simple'::regconfig, plain_words(m.body)) @@ to_tsquery('simple'::regconfig, $2) and {inside} \
    order by m.id desc limit {most}) as said \
    union all select conversation_id, 0 from (select k.conversation_id as conversation_id \
    from known_customers k join conversations c on c.id = k.conversation_id \
    where to_tsvector('simple'::regconfig, plain_words(k.words)) @@ to_tsquery('simple'::regconfig, $2) and {inside} \
    order by k.id desc limit {most}) as known) as hits group by conversation_id)";

impl Engine {
    /// The part of a statement that gathers what is found among the conversations that meet a condition.
    pub(super) fn found(&self, inside: &str) -> String {
        let sql = match self {
            Self::Sqlite(_) => ON_SQLITE,
            Self::Postgres(_) => ON_POSTGRES,
        };
        sql.replace("{inside}", inside)
            .replace("{most}", &HITS_MAX.to_string())
    }

    /// What is looked for, in the engine's own words. Words are letters and digits alone, so nothing in them
    /// can be taken for a command.
    pub(super) fn asked(&self, search: &Search) -> String {
        let phrases = search.phrases().iter();
        match self {
            Self::Sqlite(_) => phrases.map(on_sqlite).collect::<Vec<_>>().join(" "),
            Self::Postgres(_) => phrases.map(on_postgres).collect::<Vec<_>>().join(" & "),
        }
    }
}

fn on_sqlite(phrase: &Phrase) -> String {
    let goes_on = if phrase.is_open { " *" } else { "" };
    format!("\"{}\"{goes_on}", phrase.words.join(" "))
}

fn on_postgres(phrase: &Phrase) -> String {
    let goes_on = if phrase.is_open { ":*" } else { "" };
    let words = phrase.words.iter().map(|word| format!("'{word}'"));
    let words = words.collect::<Vec<_>>().join(" <-> ");
    format!("({words}{goes_on})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_engine_is_asked_in_its_own_words() {
        let search = Search::parse("ord \"late Order\" ORD-1'; drop").unwrap();
        let sqlite = Engine::Sqlite(String::new());
        assert_eq!(
            sqlite.asked(&search),
            "\"ord\" * \"late order\" \"ord 1\" * \"drop\" *"
        );
        let postgres = Engine::Postgres(String::new());
        assert_eq!(
            postgres.asked(&search),
            "('ord':*) & ('late' <-> 'order') & ('ord' <-> '1':*) & ('drop':*)"
        );
    }
}

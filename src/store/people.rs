//! The people as routing sees them at one moment, and what each of them can do.

use std::collections::BTreeMap;

use sqlx::{Any, Executor, FromRow};

use super::{Store, StoreError, Tx};
use crate::{
    channel::Channel,
    clock::{Instant, from_millis},
    id::{OperatorId, QueueId},
    operator::Presence,
    routing::{Abilities, Person, Shift, Snapshot},
    schedule::Schedule,
};

const PEOPLE: &str = "select o.id, o.name, o.presence, o.presence_since, o.abilities, o.given_at, p.hours \
    from operators o left join presence_plans p on p.operator_id = o.id where o.disabled_at is null order by o.id";
const HELD: &str = "select assignee_id, channel, count(*) from conversations \
    where state = 'with_operator' and assignee_id is not null group by assignee_id, channel";
const TURNS: &str = "select queue_id, operator_id, number from turns";

#[derive(FromRow)]
struct PersonRow {
    id: i64,
    name: String,
    presence: String,
    presence_since: Option<i64>,
    abilities: String,
    given_at: Option<i64>,
    hours: Option<String>,
}

/// Somebody who is held until the end of a transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldOperator {
    pub presence: Presence,
    pub abilities: Abilities,
    /// How much of their capacity is taken.
    pub load: u32,
}

/// A row of what somebody has: who, on which channel, how many.
type Held = (i64, String, i64);

impl PersonRow {
    fn person(self, now: Instant) -> Result<Person, StoreError> {
        let abilities: Abilities = serde_json::from_str(&self.abilities)?;
        let plan = self.hours.filter(|_| abilities.by_plan);
        let plan: Option<Schedule> = plan.map(|hours| serde_json::from_str(&hours)).transpose()?;
        let shift = match plan.map(|plan| plan.status(now)) {
            Some(status) if !status.is_open => Shift::Off(status.opens_at),
            _ => Shift::On,
        };
        Ok(Person {
            id: OperatorId(self.id),
            name: self.name,
            presence: Presence::parse(&self.presence),
            present_since: self.presence_since.map(from_millis),
            abilities,
            load: 0,
            last_given: self.given_at.map(from_millis),
            shift,
        })
    }
}

/// Adds up what each of the people has.
fn weigh(people: &mut [Person], held: Vec<Held>) {
    for (id, channel, count) in held {
        let channel = Channel::parse(&channel).unwrap_or_default();
        if let Some(person) = people.iter_mut().find(|person| person.id.0 == id) {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            person.load += person.abilities.weight(channel).saturating_mul(count);
        }
    }
}

async fn people<'e>(
    db: impl Executor<'e, Database = Any>,
    now: Instant,
) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<PersonRow> = sqlx::query_as(PEOPLE).fetch_all(db).await?;
    rows.into_iter().map(|row| row.person(now)).collect()
}

impl Store {
    /// The people as they are now, to look at: somebody may be given something a moment later.
    pub async fn people(&self, now: Instant) -> Result<Snapshot, StoreError> {
        let mut people = people(&self.readers, now).await?;
        weigh(
            &mut people,
            sqlx::query_as(HELD).fetch_all(&self.readers).await?,
        );
        let turns: Vec<(i64, i64, i64)> = sqlx::query_as(TURNS).fetch_all(&self.readers).await?;
        Ok(snapshot(people, turns, now))
    }

    /// What somebody can do; none when there is no such person.
    pub async fn abilities(&self, of: OperatorId) -> Result<Option<Abilities>, StoreError> {
        let text: Option<String> =
            sqlx::query_scalar("select abilities from operators where id = $1")
                .bind(of.0)
                .fetch_optional(&self.readers)
                .await?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// How much somebody has, and how much they take on at once.
    pub async fn workload(&self, of: OperatorId) -> Result<(u32, u32), StoreError> {
        let abilities = self.abilities(of).await?.unwrap_or_default();
        let load = load(&self.readers, of, &abilities).await?;
        Ok((load, abilities.capacity))
    }

    /// What everybody can do, whoever may not sign in any more included.
    pub async fn everybodys_abilities(
        &self,
    ) -> Result<BTreeMap<OperatorId, Abilities>, StoreError> {
        let rows: Vec<(i64, String)> = sqlx::query_as("select id, abilities from operators")
            .fetch_all(&self.readers)
            .await?;
        let read = |(id, text): (i64, String)| Ok((OperatorId(id), serde_json::from_str(&text)?));
        rows.into_iter().map(read).collect()
    }
}

fn snapshot(people: Vec<Person>, turns: Vec<(i64, i64, i64)>, now: Instant) -> Snapshot {
    let turn = |(queue, operator, number)| ((QueueId(queue), OperatorId(operator)), number);
    Snapshot {
        people,
        turns: turns.into_iter().map(turn).collect(),
        now,
    }
}

impl Tx {
    /// The people as they are in this transaction.
    pub async fn people(&mut self, now: Instant) -> Result<Snapshot, StoreError> {
        let mut people = people(&mut self.connection, now).await?;
        let held = sqlx::query_as(HELD).fetch_all(&mut self.connection).await?;
        weigh(&mut people, held);
        let turns: Vec<(i64, i64, i64)> = sqlx::query_as(TURNS)
            .fetch_all(&mut self.connection)
            .await?;
        Ok(snapshot(people, turns, now))
    }

    /// Holds somebody until the end of the transaction, so that nobody else gives them anything meanwhile,
    /// and says how much of their capacity is taken. None when there is no such person.
    pub async fn hold_operator(
        &mut self,
        id: OperatorId,
    ) -> Result<Option<HeldOperator>, StoreError> {
        // A change that changes nothing takes the row, on either database.
        let sql =
            "update operators set given_at = given_at where id = $1 returning abilities, presence";
        let row: Option<(String, String)> = sqlx::query_as(sql)
            .bind(id.0)
            .fetch_optional(&mut self.connection)
            .await?;
        let Some((text, presence)) = row else {
            return Ok(None);
        };
        let abilities: Abilities = serde_json::from_str(&text)?;
        let load = load(&mut self.connection, id, &abilities).await?;
        Ok(Some(HeldOperator {
            presence: Presence::parse(&presence),
            abilities,
            load,
        }))
    }

    /// Notes that somebody was given a conversation, or took one.
    pub async fn note_given(&mut self, id: OperatorId, now: Instant) -> Result<(), StoreError> {
        sqlx::query("update operators set given_at = $1 where id = $2")
            .bind(now.timestamp_millis())
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    /// Keeps what somebody can do. True when there is such a person.
    pub async fn save_abilities(
        &mut self,
        id: OperatorId,
        abilities: &Abilities,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query("update operators set abilities = $1 where id = $2")
            .bind(serde_json::to_string(abilities)?)
            .bind(id.0)
            .execute(&mut self.connection)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

/// How much of somebody's capacity is taken.
async fn load<'e>(
    connection: impl Executor<'e, Database = Any>,
    id: OperatorId,
    abilities: &Abilities,
) -> Result<u32, StoreError> {
    let sql = "select channel, count(*) from conversations where state = 'with_operator' and assignee_id = $1 group by channel";
    let held: Vec<(String, i64)> = sqlx::query_as(sql).bind(id.0).fetch_all(connection).await?;
    let taken = held.iter().map(|(channel, count)| {
        let weight = abilities.weight(Channel::parse(channel).unwrap_or_default());
        weight.saturating_mul(u32::try_from(*count).unwrap_or(u32::MAX))
    });
    Ok(taken.fold(0, u32::saturating_add))
}

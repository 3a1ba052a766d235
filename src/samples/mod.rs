//! The sample world: the wood shop Alder & Pine, its people, and what its customers wrote in a fortnight.
//!
//! Everything is done through the actions, on a clock that is moved along, so that every decision,
//! trace and card is a real one. The same clock and seed give the same world.

mod handling;
mod knowledge;
mod past;
mod places;
mod routing;
mod setting;
mod story;
mod team;
mod telling;

pub use team::{PASSWORD, SignIn};

use crate::{
    actions::{AcceptError, Desk, SaveError, VerbError},
    clock::{FixedClock, Instant},
    id::{AgentId, ConversationId},
    store::StoreError,
};

/// What the sample world holds, once it is filled.
#[derive(Debug, Clone)]
pub struct World {
    /// Who can sign in, the admin first. All have the same password.
    pub sign_ins: Vec<SignIn>,
    /// Nora, who answers the shop's customers.
    pub shop: AgentId,
    /// Bruno, who answers joiners, architects and restaurants at any hour.
    pub trade: AgentId,
    /// The conversations, in the order of the stories.
    pub conversations: Vec<ConversationId>,
}

/// Why the world could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    #[error("something of the sample world could not be saved: {0:?}")]
    Save(#[from] SaveError),
    #[error("something in a sample conversation could not be done: {0:?}")]
    Verb(#[from] VerbError),
    #[error("somebody could not join: {0:?}")]
    Accept(#[from] AcceptError),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The stories we ship are tested, so this is a mistake made while changing them.
    #[error("line {line} of the stories cannot be told: {said}")]
    Story { line: usize, said: String },
}

/// Fills an empty database with the sample world as it is at `now`, moving `clock`, which must be the
/// desk's own, through the fortnight before and leaving it at `now`.
///
/// ```
/// # use std::sync::Arc;
/// use handoff::{actions::Desk, clock::FixedClock, id::Entropy, samples, store::Store};
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// # let folder = tempfile::tempdir()?;
/// # let url = format!("sqlite://{}/world.db", folder.path().display());
/// let now = "2026-12-17T13:05:00Z".parse()?;
/// let clock = Arc::new(FixedClock::at(now));
/// let desk = Desk::new(Store::open(&url).await?, clock.clone(), Arc::new(Entropy::seeded(1)));
/// let world = samples::fill(&desk, &clock, now).await?;
/// assert_eq!(world.sign_ins[0].name, "Maya Strand");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub async fn fill(desk: &Desk, clock: &FixedClock, now: Instant) -> Result<World, SampleError> {
    clock.set(now - chrono::Duration::days(21));
    live(desk, clock, now, Vec::new()).await
}

/// The same world with the months before that fortnight, so that figures over time have something to show.
/// Its conversations come after those of the stories.
pub async fn fill_with_past(
    desk: &Desk,
    clock: &FixedClock,
    now: Instant,
) -> Result<World, SampleError> {
    clock.set(now - chrono::Duration::days(100));
    live(desk, clock, now, past::stories(now)).await
}

async fn live(
    desk: &Desk,
    clock: &FixedClock,
    now: Instant,
    past: Vec<story::Story<'static>>,
) -> Result<World, SampleError> {
    let admin = setting::found(desk).await?;
    let (shop, trade) = setting::make_agents(desk, &admin).await?;
    knowledge::write(desk, &admin, shop, trade).await?;
    let team = team::gather(desk, &admin).await?;
    let mut stories = story::read(include_str!("stories.md"))?;
    stories.extend(past);
    let told = telling::Telling {
        desk,
        clock,
        team: &team,
        agents: [shop, trade],
    };
    let conversations = told.tell(&stories, now).await?;
    team::settle(desk, &team).await?;
    clock.set(now);
    places::arrange(desk, &admin, shop, &team).await?;
    handling::handle(desk, &team, &conversations).await?;
    routing::arrange(desk, &admin, shop, &team).await?;
    Ok(World {
        sign_ins: team.into_iter().map(|member| member.sign_in).collect(),
        shop,
        trade,
        conversations,
    })
}

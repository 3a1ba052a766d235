//! What is set up under an AI agent and kept in versions: listed, shown, made, replaced and deleted, the
//! same way for every noun. A noun says how it is read and written; its addresses follow from that.

use app::site::Site;
use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
    routing::get,
};
use handoff::{
    access::Actor,
    actions::{Desk, SaveError},
    id::AgentId,
};
use serde::Serialize;
use serde_json::Value;

use crate::api::{
    BASE,
    body::Body,
    paged::{Page, PageQuery},
    problem::ApiProblem,
    query::Query,
    token::{ReadToken, WriteToken},
    version::{IfMatch, tagged},
};

/// A noun whose things are kept under an AI agent.
pub(super) trait Kept: 'static {
    /// Where they are: `queues`.
    const PATH: &'static str;
    /// What one of them is called: “queue”.
    const WORD: &'static str;
    /// One of them as programs see it.
    type Card: Card;
    /// One of them as programs write it.
    type Draft: Send + Sync;

    /// All of an AI agent's, in order.
    fn cards(desk: &Desk, agent: AgentId) -> impl Answer<Vec<Self::Card>, ApiProblem>;

    /// The one a body describes.
    fn draft(desk: &Desk, agent: AgentId, body: Value) -> impl Answer<Self::Draft, ApiProblem>;

    /// Keeps it and gives its id back: a new one when there is none in `of`. With a revision, only if
    /// nobody changed it meanwhile.
    fn save(
        desk: &Desk,
        actor: &Actor,
        agent: AgentId,
        of: Option<(i64, Option<i64>)>,
        draft: &Self::Draft,
    ) -> impl Answer<i64, SaveError>;

    fn delete(desk: &Desk, actor: &Actor, agent: AgentId, id: i64) -> impl Answer<(), SaveError>;
}

/// What comes of asking, sooner or later.
pub(super) trait Answer<T, E>: Future<Output = Result<T, E>> + Send {}

impl<T, E, F: Future<Output = Result<T, E>> + Send> Answer<T, E> for F {}

/// What every card has.
pub(super) trait Card: Serialize + Send {
    fn id(&self) -> i64;

    fn revision(&self) -> i64;
}

/// The addresses of a noun.
pub(super) fn routes<K: Kept>() -> Router<Site> {
    let all = format!("/{}", K::PATH);
    let one = format!("{all}/{{id}}");
    Router::new()
        .route(&all, get(list::<K>).post(create::<K>))
        .route(&one, get(show::<K>).put(replace::<K>).delete(delete::<K>))
}

/// `GET /things`: all of the AI agent's, in order.
pub(super) async fn list<K: Kept>(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<K::Card>>, ApiProblem> {
    let all = K::cards(&site.desk, caller.agent()).await?;
    let rows = all.into_iter().map(|card| (card.id(), card)).collect();
    query.of(rows).map(Json)
}

/// `GET /things/{id}`: one of them, with its version.
pub(super) async fn show<K: Kept>(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, ApiProblem> {
    let card = card::<K>(&site.desk, caller.agent(), id).await?;
    Ok(tagged(StatusCode::OK, card.revision(), card))
}

/// `POST /things`: a new one.
async fn create<K: Kept>(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Body(body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, agent) = (&site.desk, caller.agent());
    let draft = K::draft(desk, agent, body).await?;
    let id = K::save(desk, &caller.actor(), agent, None, &draft).await?;
    let card = card::<K>(desk, agent, id).await?;
    let mut response = tagged(StatusCode::CREATED, card.revision(), card);
    if let Ok(place) = HeaderValue::from_str(&format!("{BASE}/{}/{id}", K::PATH)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// `PUT /things/{id}`: all of it is replaced. With `If-Match`, only if nobody changed it meanwhile.
pub(super) async fn replace<K: Kept>(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<i64>,
    IfMatch(revision): IfMatch,
    Body(body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, agent) = (&site.desk, caller.agent());
    card::<K>(desk, agent, id).await?;
    let draft = K::draft(desk, agent, body).await?;
    let of = Some((id, revision));
    K::save(desk, &caller.actor(), agent, of, &draft).await?;
    let card = card::<K>(desk, agent, id).await?;
    Ok(tagged(StatusCode::OK, card.revision(), card))
}

/// `DELETE /things/{id}`: it goes, unless something else needs it.
pub(super) async fn delete<K: Kept>(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<StatusCode, ApiProblem> {
    K::delete(&site.desk, &caller.actor(), caller.agent(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn card<K: Kept>(desk: &Desk, agent: AgentId, id: i64) -> Result<K::Card, ApiProblem> {
    let all = K::cards(desk, agent).await?;
    let found = all.into_iter().find(|card| card.id() == id);
    found.ok_or_else(|| ApiProblem::missing(&format!("There is no such {}.", K::WORD)))
}

//! What is set up under an AI agent and kept in versions: listed, shown, made, replaced and deleted, the
//! same way for every noun. A noun says how it is read and written; its addresses follow from that, and so
//! does its entry in the document of the API.

use app::site::Site;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
    routing::{MethodRouter, get, post},
};
use handoff::{
    access::Actor,
    actions::{Desk, SaveError},
    id::AgentId,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{
        Content, HttpMethod, RefOr, Schema,
        path::{Operation, OperationBuilder, ParameterIn, Paths},
        request_body::{RequestBody, RequestBodyBuilder},
        response::ResponseBuilder,
    },
};
use utoipa_axum::router::OpenApiRouter;

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
    /// Its heading in the document of the API.
    const TAG: &'static str;
    /// One of them as programs see it.
    type Card: Card;
    /// What a card says of things that are not its own, besides its id and its version. Whoever sends back what was
    /// read need not take that out.
    const SHOWN: &'static [&'static str];
    /// What a body that describes one may say.
    type Body: ToSchema;
    /// One of them as programs write it.
    type Draft: Send + Sync;

    /// What is answered when one is made: its card, unless the noun says more then.
    fn made(schemas: &mut Vec<(String, RefOr<Schema>)>) -> String {
        let _ = schemas;
        Self::Card::name().into_owned()
    }

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

/// What every card says and no body does.
const OF_A_CARD: [&str; 4] = ["id", "revision", "saved_at", "saved_by"];

/// The thing that a body describes; what a card says besides is left out.
async fn described<K: Kept>(
    desk: &Desk,
    agent: AgentId,
    mut body: Value,
) -> Result<K::Draft, ApiProblem> {
    if let Some(given) = body.as_object_mut() {
        for shown in OF_A_CARD.iter().chain(K::SHOWN) {
            given.shift_remove(*shown);
        }
    }
    K::draft(desk, agent, body).await
}

/// What comes of asking, sooner or later.
pub(super) trait Answer<T, E>: Future<Output = Result<T, E>> + Send {}

impl<T, E, F: Future<Output = Result<T, E>> + Send> Answer<T, E> for F {}

/// What every card has.
pub(super) trait Card: Serialize + ToSchema + Send {
    fn id(&self) -> i64;

    fn revision(&self) -> i64;
}

/// The addresses of a noun.
pub(super) fn routes<K: Kept>() -> OpenApiRouter<Site> {
    routes_created_by::<K>(post(create::<K>))
}

/// The same for a noun that answers its own way when one is made.
pub(super) fn routes_created_by<K: Kept>(create: MethodRouter<Site>) -> OpenApiRouter<Site> {
    let all = format!("/{}", K::PATH);
    let one = format!("{all}/{{id}}");
    let mut schemas = vec![reference::<K::Card>(), reference::<K::Body>()];
    schemas.push((page_name::<K>(), Page::<K::Card>::schema()));
    K::Card::schemas(&mut schemas);
    K::Body::schemas(&mut schemas);
    let made = K::made(&mut schemas);
    let of_all = [
        (HttpMethod::Get, listed::<K>()),
        (HttpMethod::Post, created::<K>(&made)),
    ];
    let of_one = [
        (HttpMethod::Get, shown::<K>()),
        (HttpMethod::Put, replaced::<K>()),
        (HttpMethod::Delete, deleted::<K>()),
    ];
    let verbs = get(show::<K>).put(replace::<K>).delete(delete::<K>);
    OpenApiRouter::new()
        .routes((schemas, paths(&all, of_all), get(list::<K>).merge(create)))
        .routes((Vec::new(), paths(&one, of_one), verbs))
}

fn paths<const N: usize>(at: &str, operations: [(HttpMethod, Operation); N]) -> Paths {
    let mut paths = Paths::new();
    for (method, operation) in operations {
        paths.add_path_operation(at, vec![method], operation);
    }
    paths
}

/// A schema under its name.
pub(super) fn reference<T: ToSchema>() -> (String, RefOr<Schema>) {
    (T::name().into_owned(), T::schema())
}

/// A page of the noun: each noun has pages of its own.
fn page_name<K: Kept>() -> String {
    format!("Page_{}", K::Card::name())
}

fn content<T: ToSchema>() -> Content {
    named(&T::name())
}

fn named(schema: &str) -> Content {
    let place = format!("#/components/schemas/{schema}");
    Content::new(Some(RefOr::<Schema>::Ref(utoipa::openapi::Ref::new(place))))
}

/// An endpoint of the noun: what it does, and what it answers when it did.
fn operation<K: Kept>(summary: String, status: &str, answer: Option<Content>) -> OperationBuilder {
    let mut response = ResponseBuilder::new().description("Done.");
    if let Some(answer) = answer {
        response = response.content("application/json", answer);
    }
    OperationBuilder::new()
        .tag(K::TAG)
        .summary(Some(summary))
        .response(status, response)
}

fn listed<K: Kept>() -> Operation {
    let summary = format!("All of the AI agent's {}, in order.", plural::<K>());
    let params = PageQuery::into_params(|| Some(ParameterIn::Query));
    operation::<K>(summary, "200", Some(named(&page_name::<K>())))
        .parameters(Some(params))
        .build()
}

fn shown<K: Kept>() -> Operation {
    let summary = format!("One {}, with its version.", K::WORD);
    operation::<K>(summary, "200", Some(content::<K::Card>())).build()
}

fn created<K: Kept>(made: &str) -> Operation {
    let summary = format!("A new {}.", K::WORD);
    operation::<K>(summary, "201", Some(named(made)))
        .request_body(Some(body::<K>()))
        .build()
}

fn replaced<K: Kept>() -> Operation {
    let summary = format!("A {} is replaced, all of it.", K::WORD);
    operation::<K>(summary, "200", Some(content::<K::Card>()))
        .request_body(Some(body::<K>()))
        .response(
            "409",
            ResponseBuilder::new().description("Something else needs it as it is."),
        )
        .response(
            "412",
            ResponseBuilder::new().description("Somebody else changed it meanwhile."),
        )
        .build()
}

fn deleted<K: Kept>() -> Operation {
    let summary = format!("A {} goes, unless something else needs it.", K::WORD);
    operation::<K>(summary, "204", None)
        .response(
            "409",
            ResponseBuilder::new().description("Something else needs it."),
        )
        .build()
}

fn body<K: Kept>() -> RequestBody {
    RequestBodyBuilder::new()
        .content("application/json", content::<K::Body>())
        .required(Some(utoipa::openapi::Required::True))
        .build()
}

/// What several are called: the words of the address.
fn plural<K: Kept>() -> String {
    K::PATH.replace('_', " ")
}

/// `GET /things`: all of the AI agent's, in order.
pub(super) async fn list<K: Kept>(
    ReadToken(caller): ReadToken,
    State(site): State<Site>,
    Query(query): Query<PageQuery>,
) -> Result<Page<K::Card>, ApiProblem> {
    let all = K::cards(&site.desk, caller.agent()).await?;
    query.of(all.into_iter().map(|card| (card.id(), card)).collect())
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
    let draft = described::<K>(desk, agent, body).await?;
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
    versions: IfMatch,
    Body(body): Body<Value>,
) -> Result<Response, ApiProblem> {
    let (desk, agent) = (&site.desk, caller.agent());
    let before = card::<K>(desk, agent, id).await?;
    let draft = described::<K>(desk, agent, body).await?;
    let of = Some((id, versions.revision(before.revision())));
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

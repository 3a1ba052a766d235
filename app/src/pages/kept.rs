//! What is set up under an AI agent and kept in versions, as pages: a list, a form for a new one or for one
//! that is there, and a question before it is deleted. A noun says what stands on each of them; the addresses
//! and what a click does follow from that.

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use handoff::actions::SaveError;

use crate::{
    request::{Admin, Oops, SignedIn, set_flash},
    site::Site,
};

/// A noun whose things are kept under an AI agent: one of them, or a new one, as somebody looks at it.
pub(super) trait Kept: Sized + Send + Sync + 'static {
    /// Where they are: `queues`.
    const PATH: &'static str;
    /// What the form sends.
    type Form: Send;

    /// An AI agent's thing of that number, or its list and a new one without a number.
    fn of(site: Site, me: SignedIn, place: (i64, Option<i64>)) -> impl Answer<Self, Oops>;

    /// Whoever looks.
    fn me(&self) -> &SignedIn;

    fn list(self) -> impl Answer<Html<String>, Oops>;

    fn show(self) -> impl Answer<Html<String>, Oops>;

    fn read(body: &[u8]) -> Result<Self::Form, Oops>;

    fn submit(self, form: Self::Form) -> impl Answer<Response, Oops>;

    /// The question before it is deleted, with why it was refused.
    fn ask_to_delete(&self, refused: Option<String>) -> impl Answer<Html<String>, Oops>;

    /// Deletes it and says so.
    fn delete(&self) -> impl Answer<String, SaveError>;
}

/// What comes of asking, sooner or later.
pub(super) trait Answer<T, E>: Future<Output = Result<T, E>> + Send {}

impl<T, E, F: Future<Output = Result<T, E>> + Send> Answer<T, E> for F {}

/// The addresses of a noun.
pub(super) fn routes<K: Kept>() -> Router<Site> {
    let all = format!("/agents/{{agent}}/{}", K::PATH);
    Router::new()
        .route(&all, get(list::<K>))
        .route(&format!("{all}/new"), get(show_new::<K>).post(create::<K>))
        .route(&format!("{all}/{{id}}"), get(show::<K>).post(save::<K>))
        .route(
            &format!("{all}/{{id}}/delete"),
            get(ask_to_delete::<K>).post(delete::<K>),
        )
}

async fn list<K: Kept>(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    K::of(site, me, (agent, None)).await?.list().await
}

async fn show_new<K: Kept>(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
) -> Result<Html<String>, Oops> {
    K::of(site, me, (agent, None)).await?.show().await
}

async fn create<K: Kept>(
    State(site): State<Site>,
    Admin(me): Admin,
    Path(agent): Path<i64>,
    body: Bytes,
) -> Result<Response, Oops> {
    let open = K::of(site, me, (agent, None)).await?;
    open.submit(K::read(&body)?).await
}

async fn show<K: Kept>(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, id)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    K::of(site, me, (agent, Some(id))).await?.show().await
}

async fn save<K: Kept>(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, id)): Path<(i64, i64)>,
    body: Bytes,
) -> Result<Response, Oops> {
    let open = K::of(site, me, (agent, Some(id))).await?;
    open.submit(K::read(&body)?).await
}

async fn ask_to_delete<K: Kept>(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, id)): Path<(i64, i64)>,
) -> Result<Html<String>, Oops> {
    let open = K::of(site, me, (agent, Some(id))).await?;
    open.ask_to_delete(None).await
}

async fn delete<K: Kept>(
    State(site): State<Site>,
    Admin(me): Admin,
    Path((agent, id)): Path<(i64, i64)>,
) -> Result<Response, Oops> {
    let open = K::of(site, me, (agent, Some(id))).await?;
    match open.delete().await {
        Ok(words) => {
            set_flash(&open.me().session, &words).await;
            let list = format!("/agents/{agent}/{}", K::PATH);
            Ok(Redirect::to(&list).into_response())
        }
        Err(SaveError::Used(why)) => {
            let html = open.ask_to_delete(Some(why)).await?;
            Ok((StatusCode::CONFLICT, html).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

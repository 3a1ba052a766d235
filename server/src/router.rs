//! Every address of the server, on one screen.

use app::{
    form,
    request::{Oops, show_refusals},
    site::Site,
};
use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, Request, State},
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use handoff::store::StoreError;
use leptos::prelude::provide_context;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

use crate::{
    address::make_findable,
    api, assets, channel, guard, live, mcp,
    patience::{Patience, end_late},
    session,
    widget::{self, Visits},
};

/// The most a form may hold, in bytes.
const BODY_MAX: usize = 1024 * 1024;

/// The whole server.
pub fn router(site: Site, hub: live::Hub) -> Router {
    router_for(site, hub, Visits::default())
}

/// The same with other limits for visitors.
pub fn router_for(site: Site, hub: live::Hub, visits: Visits) -> Router {
    let pages = app::routes::router()
        .route("/do/{*button}", post(button))
        .fallback(|| async { Oops::NotFound });
    let timely = Router::new()
        .merge(pages)
        .merge(assets::router())
        .merge(api::docs::router())
        .nest(api::BASE, api::router(&site))
        .merge(mcp::router(&site))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(readyz))
        .layer(middleware::from_fn_with_state(Patience::USUAL, end_late))
        .layer(CompressionLayer::new().gzip(true));
    timely
        .route("/live", get(live::live))
        .route("/live/here", post(live::here::here))
        .merge(channel::router())
        .merge(widget::router(&site, visits))
        .layer(session::layer(&site))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(Extension(hub))
        .layer(middleware::from_fn(make_findable))
        .layer(middleware::from_fn_with_state(
            site.clone(),
            guard::refuse_foreign_changes,
        ))
        .layer(middleware::from_fn_with_state(site.clone(), show_refusals))
        .layer(middleware::from_fn_with_state(
            site.clone(),
            guard::add_headers,
        ))
        .layer(CatchPanicLayer::new())
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .with_state(site)
}

/// A one-button action: the server function of that name.
async fn button(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_MAX).await else {
        return Oops::Stale.into_response();
    };
    let request = Request::from_parts(parts, Body::from(form::plain(&body)));
    let done =
        leptos_axum::handle_server_fns_with_context(move || provide_context(site.clone()), request)
            .await
            .into_response();
    match done.status() {
        // Whoever is not signed in was sent to the door.
        _ if done.headers().contains_key(header::LOCATION) => done,
        // There is no such button.
        StatusCode::BAD_REQUEST => Oops::NotFound.into_response(),
        StatusCode::INTERNAL_SERVER_ERROR => misread(done).await.into_response(),
        _ => done,
    }
}

/// Why a button could not even be tried. Buttons never fail by themselves: what went wrong is said on the next page.
async fn misread(failed: Response) -> Oops {
    let body = to_bytes(failed.into_body(), BODY_MAX).await;
    let text = String::from_utf8_lossy(&body.unwrap_or_default()).into_owned();
    let is_form = ["Args|", "MissingArg|", "Deserialization|"]
        .iter()
        .any(|kind| text.starts_with(kind));
    if is_form {
        return Oops::Stale;
    }
    Oops::Failed(StoreError::Unreadable(text))
}

async fn readyz(State(site): State<Site>) -> Response {
    if site.desk.store.is_ready().await {
        "ready".into_response()
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer",
        )
            .into_response()
    }
}

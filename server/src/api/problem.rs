//! What went wrong, as `application/problem+json` (RFC 9457). Nothing of the inside is ever told.

use axum::{
    Json,
    extract::{OriginalUri, Request},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use handoff::{
    access::TokenScope,
    actions::{SaveError, VerbError},
    id::OperatorId,
    problem::Problem,
    store::StoreError,
};
use serde::Serialize;
use utoipa::ToSchema;

/// The kind of document that says what went wrong.
const PROBLEM: &str = "application/problem+json";

/// A request that was not done, and why.
#[derive(Debug, Clone)]
pub(super) struct ApiProblem {
    status: StatusCode,
    /// What kind of problem it is, for programs.
    code: &'static str,
    detail: String,
    errors: Vec<Problem>,
    taken_by: Option<Box<Person>>,
    challenge: Option<HeaderValue>,
    /// After how many seconds it may be tried again.
    retry_after: Option<u8>,
}

/// A person, by id and name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Person {
    pub(super) id: OperatorId,
    pub(super) name: String,
}

/// The problem as it is sent.
#[derive(Serialize)]
struct Sent<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    instance: &'a str,
    code: &'a str,
    #[serde(skip_serializing_if = "<[Problem]>::is_empty")]
    errors: &'a [Problem],
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_by: Option<&'a Person>,
}

impl ApiProblem {
    pub(super) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            taken_by: None,
            challenge: None,
            retry_after: None,
        }
    }

    /// Nothing is there, or nothing this token may know of.
    pub(super) fn missing(detail: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// The request was understood, but what it says cannot be taken.
    pub(super) fn invalid(errors: Vec<Problem>) -> Self {
        let detail = match errors.as_slice() {
            [only] => only.detail.clone(),
            several => format!(
                "{} things must be changed; “errors” names them.",
                several.len()
            ),
        };
        Self {
            errors,
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail)
        }
    }

    /// There is no token, or not one that works.
    pub(super) fn unauthorised(detail: &str, challenge: &'static str) -> Self {
        Self {
            challenge: Some(HeaderValue::from_static(challenge)),
            ..Self::new(StatusCode::UNAUTHORIZED, "unauthorised", detail)
        }
    }

    /// The token works, but not for this.
    pub(super) fn forbidden(needed: TokenScope) -> Self {
        let scope = needed.as_str();
        let detail = format!("This token may not do this. Use one with the scope {scope}.");
        let challenge =
            format!("Bearer realm=\"handoff\", error=\"insufficient_scope\", scope=\"{scope}\"");
        Self {
            challenge: HeaderValue::from_str(&challenge).ok(),
            ..Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
        }
    }

    /// The token works and may change things, but not this: it is for one AI agent.
    pub(super) fn narrow(detail: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// The token has sent as much as it may; after so many seconds it may go on.
    pub(super) fn too_many(seconds: u64) -> Self {
        let detail = format!(
            "This token has sent as many requests as it may in a minute. Go on in {seconds} s."
        );
        Self {
            retry_after: Some(u8::try_from(seconds).unwrap_or(u8::MAX)),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many", detail)
        }
    }

    fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    fn title(&self) -> &'static str {
        match self.code {
            "invalid" => "Some of this cannot be taken",
            "taken" => "Somebody else has it",
            "resolved" => "It is resolved",
            "in_use" => "Something else needs it",
            "key_used" => "The key belongs to another request",
            "running" => "It is being done",
            "off" => "It is switched off",
            "with_ai" => "The AI has it",
            "changed_meanwhile" | "outdated" => "Somebody else changed it meanwhile",
            "forbidden" => "The token's scope is too narrow",
            "unauthorised" => "A token is needed",
            _ => self.status.canonical_reason().unwrap_or("It did not work"),
        }
    }

    /// The answer to a request for `path`.
    pub(super) fn sent(&self, path: &str) -> Response {
        let body = Json(Sent {
            r#type: format!("urn:handoff:problem:{}", self.code),
            title: self.title(),
            status: self.status.as_u16(),
            detail: &self.detail,
            instance: path,
            code: self.code,
            errors: &self.errors,
            taken_by: self.taken_by.as_deref(),
        });
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
        if let Some(challenge) = &self.challenge {
            headers.insert(header::WWW_AUTHENTICATE, challenge.clone());
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, u16::from(seconds).into());
        }
        response
    }
}

/// The problem travels with the answer until [`answer_in_problems`] writes it out, where the address of
/// the request is known.
impl IntoResponse for ApiProblem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes every failure out as a problem, also those that no endpoint saw.
pub(super) async fn answer_in_problems(
    OriginalUri(uri): OriginalUri,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind == PROBLEM) {
        return response;
    }
    let problem = match response.extensions_mut().remove::<ApiProblem>() {
        Some(problem) => problem,
        None if status.is_client_error() || status.is_server_error() => unforeseen(status),
        None => return response,
    };
    let mut sent = problem.sent(uri.path());
    // What the refusal says besides: which methods there are, and which version is the one now.
    for name in [header::ALLOW, header::ETAG] {
        if let Some(value) = response.headers_mut().remove(&name) {
            sent.headers_mut().insert(name, value);
        }
    }
    sent
}

fn unforeseen(status: StatusCode) -> ApiProblem {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => ApiProblem::new(
            status,
            "method_not_allowed",
            "This address does not take that method. “Allow” names those it takes.",
        ),
        _ if status.is_server_error() => internal(),
        _ => ApiProblem::new(status, "malformed", "This request could not be read."),
    }
}

pub(super) fn internal() -> ApiProblem {
    ApiProblem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        "Something went wrong here. Try again; nothing of this request was kept.",
    )
}

impl From<StoreError> for ApiProblem {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::Conflict) {
            let detail = "Somebody else changed it meanwhile. Look at it again, then decide.";
            return Self::conflict("changed_meanwhile", detail);
        }
        tracing::error!(%error, "a request could not be done");
        internal()
    }
}

impl From<SaveError> for ApiProblem {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Missing => Self::missing("There is no such thing."),
            SaveError::Invalid(errors) => Self::invalid(errors),
            SaveError::Used(why) => Self::conflict("in_use", why),
            SaveError::Outdated => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "outdated",
                "Somebody else saved another version meanwhile. Read it again, then decide.",
            ),
            SaveError::Forbidden => Self::forbidden(TokenScope::WriteAll),
            SaveError::Store(error) => error.into(),
        }
    }
}

impl From<VerbError> for ApiProblem {
    fn from(error: VerbError) -> Self {
        match error {
            VerbError::Missing => Self::missing("There is no such conversation."),
            VerbError::Taken { by, name } => Self {
                detail: format!("{name} has this conversation."),
                taken_by: Some(Box::new(Person { id: by, name })),
                ..Self::conflict("taken", "")
            },
            VerbError::Full { name, load, most } => Self::conflict(
                "full",
                format!("{name} has {load} of {most} conversations, which is as many as may be."),
            ),
            VerbError::Resolved => Self::conflict("resolved", "This conversation is resolved."),
            VerbError::WithAi => Self::conflict("with_ai", "The AI already has this conversation."),
            VerbError::Invalid(errors) => Self::invalid(errors),
            VerbError::Store(error) => error.into(),
        }
    }
}

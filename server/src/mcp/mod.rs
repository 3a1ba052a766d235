//! The Model Context Protocol over HTTP, for AI agents that call tools.
//!
//! A tool is an endpoint of the API under another name: the same token, the same rules, the same words when
//! something cannot be done. Nothing is remembered between requests.

mod call;
mod tools;

use std::sync::Arc;

use app::site::Site;
use axum::{
    Router,
    extract::{Request, State},
    http::request::Parts,
    middleware::{self, Next},
    response::Response,
};
use handoff::access::TokenScope;
use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, Implementation, ListToolsResult,
        PaginatedRequestParams, ServerCapabilities, ServerConfig,
    },
    service::RequestContext,
    transport::streamable_http_server::{
        StreamableHttpServerConfig, StreamableHttpService, session::never::NeverSessionManager,
    },
};

use crate::api;
use call::Line;

/// Where it is.
pub(crate) const PATH: &str = "/mcp";

const INSTRUCTIONS: &str = "Hands conversations over to people. Begin with append_message for each thing the customer says and follow the decision it answers. Call a handoff function, or request_handoff, when a person should take over; check_availability says whether somebody is there.";

/// The one address, for programs with a token.
pub(crate) fn router(site: &Site) -> Router<Site> {
    // Whoever is asked for by a page in a browser is refused, unless the page is one of ours.
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .disable_allowed_hosts()
        .with_allowed_origins([with_port(&site.base_url)])
        .enforce_origin_validation();
    let api = Router::new()
        .nest(api::BASE, api::router(site))
        .with_state(site.clone());
    let tools = Tools { api };
    let service = StreamableHttpService::new(
        move || Ok(tools.clone()),
        Arc::new(NeverSessionManager::default()),
        config,
    );
    Router::new()
        .route_service(PATH, service)
        .layer(middleware::from_fn_with_state(site.clone(), only_programs))
}

/// An origin with its port said, as it is compared.
fn with_port(base_url: &str) -> String {
    let (scheme, rest) = base_url.split_once("://").unwrap_or(("http", base_url));
    let host = rest.split('/').next().unwrap_or_default();
    let has_port = host
        .rsplit_once(':')
        .is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let port = match scheme {
        _ if has_port => "",
        "https" => ":443",
        _ => ":80",
    };
    format!("{scheme}://{host}{port}")
}

/// Turns away whoever has no token; what the token may do goes along with the request.
async fn only_programs(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    match api::known_program(&site, request.headers(), PATH).await {
        Ok(scope) => {
            request.extensions_mut().insert(scope);
            next.run(request).await
        }
        Err(refusal) => refusal,
    }
}

/// The tools of one program.
#[derive(Clone)]
struct Tools {
    api: Router,
}

impl Tools {
    /// The line to the API in the name of whoever asks, and what they may do.
    fn line(&self, context: &RequestContext<RoleServer>) -> Result<(Line, TokenScope), ErrorData> {
        let lost = || ErrorData::internal_error("The request has lost its headers.", None);
        let parts = context.extensions.get::<Parts>().ok_or_else(lost)?;
        let scope = parts.extensions.get::<TokenScope>().ok_or_else(lost)?;
        Ok((Line::new(&self.api, &parts.headers), *scope))
    }
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let program =
            Implementation::new("handoff", env!("CARGO_PKG_VERSION")).with_title("Handoff");
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(program)
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _page: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let (line, scope) = self.line(&context)?;
        let functions = line.functions().await?;
        let tools = tools::tools(scope, &functions);
        // Which functions can be used changes with the clock, so nobody should keep the list.
        Ok(ListToolsResult::with_all_items(tools).with_ttl_ms(0))
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let (line, _) = self.line(&context)?;
        let arguments = call.arguments.unwrap_or_default();
        let result = line.call(&call.name, arguments).await?;
        Ok(result.into())
    }
}

#[cfg(test)]
mod tests {
    use super::with_port;

    #[test]
    fn an_origin_says_its_port() {
        for (base, origin) in [
            ("https://desk.example.com", "https://desk.example.com:443"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            (
                "http://desk.example.com/under",
                "http://desk.example.com:80",
            ),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(with_port(base), origin);
        }
    }
}

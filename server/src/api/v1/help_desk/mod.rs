//! Help desks: in which of them handoffs become tickets. Credentials go in and never come out.

mod list;
mod save;
mod shape;
mod show;
mod test;

use app::site::Site;
use handoff::{
    actions::Desk,
    help_desk::{HelpDesk, help_desk},
    id::AgentId,
    store::SavedHelpDesk,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::api::problem::ApiProblem;

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(show::show, save::save))
        .routes(routes!(test::test))
}

fn known(name: &str) -> Result<&'static dyn HelpDesk, ApiProblem> {
    help_desk(name).ok_or_else(|| ApiProblem::missing("There is no such help desk."))
}

async fn saved(
    desk: &Desk,
    agent: AgentId,
    name: &str,
) -> Result<Option<SavedHelpDesk>, ApiProblem> {
    let all = desk.store.help_desks(Some(agent)).await?;
    Ok(all.into_iter().find(|saved| saved.vendor == name))
}

//! Pages whose words are longer than those of the others.

use super::frame::shell;
use crate::document::Assets;
use crate::pages;
use crate::request::Said;
use crate::shell::Place;

/// Names nobody planned for, in the frame and in the page.
pub(super) fn pages(assets: &Assets) -> Vec<(&'static str, String)> {
    use pages::{home, token::list};
    let name = "Donaudampfschifffahrtsgesellschaftskapitänsmütze & <b>Söhne</b>";
    let crowded = |title, place| {
        let mut shell = shell(title, place);
        shell.me.name = name.to_owned();
        shell.waiting = 12_345;
        shell.flash = Some(Said::refused(format!("{name} is not saved.")));
        for agent in shell.agent.iter_mut().chain(&mut shell.agents) {
            agent.name = name.to_owned();
            agent.about = name.to_owned();
        }
        shell
    };
    let mut at_home = home::Home::sample();
    at_home.agent = name.to_owned();
    at_home.steps[1].words = name.repeat(3);
    let mut tokens = list::Tokens::sample();
    tokens.tokens[0].name = name.to_owned();
    tokens.tokens[0].agent = name.to_owned();
    tokens.agents[0].name = name.to_owned();
    vec![
        (
            "home-long",
            home::render(crowded("Home", Place::Home), assets, at_home),
        ),
        (
            "tokens-long",
            list::render(crowded("API tokens", Place::Tokens), assets, tokens),
        ),
    ]
}

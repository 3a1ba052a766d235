//! Every page in every state, held to the same rules. To look at them:
//! `HANDOFF_GALLERY=folder cargo test --workspace write_the_gallery -- --ignored`.

mod configure;
mod desk;
mod doors;
mod frame;
mod kit;
mod long;
mod markup;
mod round_trip;
mod settings;
mod sheets;
mod telling;

use self::{
    frame::{assets, shell},
    markup::Markup,
};
use crate::pages;
use crate::request::Said;
use crate::shell::Place;

fn gallery() -> Vec<(&'static str, String)> {
    let assets = assets();
    let mut pages = doors::pages(&assets);
    pages.extend(desk::pages(&assets));
    pages.extend(settings::pages(&assets));
    pages.extend(configure::pages(&assets));
    pages.extend(long::pages(&assets));
    let inbox = || shell("Inbox", Place::Inbox);
    pages.extend(pages::inbox::samples::pages(&inbox, &assets));
    pages.extend(desk::insights(&assets));
    pages.extend(settings::sights(&assets));
    pages.extend(telling::pages(&assets));
    pages.extend(doors::refusals(&assets));
    let mut shell = shell("Kit", Place::Settings);
    shell.flash = Some(Said::done("Hours saved."));
    pages.push(("kit", crate::shell::render(shell, &assets, kit::kit)));
    pages
}

#[test]
fn every_page_keeps_the_rules() {
    let broken: Vec<String> = gallery()
        .iter()
        .flat_map(|(name, html)| {
            let faults = Markup::read(html).faults();
            faults
                .into_iter()
                .map(move |fault| format!("{name}: {fault}"))
        })
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn refused_pages_say_so_in_the_title_and_have_the_focus_on_the_summary() {
    let refused: Vec<_> = gallery()
        .into_iter()
        .filter(|(name, _)| name.ends_with("-refused"))
        .collect();
    assert!(refused.len() >= 6);
    for (name, html) in refused {
        assert!(html.contains("<title>Error: "), "{name}");
        assert!(html.contains("There is a problem"), "{name}");
        assert!(html.contains(" autofocus"), "{name}");
        assert!(html.contains(r#"aria-invalid="true""#), "{name}");
    }
}

#[test]
fn what_people_write_stays_text() {
    let pages = gallery();
    let (_, html) = pages
        .iter()
        .find(|(name, _)| *name == "invite-refused")
        .unwrap();
    assert!(html.contains("lena&quot;&gt;&lt;script&gt;"), "{html}");
    assert!(!html.contains("lena\"><script>"));
    // The framework leaves the text of a `<textarea>` as it is, so that is ours to escape.
    let (_, html) = pages
        .iter()
        .find(|(name, _)| *name == "inbox-refused")
        .unwrap();
    assert!(html.contains("&lt;/textarea>&lt;b>now"), "{html}");
}

#[test]
#[ignore = "not a check: writes the pages to the folder HANDOFF_GALLERY, to look at them"]
fn write_the_gallery() {
    let folder = std::path::PathBuf::from(std::env::var_os("HANDOFF_GALLERY").unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    for (name, html) in gallery() {
        std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
}

//! Files of a conversation: a calm row each, and where they are downloaded. None is shown within the page.

use axum::{
    extract::{Path, State},
    response::Response,
};
use handoff::{
    conversation::{Attachment, AttachmentKind},
    file::{FILE_MAX, FILES_MAX, size_in_words},
    id::{ConversationId, FileId},
};
use leptos::prelude::*;

use super::desk::find_conversation;
use crate::{
    download::download,
    request::{Oops, SignedIn},
    routes,
    site::Site,
    ui::Icon,
};

/// A file, for whoever may see its conversation.
pub(super) async fn file(
    State(site): State<Site>,
    who: SignedIn,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Oops> {
    let (store, id) = (&site.desk.store, ConversationId(id));
    let conversation = find_conversation(&site, &who, &id).await?;
    let file = store.file(&conversation, &FileId(file)).await?;
    Ok(download(file.ok_or(Oops::NotFound)?))
}

/// What came with a message.
pub(super) fn attachments(
    of: &ConversationId,
    files: &[Attachment],
) -> Option<impl IntoView + use<>> {
    let items: Vec<_> = files.iter().map(|file| row(of, file)).collect();
    (!items.is_empty()).then(|| view! { <ul class="attachments">{items}</ul> })
}

fn row(of: &ConversationId, file: &Attachment) -> impl IntoView + use<> {
    let kind = kind_word(file.kind);
    let name = file.name.clone().unwrap_or_else(|| kind.to_owned());
    // Other addresses than these can run a program when they are opened.
    let url = file
        .url
        .clone()
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let words = match (&file.file, url) {
        (Some(stored), _) => {
            let href = routes::file(&of.0, &stored.id.0);
            let named = name.clone();
            view! { <a href=href download=named><bdi>{name}</bdi></a> }.into_any()
        }
        (None, Some(url)) => {
            view! { <a href=url target="_blank" rel="noopener noreferrer nofollow"><bdi>{name}</bdi></a> }
                .into_any()
        }
        (None, None) => view! { <bdi>{name}</bdi> }.into_any(),
    };
    let about = match &file.file {
        Some(stored) => format!("{kind}, {}", size(stored.size)),
        None => kind.to_owned(),
    };
    view! {
        <li>
            {Icon::Clip.small()}
            {words}
            <span class="faint">{about}</span>
        </li>
    }
}

fn size(bytes: i64) -> String {
    size_in_words(u64::try_from(bytes).unwrap_or(0))
}

/// The paper clip that chooses files. Where no script lists what was chosen, it is the browser's own field.
pub(super) fn clip(is_wrong: bool) -> impl IntoView {
    let described = if is_wrong {
        "file-error file-hint"
    } else {
        "file-hint"
    };
    view! {
        <span class="attach">
            <input
                type="file"
                id="files"
                name="file"
                multiple
                aria-describedby=described
                aria-invalid=is_wrong.then_some("true")
            />
            <label class="button is-quiet is-icon is-sm" for="files" title=format!("Attach files. {}", limits())>
                {Icon::Clip.view()}
                <span>"Attach files"</span>
            </label>
        </span>
    }
}

/// The files that go with a reply: those that were brought already, each of which can be left out, and room for those
/// that are chosen.
pub(super) fn files_to_send(
    error: Option<String>,
    brought: &[Attachment],
) -> impl IntoView + use<> {
    let kept = brought.iter().filter_map(|file| {
        let stored = file.file.as_ref()?;
        let name = file.name.clone().unwrap_or_default();
        let (value, size) = (stored.id.0.clone(), size(stored.size));
        Some(view! {
            <li class="chip">
                <label class="check">
                    <input type="checkbox" name="files" value=value checked />
                    <bdi>{name}</bdi>
                    <span class="faint">{size}</span>
                </label>
            </li>
        })
    });
    let kept: Vec<_> = kept.collect();
    let kept = (!kept.is_empty()).then(
        || view! { <ul aria-label="Files that go with it; untick one to leave it out">{kept}</ul> },
    );
    view! {
        <div class="files" data-files data-file-max=FILE_MAX data-files-max=FILES_MAX>
            {error.map(|error| view! { <p class="error" id="file-error">{Icon::Warning.small()} " " {error}</p> })}
            {kept}
            <ul data-chosen aria-label="Files that go with it" hidden></ul>
            <template data-chip>
                <li class="chip">
                    {Icon::Clip.small()}
                    <bdi></bdi>
                    <span class="faint"></span>
                    <button type="button">{Icon::Cross.small()} <span class="sr"></span></button>
                </li>
            </template>
            <p class="faint sm" id="file-hint">{limits()}</p>
        </div>
    }
}

fn limits() -> String {
    let size = size_in_words(FILE_MAX as u64);
    format!("At most {FILES_MAX} files of {size} each.")
}

fn kind_word(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Image => "Picture",
        AttachmentKind::Audio => "Sound",
        AttachmentKind::Video => "Video",
        AttachmentKind::File => "File",
    }
}

//! Who may mention whom.

use crate::{
    rust_code::{line_of, word_places},
    tree::{Fault, File, assert_bites, assert_tidy, files},
};

/// Every path a file names: those in `use`, with their groups opened, and those written in place.
fn paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for start in word_places(code, "use") {
        let end = code[start..].find(';').map_or(code.len(), |at| start + at);
        let mut named = Vec::new();
        open_group("", code[start + 3..end].trim(), &mut named);
        found.extend(named.into_iter().map(|path| (line_of(code, start), path)));
    }
    for (number, line) in code.lines().enumerate() {
        let words = line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
        let is_path = |word: &&str| word.contains("::");
        found.extend(
            words
                .filter(is_path)
                .map(|word| (number + 1, word.trim_start_matches(':').to_owned())),
        );
    }
    found
}

/// `a::{b, c::{d}}` → `a::b`, `a::c::d`.
fn open_group(prefix: &str, tree: &str, found: &mut Vec<String>) {
    let Some((head, rest)) = tree.split_once('{') else {
        let name = tree.split_whitespace().next().unwrap_or_default();
        found.push(format!("{prefix}{name}"));
        return;
    };
    let prefix = format!("{prefix}{}", head.trim());
    let (mut depth, mut start) = (0, 0);
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inner[start..at].trim().is_empty() {
                    open_group(&prefix, inner[start..at].trim(), found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The folder or file directly under `src/` that a file belongs to, such as `schedule`.
fn module_of(file: &File) -> Option<&str> {
    let inside = file.path.strip_prefix("src/")?;
    let module = inside.split('/').next()?.trim_end_matches(".rs");
    (module != "lib").then_some(module)
}

fn is_noun(file: &File) -> bool {
    file.is_source()
        && module_of(file).is_some_and(|module| !["store", "actions"].contains(&module))
}

fn mentions<'a>(file: &File, words: &[&'a str]) -> Vec<(usize, &'a str)> {
    let code = file.code();
    let places = |word: &'a str| {
        word_places(&code, word)
            .into_iter()
            .map(move |at| (at, word))
    };
    words
        .iter()
        .flat_map(|word| places(word))
        .map(|(at, word)| (line_of(&code, at), word))
        .collect()
}

fn starts_with_path(path: &str, wanted: &str) -> bool {
    path.strip_prefix(wanted)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn nouns_that_reach_out(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| is_noun(file)) {
        for (line, word) in mentions(file, &["sqlx", "tokio", "axum", "leptos"]) {
            faults.push(file.fault(line, format!("a noun knows nothing of {word}. Do it in src/store, src/actions, app or server.")));
        }
        for (line, path) in paths(&file.code()) {
            if ["std::fs", "std::env"]
                .iter()
                .any(|wanted| starts_with_path(&path, wanted))
            {
                faults.push(file.fault(line, format!("a noun reads no files and no environment ({path}). Take what is read as an argument.")));
            }
        }
    }
    faults.dedup_by(|one, other| format!("{one:?}") == format!("{other:?}"));
    faults
}

fn sql_outside_the_store(files: &[File]) -> Vec<Fault> {
    let elsewhere = files
        .iter()
        .filter(|file| file.is_source() && !file.is_in("src/store"));
    let advice =
        "only src/store says sqlx. Give Store a method that is called what this wants to know.";
    elsewhere
        .flat_map(|file| {
            mentions(file, &["sqlx"])
                .into_iter()
                .map(|(line, _)| file.fault(line, advice))
        })
        .collect()
}

fn transactions_outside_actions(files: &[File]) -> Vec<Fault> {
    const ADVICE: &str =
        "only src/actions opens a transaction. Write an action for this verb, or call one.";
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is_source() && !file.is_in("src/actions") && !file.is_in("src/store"))
    {
        let code = file.code();
        for (at, _) in code.match_indices('.') {
            let receiver = code[..at].trim_end().trim_end_matches("()");
            let call = code[at + 1..].trim_start();
            let begins = call.starts_with("begin(") || call.starts_with("begin_with(");
            let opens = begins
                && ["pool", "store", "connection"]
                    .iter()
                    .any(|end| receiver.ends_with(end));
            if opens || (receiver.ends_with("store") && call.starts_with("write(")) {
                faults.push(file.fault(line_of(&code, at), ADVICE));
            }
        }
    }
    faults
}

/// Measuring how long something took is not knowing what time it is: the server may do the first.
fn readers_of_the_time(files: &[File]) -> Vec<Fault> {
    const ADVICE: &str = "only src/clock.rs reads the time. Take an Instant, or a &dyn Clock.";
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is_source() && file.path != "src/clock.rs")
    {
        for (line, path) in paths(&file.code()) {
            let reads = ["Utc::now", "Local::now", "SystemTime::now"]
                .iter()
                .any(|call| path.ends_with(call));
            if reads || (path.ends_with("Instant::now") && !file.is_in("server/")) {
                faults.push(file.fault(line, ADVICE));
            }
        }
    }
    faults
}

fn app_beyond_html(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is_source() && file.is_in("app/"))
    {
        for (line, _) in mentions(file, &["Json"]) {
            faults.push(file.fault(line, "app answers in HTML. JSON belongs to server/src/api."));
        }
    }
    faults
}

/// Whoever asks for a page reaches what their scope says, and no page may say otherwise.
fn pages_that_see_all(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is_source() && file.is_in("app/"))
    {
        for (line, path) in paths(&file.code()) {
            if path.ends_with("Scope::Everything") {
                faults.push(file.fault(
                    line,
                    "a page looks things up through the scope of whoever asks (SignedIn::scope).",
                ));
            }
        }
    }
    faults
}

fn store_that_decides(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is_source() && file.is_in("src/store"))
    {
        for (line, path) in paths(&file.code()) {
            if ["crate::actions", "crate::decide"]
                .iter()
                .any(|wanted| starts_with_path(&path, wanted))
            {
                faults.push(file.fault(line, format!("the store keeps and finds, it does not act ({path}). Let the action do this.")));
            }
        }
    }
    faults
}

/// `lib.rs` is the table of contents: a module builds on what was read before it.
fn imports_from_below(files: &[File]) -> Vec<Fault> {
    let Some(contents) = files.iter().find(|file| file.path == "src/lib.rs") else {
        return Vec::new();
    };
    let code = contents.code();
    let declared = code
        .lines()
        .filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod "));
    let order: Vec<&str> = declared.map(|name| name.trim_end_matches(';')).collect();
    let rank = |module: &str| order.iter().position(|name| *name == module);
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_source()) {
        let Some((module, own)) = module_of(file).and_then(|module| Some((module, rank(module)?)))
        else {
            continue;
        };
        for (line, path) in paths(&file.code()) {
            let Some(other) = path
                .strip_prefix("crate::")
                .and_then(|rest| rest.split("::").next())
            else {
                continue;
            };
            if rank(other).is_some_and(|other| other > own) {
                faults.push(file.fault(line, format!("{module} stands above {other} in src/lib.rs and may not import it. Move what both need up, or change the order.")));
            }
        }
    }
    faults.dedup_by(|one, other| format!("{one:?}") == format!("{other:?}"));
    faults
}

#[test]
fn nouns_mention_no_database_no_runtime_no_web_and_no_files() {
    assert_tidy(&nouns_that_reach_out(&files()));
    let wrong = [
        File::new(
            "src/schedule/mod.rs",
            "//! Not with sqlx.\nuse std::{fmt, fs::File};\nfn a() { tokio::spawn(b) }",
        ),
        File::new("src/store/mod.rs", "use sqlx::Any;"),
    ];
    assert_bites(
        &nouns_that_reach_out(&wrong),
        &["src/schedule/mod.rs:3", "src/schedule/mod.rs:2"],
    );
}

#[test]
fn only_the_store_says_sqlx() {
    assert_tidy(&sql_outside_the_store(&files()));
    let wrong = [
        File::new(
            "server/src/main.rs",
            "\nfn a(e: sqlx::Error) {}\n#[cfg(test)]\nmod tests { use sqlx::Any; }",
        ),
        File::new("src/store/mod.rs", "use sqlx::Any;"),
    ];
    assert_bites(&sql_outside_the_store(&wrong), &["server/src/main.rs:2"]);
}

#[test]
fn only_actions_open_a_transaction() {
    assert_tidy(&transactions_outside_actions(&files()));
    let wrong = [
        File::new(
            "server/src/a.rs",
            "fn a() {\n let tx = state.store\n  .write().await?; lock.write(); file.write(b\"\"); pool.begin() }",
        ),
        File::new("src/actions/claim.rs", "fn a() { store.write() }"),
    ];
    assert_bites(
        &transactions_outside_actions(&wrong),
        &["server/src/a.rs:3", "server/src/a.rs:3"],
    );
}

#[test]
fn only_the_clock_reads_the_time() {
    assert_tidy(&readers_of_the_time(&files()));
    let wrong = [
        File::new("src/clock.rs", "fn a() { Utc::now(); }"),
        File::new("src/event.rs", "fn a() { chrono::Utc::now(); }"),
        File::new("app/src/a.rs", "fn a() { std::time::Instant::now(); }"),
        File::new(
            "server/src/a.rs",
            "fn a() { Instant::now();\nSystemTime::now(); }",
        ),
    ];
    assert_bites(
        &readers_of_the_time(&wrong),
        &["src/event.rs:1", "app/src/a.rs:1", "server/src/a.rs:2"],
    );
}

#[test]
fn app_answers_in_html() {
    assert_tidy(&app_beyond_html(&files()));
    let wrong = [
        File::new("app/src/a.rs", "// Json\nfn a() -> Json<u8> {}"),
        File::new("server/src/a.rs", "fn a() -> Json<u8> {}"),
    ];
    assert_bites(&app_beyond_html(&wrong), &["app/src/a.rs:2"]);
}

#[test]
fn pages_look_things_up_through_whoever_asks() {
    assert_tidy(&pages_that_see_all(&files()));
    let wrong = [
        File::new(
            "app/src/a.rs",
            "// Scope::Everything\nfn a() { find(Scope::Everything) }",
        ),
        File::new("src/a.rs", "fn a() { find(Scope::Everything) }"),
    ];
    assert_bites(&pages_that_see_all(&wrong), &["app/src/a.rs:2"]);
}

#[test]
fn the_store_neither_acts_nor_decides() {
    assert_tidy(&store_that_decides(&files()));
    let wrong = [File::new(
        "src/store/a.rs",
        "use crate::{decide, policy};\nfn a() { crate::actions::claim() }",
    )];
    assert_bites(
        &store_that_decides(&wrong),
        &["src/store/a.rs:1", "src/store/a.rs:2"],
    );
}

#[test]
fn modules_import_only_what_stands_above_them() {
    assert_tidy(&imports_from_below(&files()));
    let wrong = [
        File::new(
            "src/lib.rs",
            "pub mod clock;\n\npub mod schedule;\npub mod store;",
        ),
        File::new("src/clock.rs", "use crate::store::Store;"),
        File::new("src/store/a.rs", "use crate::{clock::Instant, schedule};"),
    ];
    assert_bites(&imports_from_below(&wrong), &["src/clock.rs:1"]);
}

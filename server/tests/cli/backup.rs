//! A copy of the database, and its way back.

use std::{fs, path::Path};

use sqlx::{AnyConnection, Connection};

use crate::program::{Done, run};

const TOKEN: [&str; 6] = ["token", "create", "--name", "Bot", "--scope", "read_all"];

fn done(folder: &Path, arguments: &[&str]) -> Done {
    let done = run(folder, arguments, "");
    assert_eq!(done.code, 0, "{arguments:?}: {}", done.complaints);
    done
}

async fn tokens(file: &Path) -> i64 {
    sqlx::any::install_default_drivers();
    let url = format!("sqlite://{}", file.display());
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    sqlx::query_scalar("select count(*) from tokens")
        .fetch_one(&mut connection)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_copy_is_made_and_put_back_only_when_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let nothing = run(here, &["backup", "copy.db"], "");
    assert_eq!(nothing.code, 2);
    assert!(
        nothing.complaints.contains("no database"),
        "{}",
        nothing.complaints
    );
    done(here, &TOKEN);
    done(here, &["backup", "copy.db"]);
    assert!(here.join("copy.db").exists() && !here.join("copy.db.part").exists());
    let twice = run(here, &["backup", "copy.db"], "");
    assert_eq!(twice.code, 2);
    assert!(
        twice.complaints.contains("another name"),
        "{}",
        twice.complaints
    );
    done(here, &TOKEN);
    assert_eq!(tokens(&here.join("handoff.db")).await, 2);
    let refused = run(here, &["restore", "copy.db"], "");
    assert_eq!(refused.code, 2);
    assert!(
        refused.complaints.contains("--replace"),
        "{}",
        refused.complaints
    );
    assert_eq!(tokens(&here.join("handoff.db")).await, 2);
    done(here, &["restore", "copy.db", "--replace"]);
    assert_eq!(tokens(&here.join("handoff.db")).await, 1);
    assert_eq!(tokens(&here.join("handoff.db.old")).await, 2);
    done(
        here,
        &["restore", "copy.db", "--database", "sqlite://elsewhere.db"],
    );
    assert_eq!(tokens(&here.join("elsewhere.db")).await, 1);
}

#[test]
fn what_cannot_be_put_back_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    done(here, &TOKEN);
    let before = fs::read(here.join("handoff.db")).unwrap();
    fs::write(
        here.join("words.db"),
        "These are only words, and too many for an empty file.",
    )
    .unwrap();
    for file in ["words.db", "missing.db"] {
        let refused = run(here, &["restore", file, "--replace"], "");
        assert_ne!(refused.code, 0);
        assert!(refused.complaints.contains(file), "{}", refused.complaints);
    }
    assert_eq!(fs::read(here.join("handoff.db")).unwrap(), before);
    assert!(!here.join("handoff.db.old").exists());
}

#[test]
fn a_database_server_has_its_own_tools() {
    let folder = tempfile::tempdir().unwrap();
    for (command, tool) in [("backup", "pg_dump"), ("restore", "pg_restore")] {
        let address = "postgres://somebody@localhost/handoff";
        let refused = run(folder.path(), &[command, "copy", "--database", address], "");
        assert_eq!(refused.code, 2);
        assert!(refused.complaints.contains(tool), "{}", refused.complaints);
    }
}

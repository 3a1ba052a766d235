//! The commands that keep something.

use std::fs;

use crate::program::{folder_with, run};

#[test]
fn a_token_is_printed_alone() {
    let folder = folder_with("handoff.toml", "database = \"sqlite://from-file.db\"\n");
    let create = ["token", "create", "--name", "Bot", "--scope", "write_all"];
    let done = run(folder.path(), &create, "");
    assert_eq!(done.code, 0, "{}", done.complaints);
    let token = done.output.strip_suffix('\n').unwrap();
    assert!(token.starts_with("hnd_") && !token.contains(char::is_whitespace));
    assert!(folder.path().join("from-file.db").exists());
    for agent in ["Assistant", "1"] {
        let done = run(
            folder.path(),
            &[&create[..], &["--agent", agent]].concat(),
            "",
        );
        assert_eq!(done.code, 0, "{}", done.complaints);
    }
    let done = run(
        folder.path(),
        &[&create[..], &["--agent", "Nobody"]].concat(),
        "",
    );
    assert_eq!((done.code, done.output.as_str()), (2, ""));
    let done = run(
        folder.path(),
        &["token", "create", "--name", "Bot", "--scope", "all"],
        "",
    );
    assert_eq!(done.code, 2);
}

#[test]
fn an_admin_is_made_by_password_or_by_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let create = [
        "admin",
        "create",
        "--email",
        "maya@example.com",
        "--name",
        "Maya Strand",
    ];
    let short = run(folder.path(), &create, "short\n");
    assert_eq!(short.code, 2);
    assert!(
        short.complaints.contains("at least 8"),
        "{}",
        short.complaints
    );
    let link = run(
        folder.path(),
        &[&create[..], &["--base-url", "https://desk.example.com/"]].concat(),
        "",
    );
    assert_eq!(link.code, 0, "{}", link.complaints);
    assert!(
        link.output
            .starts_with("https://desk.example.com/invitations/"),
        "{}",
        link.output
    );
    let made = run(folder.path(), &create, "four quiet grey horses\n");
    assert_eq!(made.code, 0, "{}", made.complaints);
    let twice = run(folder.path(), &create, "four quiet grey horses\n");
    assert_eq!(twice.code, 2);
    assert!(twice.complaints.contains("already"), "{}", twice.complaints);
}

#[test]
fn a_wrong_command_ends_with_two_and_help_has_examples() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["dance"], "").code, 2);
    for command in ["decide", "match", "hours", "token create", "admin create"] {
        let arguments: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let help = run(folder.path(), &arguments, "");
        assert_eq!(help.code, 0, "{command}");
        assert!(help.output.contains("Example"), "{command}");
    }
    fs::write(folder.path().join("handoff.toml"), "lisen = 1").unwrap();
    let done = run(
        folder.path(),
        &["token", "create", "--name", "Bot", "--scope", "read_all"],
        "",
    );
    assert_eq!(done.code, 2);
    assert!(done.complaints.contains("lisen"), "{}", done.complaints);
}

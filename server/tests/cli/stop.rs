//! The server stops when it is told to, and leaves one file behind.
#![cfg(unix)]

use std::{
    io::Write,
    net::TcpStream,
    process::Command,
    time::{Duration, Instant},
};

use crate::program::start;

#[test]
fn it_stops_in_time_though_somebody_never_finishes_and_leaves_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, address) = start(folder.path(), "sqlite://stop.db");
    let journal = folder.path().join("stop.db-wal");
    assert!(journal.exists(), "it writes through a journal");
    let mut unfinished = TcpStream::connect(&address).unwrap();
    write!(unfinished, "POST /sign-in HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nemail=").unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let told = Instant::now();
    let sent = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
    let ended = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        assert!(told.elapsed() < Duration::from_secs(30), "it does not stop");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(ended.success(), "{ended}");
    assert!(
        !journal.exists(),
        "the journal was taken over into the database"
    );
    assert!(folder.path().join("stop.db").exists());
}

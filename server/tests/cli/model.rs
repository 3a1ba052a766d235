//! A language model that says what it was told to, one answer after another.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use serde_json::{Value, json};

/// The model, for as many questions as it has answers.
pub(crate) struct Model {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Value>>>,
}

/// An answer in words.
pub(crate) fn says(text: &str) -> Value {
    json!({"role": "assistant", "content": text})
}

/// An answer that calls a function without arguments.
pub(crate) fn calls(function: &str) -> Value {
    let call = json!({"id": "call_1", "type": "function", "function": {"name": function, "arguments": "{}"}});
    json!({"role": "assistant", "content": null, "tool_calls": [call]})
}

impl Model {
    pub(crate) fn start(answers: Vec<Value>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let notes = asked.clone();
        thread::spawn(move || {
            for answer in answers {
                let Ok((stream, _)) = listener.accept() else {
                    return;
                };
                let question = answer_one(stream, &answer);
                notes.lock().unwrap().push(question);
            }
        });
        Self { address, asked }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// What it was asked so far.
    pub(crate) fn asked(&self) -> Vec<Value> {
        self.asked.lock().unwrap().clone()
    }
}

/// Reads one request and answers it; the connection is not kept.
fn answer_one(stream: TcpStream, answer: &Value) -> Value {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let reason = if answer["tool_calls"].is_array() {
        "tool_calls"
    } else {
        "stop"
    };
    let completion =
        json!({"id": "1", "object": "chat.completion", "created": 0, "model": "scripted",
        "choices": [{"index": 0, "finish_reason": reason, "message": answer}]})
        .to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        completion.len()
    );
    let mut stream = reader.into_inner();
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(completion.as_bytes()).unwrap();
    serde_json::from_slice(&body).unwrap()
}

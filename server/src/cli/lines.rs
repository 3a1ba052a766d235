//! JSON Lines in, JSON Lines out: one answer a line, in order, and a bad line stops nothing.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    process::ExitCode,
};

use handoff::problem::Problem;
use serde_json::{Map, Value, json};

use super::{Failure, shown};

/// What a line is answered with; an error is an answer too, and makes the command end with 1.
pub(super) type Answer = Result<Value, Value>;

/// Answers each line of `input` (a file, or `-` for the standard input) on the standard output.
pub(super) fn answer_lines(
    input: &str,
    answer: impl FnMut(&str) -> Answer,
) -> Result<ExitCode, Failure> {
    let done = if input == "-" {
        answer_all(io::stdin().lock(), io::stdout().lock(), answer)
    } else {
        let file = File::open(input)
            .map_err(|error| Failure::usage(format!("{input} could not be read: {error}.")))?;
        answer_all(BufReader::new(file), io::stdout().lock(), answer)
    };
    match done {
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Ok(ExitCode::FAILURE),
        // Whoever reads has seen enough, as in “handoff decide … | head”.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(Failure::new(format!("Reading or writing failed: {error}."))),
    }
}

/// True when every line was answered without an error. Blank lines are passed over.
fn answer_all(
    mut input: impl BufRead,
    mut output: impl Write,
    mut answer: impl FnMut(&str) -> Answer,
) -> io::Result<bool> {
    let (mut is_good, mut line) = (true, Vec::new());
    while input.read_until(b'\n', &mut line)? > 0 {
        let answered = match std::str::from_utf8(&line) {
            Ok(text) if text.trim().is_empty() => None,
            Ok(text) => Some(answer(text.trim())),
            Err(_) => Some(Err(refusal(&Value::Null, "This line is not UTF-8."))),
        };
        if let Some(answered) = answered {
            is_good &= answered.is_ok();
            let answered = answered.unwrap_or_else(|error| error).to_string();
            writeln!(output, "{}", shown(&answered))?;
            output.flush()?;
        }
        line.clear();
    }
    Ok(is_good)
}

/// A line's object without its id, and the id, which goes back with the answer.
pub(super) fn identified(line: &str) -> Result<(Value, Map<String, Value>), Value> {
    let read: Value = serde_json::from_str(line).map_err(|error| {
        let said = format!("This line is not JSON: {error}.");
        refusal(&Value::Null, &said)
    })?;
    let Value::Object(mut fields) = read else {
        let said = "This line is not an object. Write one such as {\"id\": \"1\", …}.";
        return Err(refusal(&Value::Null, said));
    };
    match fields.shift_remove("id").unwrap_or_default() {
        id @ (Value::Null | Value::String(_) | Value::Number(_)) => Ok((id, fields)),
        _ => Err(refusal(&Value::Null, "/id: An id is text or a number.")),
    }
}

/// The answer to a line that cannot be answered.
pub(super) fn refusal(id: &Value, said: &str) -> Value {
    json!({"id": id, "error": said})
}

/// Several mistakes in one sentence after another.
pub(super) fn in_sentences(problems: &[Problem]) -> String {
    let sentences: Vec<String> = problems.iter().map(Problem::to_string).collect();
    sentences.join(" ")
}

/// Reads a whole file that a command cannot do without.
pub(super) fn read_file(path: &str) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("{path} could not be read: {error}.")))
}

/// Says everything that is wrong with a file, a line each.
pub(super) fn refused(path: &str, problems: &[Problem]) -> Failure {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("{path}: {problem}"))
        .collect();
    Failure::usage(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_stops_nothing() {
        let input: &[u8] = b"{\"id\": 7}\n\xff\n\n[]\n{\"id\": {}}\n{\"id\": \"last\"}";
        let mut output = Vec::new();
        let is_good = answer_all(input, &mut output, |line| {
            identified(line).map(|(id, _)| json!({"id": id}))
        });
        assert!(!is_good.unwrap());
        let output = String::from_utf8(output).unwrap();
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[0], "{\"id\":7}");
        assert!(
            lines[1..4]
                .iter()
                .all(|line| line.starts_with("{\"id\":null,\"error\":"))
        );
        assert_eq!(lines[4], "{\"id\":\"last\"}");
    }
}

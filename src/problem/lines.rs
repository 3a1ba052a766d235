//! In which line of a JSON text a value stands, so that a mistake can be shown where it was made.

use std::collections::HashMap;

use serde_json::Value;

use super::{Problem, step};
use crate::nul;

/// A mistake in a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1.
    pub line: usize,
    /// The place as programs write it: `[0].weekly_hours.mon[1].end`. Empty for the whole text.
    pub path: String,
    /// The same place as a JSON pointer.
    pub pointer: String,
    pub detail: String,
}

impl Fault {
    /// The mistake with its place, as one line of text.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.path.as_str() {
            "" => format!("Line {}: {}", self.line, self.detail),
            path => format!("Line {}, {path}: {}", self.line, self.detail),
        }
    }

    /// The mistake without its line, for programs.
    #[must_use]
    pub fn problem(self) -> Problem {
        Problem::new(self.pointer, self.detail)
    }
}

/// Reads a text that must be JSON.
pub fn read_json(text: &str) -> Result<Value, Fault> {
    // An end that comes too early is in the last line with words, not in the empty one behind it.
    let read = serde_json::from_str(text.trim_end());
    read.map(nul::without_in_json).map_err(|error| {
        let detail = format!(
            "This is not JSON from column {} on. Look for a comma, quote or bracket that is missing or too many.",
            error.column()
        );
        Fault {
            line: error.line().max(1),
            path: String::new(),
            pointer: String::new(),
            detail,
        }
    })
}

/// Problems of what a JSON text says, each with its line, in the order of the lines.
#[must_use]
pub fn faults(text: &str, problems: Vec<Problem>) -> Vec<Fault> {
    let lines = lines_of(text);
    let fault = |problem: Problem| Fault {
        line: line_at(&lines, &problem.pointer),
        path: path_of(&problem.pointer),
        pointer: problem.pointer,
        detail: problem.detail,
    };
    let mut faults: Vec<Fault> = problems.into_iter().map(fault).collect();
    faults.sort_by_key(|fault| fault.line);
    faults
}

/// `/0/weekly_hours/mon/1/end` as `[0].weekly_hours.mon[1].end`.
fn path_of(pointer: &str) -> String {
    let mut path = String::new();
    for part in pointer.split('/').skip(1) {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push('[');
            path.push_str(part);
            path.push(']');
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&part.replace("~1", "/").replace("~0", "~"));
        }
    }
    path
}

/// The line, counted from 1, of every value by its JSON pointer. Expects text that is JSON.
fn lines_of(text: &str) -> HashMap<String, usize> {
    let mut walk = Walk {
        text: text.as_bytes(),
        at: 0,
        line: 1,
        lines: HashMap::new(),
    };
    walk.value("");
    walk.lines
}

/// The line of the value at `pointer`, or of the nearest thing around it that is there.
fn line_at(lines: &HashMap<String, usize>, pointer: &str) -> usize {
    let mut pointer = pointer;
    loop {
        if let Some(line) = lines.get(pointer) {
            return *line;
        }
        let Some((around, _)) = pointer.rsplit_once('/') else {
            return 1;
        };
        pointer = around;
    }
}

struct Walk<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
    lines: HashMap<String, usize>,
}

impl Walk<'_> {
    /// The next byte that means something, without taking it.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.get(self.at)? {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' | b',' | b':' => {}
                other => return Some(*other),
            }
            self.at += 1;
        }
    }

    fn value(&mut self, pointer: &str) {
        let first = self.peek();
        self.lines.insert(pointer.to_owned(), self.line);
        match first {
            Some(b'{') => self.members(pointer),
            Some(b'[') => self.items(pointer),
            Some(b'"') => drop(self.string()),
            Some(_) => self.word(),
            None => {}
        }
    }

    fn members(&mut self, pointer: &str) {
        self.at += 1;
        while let Some(next) = self.peek() {
            if next != b'"' {
                self.at += 1;
                return;
            }
            let key = self.string();
            self.value(&format!("{pointer}{}", step(&key)));
        }
    }

    fn items(&mut self, pointer: &str) {
        self.at += 1;
        let mut index = 0;
        while let Some(next) = self.peek() {
            if next == b']' {
                self.at += 1;
                return;
            }
            self.value(&format!("{pointer}/{index}"));
            index += 1;
        }
    }

    /// A string with its quotes; gives back what is between them.
    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.text.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'"' => break,
                _ => {}
            }
        }
        let end = self.at.min(self.text.len());
        serde_json::from_slice(&self.text[start..end]).unwrap_or_default()
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) {
        let start = self.at;
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        while self.text.get(self.at).is_some_and(is_word) {
            self.at += 1;
        }
        // Something that is no JSON is stepped over, so that the walk always ends.
        self.at = self.at.max(start + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_found_in_its_line() {
        let text = "[\n  {\n    \"name\": \"a\\\"{b\",\n    \"hours\": {\n      \"mon\": [{\"start\": 1},\n        {\"start\": -2.5e1}]\n    }, \"x/y\": null\n  }\n]";
        let lines = lines_of(text);
        for (pointer, line) in [
            ("", 1),
            ("/0", 2),
            ("/0/name", 3),
            ("/0/hours", 4),
            ("/0/hours/mon/0/start", 5),
            ("/0/hours/mon/1/start", 6),
            ("/0/x~1y", 7),
        ] {
            assert_eq!(lines.get(pointer), Some(&line), "{pointer}");
        }
        assert_eq!(line_at(&lines, "/0/hours/tue/0/start"), 4);
        assert_eq!(line_at(&lines, "/7/name"), 1);
    }

    #[test]
    fn what_is_no_json_ends_too() {
        for text in ["", "{", "[1,", "{\"a\"", "\"\\", "}{", "[}]", "é"] {
            lines_of(text);
        }
    }
}

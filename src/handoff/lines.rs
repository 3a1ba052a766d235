//! In which line of a JSON text a value stands, so that a mistake can be shown where it was made.

use std::collections::HashMap;

use crate::problem::step;

/// The line, counted from 1, of every value by its JSON pointer. Expects text that is JSON.
pub(super) fn lines_of(text: &str) -> HashMap<String, usize> {
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
pub(super) fn line_at(lines: &HashMap<String, usize>, pointer: &str) -> usize {
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

//! The files of the project, and how a fault in them is told.

use std::{fs, path::Path};

use crate::rust_code::{without_comments, without_strings, without_tests};

/// One text file: its path from the root with `/`, and its text.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }

    pub(crate) fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// Part of a crate's own source, not of its tests or benches.
    pub(crate) fn is_source(&self) -> bool {
        has_extension(&self.path, "rs")
            && ["src/", "app/src/", "server/src/"]
                .iter()
                .any(|root| self.is_in(root))
    }

    /// The code alone: comments, contents of strings and test modules are blank, lines stay where they are.
    pub(crate) fn code(&self) -> String {
        without_tests(&without_strings(&self.text))
    }

    /// The code with its strings, for markup that hides in one.
    pub(crate) fn code_and_strings(&self) -> String {
        let tests_start = self.code().trim_end().len();
        without_comments(&self.text)
            .get(..tests_start)
            .map(str::to_owned)
            .unwrap_or_default()
    }

    pub(crate) fn fault(&self, line: usize, advice: impl Into<String>) -> Fault {
        Fault {
            place: format!("{}:{line}", self.path),
            advice: advice.into(),
        }
    }
}

/// Where a rule is broken, and what to do about it.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    place: String,
    advice: String,
}

impl Fault {
    pub(crate) fn new(place: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            advice: advice.into(),
        }
    }
}

/// Fails with every fault on a line of its own.
#[track_caller]
pub(crate) fn assert_tidy(faults: &[Fault]) {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.place, fault.advice))
        .collect();
    assert!(lines.is_empty(), "\n{}\n", lines.join("\n"));
}

/// Expects a rule to find exactly `places` in the example files.
#[track_caller]
pub(crate) fn assert_bites(faults: &[Fault], places: &[&str]) {
    let found: Vec<&str> = faults.iter().map(|fault| fault.place.as_str()).collect();
    assert_eq!(found, places, "{faults:?}");
}

pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found == extension)
}

/// Every text file that people write here.
pub(crate) fn files() -> Vec<File> {
    const WRITTEN: [&str; 10] = [
        "rs", "ts", "js", "mjs", "css", "sql", "sh", "md", "toml", "html",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(root, &mut |path| {
        let relative = relative(root, path);
        if WRITTEN
            .iter()
            .any(|extension| has_extension(&relative, extension))
            || relative == "Makefile"
        {
            let text =
                fs::read_to_string(path).unwrap_or_else(|error| panic!("{relative}: {error}"));
            found.push(File {
                path: relative,
                text,
            });
        }
    });
    found.sort_by(|one, other| one.path.cmp(&other.path));
    let tests_only = test_modules(&found);
    found.retain(|file| !tests_only.iter().any(|module| file.is_in(module)));
    assert!(
        found.iter().any(File::is_source),
        "found no source under {}",
        root.display()
    );
    found
}

/// The paths of modules that stand in files of their own and exist for tests alone, as a file or as a folder.
fn test_modules(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is_source()) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (_, item) in without_strings(&file.text)
            .match_indices("#[cfg(test)]")
            .map(|(at, mark)| (at, &file.text[at + mark.len()..]))
        {
            let declared = item
                .trim_start()
                .strip_prefix("mod ")
                .and_then(|rest| rest.split_once(';'));
            let name = declared
                .map(|(name, _)| name)
                .filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'));
            found.extend(
                name.into_iter()
                    .flat_map(|name| [format!("{folder}/{name}.rs"), format!("{folder}/{name}/")]),
            );
        }
    }
    found
}

/// The sorted names of the files directly in `folder`; empty when there is no such folder.
pub(crate) fn names_in(folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    const NOT_OURS: [&str; 4] = [
        "target",
        "node_modules",
        "test-results",
        "playwright-report",
    ];
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() && !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
            walk(&entry.path(), visit);
        } else if kind.is_file() {
            visit(&entry.path());
        }
    }
}

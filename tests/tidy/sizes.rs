//! How long and how wide things may grow before they are parted.

use crate::{
    rust_code::functions,
    tree::{Fault, File, assert_bites, assert_tidy, files},
};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 70;
const PARAMETERS: usize = 5;

/// Tables of contents: one line for each thing there is, so their length is not complexity.
fn is_register(path: &str) -> bool {
    const REGISTERS: [&str; 5] = ["trigger", "routing", "channel", "delivery", "jobs"];
    let parts: Vec<&str> = path.rsplit('/').take(2).collect();
    match parts.as_slice() {
        ["router.rs" | "routes.rs", ..] => true,
        ["mod.rs", folder] => REGISTERS.contains(folder),
        _ => path.ends_with("words.rs"),
    }
}

fn long_files(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is_source() && !is_register(&file.path))
    {
        let lines = file.text.lines().count() - tests_lines(file);
        if lines > FILE_LINES {
            faults.push(file.fault(1, format!("{lines} lines without tests, {FILE_LINES} are the limit. Part it by what it is about.")));
        }
    }
    faults
}

/// How many lines of the file belong to its test modules.
fn tests_lines(file: &File) -> usize {
    let with = crate::rust_code::without_strings(&file.text);
    let without = crate::rust_code::without_tests(&with);
    let pairs = with.lines().zip(without.lines());
    pairs
        .filter(|(with, without)| !with.trim().is_empty() && without.trim().is_empty())
        .count()
}

fn long_functions(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_source()) {
        for function in functions(&file.code())
            .iter()
            .filter(|function| function.lines > FUNCTION_LINES)
        {
            faults.push(file.fault(
                function.line,
                format!(
                    "{} has {} lines, {FUNCTION_LINES} are the limit. Name its steps.",
                    function.name, function.lines
                ),
            ));
        }
    }
    faults
}

/// A component's parameters are written by name where it is used, so they cannot be mixed up.
fn wide_functions(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_source()) {
        let code = file.code();
        let is_wide = |found: &&crate::rust_code::Function| {
            found.parameters > PARAMETERS && !found.before.contains("#[component]")
        };
        for function in functions(&code).iter().filter(is_wide) {
            faults.push(file.fault(
                function.line,
                format!("{} takes {} things, {PARAMETERS} are the limit. Make a struct of those that belong together.", function.name, function.parameters),
            ));
        }
    }
    faults
}

#[test]
fn files_fit_in_a_head() {
    assert_tidy(&long_files(&files()));
    let line = "const A: u8 = 1;\n";
    let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", line.repeat(300));
    let wrong = [
        File::new("src/a.rs", &line.repeat(401)),
        File::new("src/b.rs", &format!("{}{tests}", line.repeat(300))),
        File::new("server/src/router.rs", &line.repeat(401)),
        File::new("src/trigger/mod.rs", &line.repeat(401)),
    ];
    assert_bites(&long_files(&wrong), &["src/a.rs:1"]);
}

#[test]
fn functions_fit_on_a_screen() {
    assert_tidy(&long_functions(&files()));
    let body = "    a();\n".repeat(69);
    let wrong = [
        File::new("src/a.rs", &format!("\nfn a() {{\n{body}}}\n")),
        File::new(
            "app/src/a.rs",
            &format!("#[component]\nfn A() -> impl IntoView {{\n    // why\n{body}}}\n"),
        ),
        File::new(
            "src/b.rs",
            &format!("fn a() {{\n{}}}\n", "    a();\n".repeat(68)),
        ),
    ];
    assert_bites(&long_functions(&wrong), &["src/a.rs:2", "app/src/a.rs:2"]);
}

#[test]
fn functions_take_a_handful_of_things() {
    assert_tidy(&wide_functions(&files()));
    let wrong = [
        File::new(
            "src/a.rs",
            "fn a(&self, a: u8, b: (u8, u8), c: Vec<(u8, u8)>, d: [u8; 2], e: u8) {}",
        ),
        File::new(
            "src/b.rs",
            "fn b(a: u8, b: u8, c: u8, d: u8, e: u8, f: impl Fn(u8) -> u8) {}",
        ),
        File::new(
            "app/src/c.rs",
            "#[component]\nfn C(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8) {}",
        ),
    ];
    assert_bites(&wide_functions(&wrong), &["src/b.rs:1"]);
}

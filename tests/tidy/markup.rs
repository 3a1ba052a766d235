//! What the strict content security policy and the two themes ask of markup and style sheets.

use crate::{
    rust_code::line_of,
    tree::{Fault, File, assert_bites, assert_tidy, files, has_extension},
};

fn inline_style_and_script(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is_source() && file.is_in("app/"))
    {
        let text = file.code_and_strings();
        let mut add = |at: usize, advice: &str| faults.push(file.fault(line_of(&text, at), advice));
        for (at, _) in text.match_indices("style=") {
            let is_attribute = text[..at].ends_with([' ', '\n', ':'])
                && text[at + 6..].starts_with(['"', '{', '\\', '\'']);
            if is_attribute {
                add(
                    at,
                    "the content policy refuses inline style. Use a class; draw from data with SVG attributes.",
                );
            }
        }
        for (at, _) in text.match_indices("<style") {
            add(
                at,
                "the content policy refuses inline style. Put it under style/.",
            );
        }
        for (at, _) in text.match_indices("<script") {
            let (tag, rest) = text[at..].split_once('>').unwrap_or((&text[at..], ""));
            if !tag.ends_with('/') && !rest.trim_start().starts_with("</script") {
                add(
                    at,
                    "the content policy refuses inline script. Put it under app/script/.",
                );
            }
        }
    }
    faults
}

/// Colours live in the tokens, so that a theme is one file.
fn loose_colours(files: &[File]) -> Vec<Fault> {
    let is_sheet = |file: &&File| {
        file.is_in("style/") && has_extension(&file.path, "css") && file.path != "style/tokens.css"
    };
    let mut faults = Vec::new();
    for file in files.iter().filter(is_sheet) {
        let text = without_css_comments(&file.text);
        for (number, line) in text.lines().enumerate() {
            let values = line
                .split(';')
                .filter_map(|declaration| declaration.split_once(": "))
                .map(|(_, value)| value);
            if values.flat_map(css_words).any(is_colour) {
                faults.push(file.fault(
                    number + 1,
                    "colours are named in style/tokens.css alone. Use or add a token.",
                ));
            }
        }
    }
    faults
}

fn css_words(value: &str) -> impl Iterator<Item = &str> {
    value.split(|c: char| !(c.is_ascii_alphanumeric() || "#-_".contains(c)))
}

fn is_colour(word: &str) -> bool {
    const FUNCTIONS: [&str; 9] = [
        "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch",
    ];
    const NAMES: [&str; 12] = [
        "white", "black", "red", "green", "blue", "gray", "grey", "orange", "yellow", "purple",
        "teal", "navy",
    ];
    let is_hex = |digits: &str| {
        [3, 4, 6, 8].contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_hexdigit())
    };
    word.strip_prefix('#').is_some_and(is_hex) || FUNCTIONS.contains(&word) || NAMES.contains(&word)
}

fn without_css_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        let (inside, after) = comment.split_once("*/").unwrap_or((comment, ""));
        kept.push_str(before);
        kept.extend(inside.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    kept + rest
}

#[test]
fn pages_carry_no_inline_style_or_script() {
    assert_tidy(&inline_style_and_script(&files()));
    let wrong = [
        File::new(
            "app/src/a.rs",
            "view! {\n <p style=\"color: red\"> <p style={x}> }",
        ),
        File::new(
            "app/src/b.rs",
            "view! { <script src=\"/a.js\"></script>\n<script>\"alert()\"</script> }",
        ),
        File::new(
            "app/src/c.rs",
            "let style = 1; // style=\"\"\n#[cfg(test)]\nmod tests { const A: &str = \"<style style=''\"; }",
        ),
    ];
    assert_bites(
        &inline_style_and_script(&wrong),
        &["app/src/a.rs:2", "app/src/a.rs:2", "app/src/b.rs:2"],
    );
}

#[test]
fn colours_are_tokens() {
    assert_tidy(&loose_colours(&files()));
    let wrong = [
        File::new("style/tokens.css", ":root { --ink: #111; }"),
        File::new(
            "style/a.css",
            "/* #fff\n */ #add { color: var(--ink); white-space: nowrap; }\n.a { color: #fff; }\n.b { color: rgb(0 0 0); }",
        ),
    ];
    assert_bites(&loose_colours(&wrong), &["style/a.css:3", "style/a.css:4"]);
}

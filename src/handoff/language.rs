//! Languages by their BCP 47 tags.

use crate::problem::nearest;

/// The two-letter codes of ISO 639-1 with their English names.
const NAMES: &str = include_str!("languages.txt");

fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.lines().filter_map(|line| line.split_once(' '))
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase()
}

/// What people call the language of a tag, without its region unless that is all that tells it apart.
///
/// ```
/// use handoff::handoff::language_name;
/// assert_eq!(language_name("es"), "Spanish");
/// assert_eq!(language_name("pt-BR"), "Portuguese (BR)");
/// ```
#[must_use]
pub fn language_name(tag: &str) -> String {
    let code = primary(tag);
    let name = names().find(|(known, _)| *known == code);
    let name = name.map_or_else(|| tag.to_owned(), |(_, name)| name.to_owned());
    match tag.split_once(['-', '_']) {
        Some((_, region)) if name != tag => format!("{name} ({region})"),
        _ => name,
    }
}

/// The tag as it should be written, or what is wrong with it.
///
/// ```
/// use handoff::handoff::check_language;
/// assert_eq!(check_language("es-mx"), Ok("es-MX".into()));
/// assert_eq!(check_language("spanish").unwrap_err(), "“spanish” is not a language tag. Write it as “es”.");
/// ```
pub fn check_language(tag: &str) -> Result<String, String> {
    let tag = tag.trim();
    let parts: Vec<&str> = tag.split('-').collect();
    let is_part = |part: &&str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let code = primary(tag);
    let is_known = match code.len() {
        2 => names().any(|(known, _)| known == code),
        // There are thousands of three-letter codes, so their shape has to be enough.
        3 => code.bytes().all(|byte| byte.is_ascii_alphabetic()),
        _ => false,
    };
    if is_known && parts.iter().all(is_part) {
        return Ok(written(&parts));
    }
    let lower = tag.to_lowercase();
    let by_name = names().find(|(_, name)| name.to_lowercase() == lower);
    let meant = by_name.or_else(|| {
        let near = nearest(&lower, names().map(|(_, name)| name))?;
        names().find(|(_, name)| *name == near)
    });
    Err(match meant {
        Some((code, _)) if lower.len() > 3 => {
            format!("“{tag}” is not a language tag. Write it as “{code}”.")
        }
        _ => format!("“{tag}” is not a language tag. Write one such as “en”, “es” or “pt-BR”."),
    })
}

/// The usual capitals: `zh-Hant-TW`.
fn written(parts: &[&str]) -> String {
    let part = |(at, part): (usize, &&str)| match (at, part.len()) {
        (0, _) => part.to_lowercase(),
        (_, 2) => part.to_uppercase(),
        (_, 4) if part.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            let lower = part.to_lowercase();
            lower[..1].to_uppercase() + &lower[1..]
        }
        _ => part.to_lowercase(),
    };
    let parts: Vec<String> = parts.iter().enumerate().map(part).collect();
    parts.join("-")
}

/// Whether somebody who speaks the listed languages speaks this one.
pub(crate) fn is_spoken(listed: &[String], language: &str) -> bool {
    let has_region = |tag: &str| tag.contains(['-', '_']);
    listed.iter().any(|known| {
        known.eq_ignore_ascii_case(language)
            || (primary(known) == primary(language) && !(has_region(known) && has_region(language)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_falls_back_to_its_language_and_not_to_another_region() {
        let listed = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        assert!(is_spoken(&listed(&["en", "es"]), "es-MX"));
        assert!(is_spoken(&listed(&["es-MX"]), "es"));
        assert!(is_spoken(&listed(&["es-MX"]), "ES-mx"));
        assert!(!is_spoken(&listed(&["es-ES"]), "es-MX"));
        assert!(!is_spoken(&listed(&["en"]), "es"));
    }

    #[test]
    fn what_is_no_tag_is_refused_with_what_was_meant() {
        assert!(check_language("english").unwrap_err().contains("“en”"));
        assert!(check_language("xx").is_err());
        assert!(check_language("e").is_err());
        assert!(check_language("en--GB").is_err());
        assert_eq!(check_language("zh-hant-tw"), Ok("zh-Hant-TW".into()));
        assert_eq!(check_language("fil"), Ok("fil".into()));
    }
}

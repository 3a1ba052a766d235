//! One pattern of a phrase file, and where it matches a message.

use crate::judge::text::Pause;

#[derive(Debug)]
pub(super) struct Pattern {
    pub score: f64,
    elements: Vec<Element>,
}

#[derive(Debug)]
enum Element {
    Words {
        mask: u64,
        literals: Vec<&'static str>,
        at_least: usize,
        at_most: usize,
    },
    Edge {
        opens: bool,
        is_whole: bool,
    },
}

/// A word or a fixed expression of the message with the classes it belongs to.
pub(super) struct Piece<'a> {
    pub folded: &'a str,
    pub mask: u64,
    pub start: usize,
    pub end: usize,
    pub pause: Pause,
}

pub(super) fn bit(name: &str, names: &[&'static str]) -> u64 {
    names
        .iter()
        .position(|known| *known == name)
        .map_or(0, |at| 1 << at)
}

fn elements(line: &'static str, names: &[&'static str]) -> Vec<Element> {
    line.split_whitespace()
        .map(|element| Element::parse(element, names))
        .collect()
}

impl Pattern {
    /// A score, then elements.
    pub(super) fn parse(line: &'static str, names: &[&'static str]) -> Option<Self> {
        let (score, rest) = line.split_once(' ')?;
        Some(Self {
            score: score.parse().ok()?,
            elements: elements(rest, names),
        })
    }

    /// Elements alone.
    pub(super) fn undoing(line: &'static str, names: &[&'static str]) -> Self {
        Self {
            score: 0.0,
            elements: elements(line, names),
        }
    }

    /// Whether words of every class it cannot do without are there: a quick way out for most patterns and messages.
    pub(super) fn is_possible(&self, present: u64) -> bool {
        self.elements.iter().all(|element| match element {
            Element::Words {
                mask,
                literals,
                at_least: 1..,
                ..
            } if literals.is_empty() => *mask == u64::MAX || mask & present != 0,
            _ => true,
        })
    }

    /// Where it matches, as ranges of pieces.
    pub(super) fn places(&self, pieces: &[Piece]) -> Vec<(usize, usize)> {
        (0..pieces.len())
            .filter_map(|from| {
                matched(&self.elements, pieces, from, true)
                    .filter(|to| *to > from)
                    .map(|to| (from, to))
            })
            .collect()
    }
}

impl Element {
    fn parse(element: &'static str, names: &[&'static str]) -> Self {
        match element {
            "^" => {
                return Self::Edge {
                    opens: true,
                    is_whole: false,
                };
            }
            "^^" => {
                return Self::Edge {
                    opens: true,
                    is_whole: true,
                };
            }
            "$" => {
                return Self::Edge {
                    opens: false,
                    is_whole: false,
                };
            }
            "$$" => {
                return Self::Edge {
                    opens: false,
                    is_whole: true,
                };
            }
            _ => {}
        }
        let (body, at_least, at_most) = match element.chars().last() {
            Some('?') => (&element[..element.len() - 1], 0, 1),
            Some('*') => (&element[..element.len() - 1], 0, 4),
            _ => (element, 1, 1),
        };
        let (mut mask, mut literals) = (0, Vec::new());
        for option in body.split('|') {
            match option {
                "_" => mask = u64::MAX,
                class if class.starts_with(|c: char| c.is_ascii_uppercase()) => {
                    mask |= bit(class, names);
                }
                literal => literals.push(literal),
            }
        }
        Self::Words {
            mask,
            literals,
            at_least,
            at_most,
        }
    }
}

/// The end of the match of `elements` that has come to piece `at`. As long as it can be.
/// `may_pause`: nothing was taken yet, or a clause was just opened, so a pause before the next word is no gap.
fn matched(elements: &[Element], pieces: &[Piece], at: usize, may_pause: bool) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else {
        return Some(at);
    };
    match element {
        Element::Edge { .. } => is_edge(element, pieces, at)
            .then(|| matched(rest, pieces, at, true))
            .flatten(),
        Element::Words {
            mask,
            literals,
            at_least,
            at_most,
        } => {
            let fits = |next: &usize| {
                let piece = &pieces[*next];
                (*mask == u64::MAX || piece.mask & mask != 0 || literals.contains(&piece.folded))
                    && (piece.pause == Pause::None || (may_pause && *next == at))
            };
            let most = (at..pieces.len().min(at + at_most))
                .take_while(fits)
                .count();
            (*at_least..=most)
                .rev()
                .find_map(|taken| matched(rest, pieces, at + taken, may_pause && taken == 0))
        }
    }
}

fn is_edge(edge: &Element, pieces: &[Piece], at: usize) -> bool {
    match edge {
        Element::Edge {
            opens: true,
            is_whole: true,
        } => at == 0,
        Element::Edge {
            opens: true,
            is_whole: false,
        } => pieces
            .get(at)
            .is_some_and(|piece| piece.pause != Pause::None),
        Element::Edge {
            opens: false,
            is_whole: true,
        } => at == pieces.len(),
        _ => pieces
            .get(at)
            .is_none_or(|piece| piece.pause != Pause::None),
    }
}

//! One pattern of a phrase file, and where it matches a message.

use crate::judge::text::Pause;

#[derive(Debug)]
pub(super) struct Pattern {
    pub score: f64,
    elements: Vec<Element>,
    /// What the message must have for each element that cannot be left out.
    needs: Vec<Present>,
}

#[derive(Debug)]
enum Element {
    Words {
        mask: u64,
        literals: Vec<u16>,
        at_least: usize,
        at_most: usize,
    },
    Edge {
        opens: bool,
        is_whole: bool,
    },
}

/// A word or a fixed expression of the message with the classes it belongs to.
pub(super) struct Piece {
    /// The word's number in the book; 0 for a word it does not have, and for a fixed expression.
    pub id: u16,
    pub mask: u64,
    pub start: usize,
    pub end: usize,
    pub pause: Pause,
}

/// Which classes are there, and roughly which words: one bit for all words whose numbers are the same modulo 64.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Present {
    pub classes: u64,
    words: u64,
}

impl Present {
    pub(super) fn of(pieces: &[Piece]) -> Self {
        pieces.iter().fold(Self::default(), |all, piece| Self {
            classes: all.classes | piece.mask,
            words: all.words | word_bit(piece.id),
        })
    }

    fn meets(self, need: Self) -> bool {
        self.classes & need.classes != 0 || self.words & need.words != 0
    }
}

fn word_bit(id: u16) -> u64 {
    if id == 0 { 0 } else { 1 << (id % 64) }
}

pub(super) fn bit(name: &str, names: &[&'static str]) -> u64 {
    names
        .iter()
        .position(|known| *known == name)
        .map_or(0, |at| 1 << at)
}

impl Pattern {
    /// Reads the elements of a pattern with this score. `number` gives each word its number in the book.
    pub(super) fn parse(
        score: f64,
        line: &'static str,
        names: &[&'static str],
        mut number: impl FnMut(&'static str) -> u16,
    ) -> Self {
        let elements: Vec<Element> = line
            .split_whitespace()
            .map(|element| Element::parse(element, names, &mut number))
            .collect();
        let needs = elements.iter().filter_map(Element::need).collect();
        Self {
            score,
            elements,
            needs,
        }
    }

    /// Whether something is there for every element it cannot do without: a quick way out for most patterns and messages.
    pub(super) fn is_possible(&self, present: Present) -> bool {
        self.needs.iter().all(|need| present.meets(*need))
    }

    /// Where it matches, as ranges of pieces.
    pub(super) fn places<'a>(
        &'a self,
        pieces: &'a [Piece],
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        (0..pieces.len()).filter_map(move |from| {
            matched(&self.elements, pieces, from, true)
                .filter(|to| *to > from)
                .map(|to| (from, to))
        })
    }
}

impl Element {
    fn need(&self) -> Option<Present> {
        match self {
            Self::Words {
                mask,
                literals,
                at_least: 1..,
                ..
            } if *mask != u64::MAX => Some(Present {
                classes: *mask,
                words: literals.iter().fold(0, |all, id| all | word_bit(*id)),
            }),
            _ => None,
        }
    }

    fn parse(
        element: &'static str,
        names: &[&'static str],
        number: &mut impl FnMut(&'static str) -> u16,
    ) -> Self {
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
                "" => {}
                literal => literals.push(number(literal)),
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
                (*mask == u64::MAX || piece.mask & mask != 0 || literals.contains(&piece.id))
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

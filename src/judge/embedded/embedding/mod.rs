//! What a text means, as a direction: the sum of learned vectors of its word pieces and of pairs of them. English; word order is lost.

mod table;
mod wordpiece;

use table::Table;

pub(crate) use table::DIMENSIONS;

/// A direction of length one, or nothing at all when no piece of the text is known.
pub(crate) type Vector = [f32; DIMENSIONS];

/// The direction of `text`; all zero when the table knows none of its pieces.
pub(crate) fn embed(text: &str) -> Vector {
    let table = Table::built_in();
    let mut rows = Vec::with_capacity(text.len() / 3);
    wordpiece::pieces(text, table, &mut rows);
    direction(table, &rows)
}

fn direction(table: &Table, rows: &[u16]) -> Vector {
    let mut sum = [0.0; DIMENSIONS];
    for row in rows {
        table.add_piece(*row, &mut sum);
    }
    for pair in rows.windows(2) {
        table.add_pair(pair[0], pair[1], &mut sum);
    }
    unit(sum)
}

/// `vector` at length one; nothing stays nothing.
pub(crate) fn unit(mut vector: Vector) -> Vector {
    let length = dot(&vector, &vector).sqrt();
    if length > 0.0 {
        for value in &mut vector {
            *value /= length;
        }
    }
    vector
}

/// The cosine of two directions. Sixteen sums side by side, so that the compiler may use wide registers.
pub(crate) fn dot(a: &Vector, b: &Vector) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0_f32; LANES];
    for (a, b) in a
        .as_chunks::<LANES>()
        .0
        .iter()
        .zip(b.as_chunks::<LANES>().0)
    {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_mean_the_same_point_the_same_way() {
        let likeness = |a: &str, b: &str| dot(&embed(a), &embed(b));
        for (text, near, far) in [
            (
                "I forgot my password",
                "cannot log in to my account",
                "where is my parcel",
            ),
            (
                "the courier never came",
                "my delivery is late",
                "how do I change my password",
            ),
            (
                "cancel my subscription",
                "I want to end my membership",
                "what is the weather today",
            ),
        ] {
            assert!(likeness(text, near) > likeness(text, far) + 0.1, "{text}");
        }
        let own = embed("I forgot my password");
        assert!((dot(&own, &own) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn nothing_known_points_nowhere() {
        for text in ["", "   ", "привет", "🙂🙂"] {
            assert!(embed(text).iter().all(|value| *value == 0.0), "{text}");
        }
    }
}

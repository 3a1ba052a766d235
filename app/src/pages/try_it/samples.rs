//! Conversations to start from, one for each thing an admin wants to see first.

use super::script::{Speaker, Speaker::Ai, Speaker::Customer, Speaker::CustomerWithPicture};

/// A conversation to start from.
#[derive(Debug)]
pub(super) struct Sample {
    /// What it shows, as the words of its button.
    pub title: &'static str,
    pub lines: &'static [(Speaker, &'static str)],
}

/// The first is what the page begins with.
pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        title: "Getting upset",
        lines: &[
            (
                Customer,
                "Hi, my order ORD-12345 was due on Monday and it still isn't here.",
            ),
            (
                Ai,
                "I'm sorry. The carrier has no new date yet. I'll make sure you get an update today.",
            ),
            (
                Customer,
                "You said that yesterday. It's a birthday present for Saturday!",
            ),
            (
                Ai,
                "I understand. Could I have a phone number for the driver?",
            ),
            (
                Customer,
                "Third time I'm asking. This is getting ridiculous.",
            ),
        ],
    },
    Sample {
        title: "Asks for a person",
        lines: &[
            (Customer, "Hello, I have a question about an invoice."),
            (Ai, "Of course. What would you like to know?"),
            (Customer, "Can I talk to a real person, please?"),
        ],
    },
    Sample {
        title: "Only wonders who answers",
        lines: &[(Customer, "Are you a human or a bot?")],
    },
    Sample {
        title: "A plain question",
        lines: &[(Customer, "How long does delivery take?")],
    },
    Sample {
        title: "Sends a picture",
        lines: &[(CustomerWithPicture, "This is how it arrived.")],
    },
    Sample {
        title: "In Spanish",
        lines: &[(Customer, "Quiero hablar con una persona, por favor.")],
    },
];

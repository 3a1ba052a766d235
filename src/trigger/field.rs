//! How a trigger's parameters are declared, so that forms can be made from them.

/// One parameter of a trigger, as a form shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// The parameter's name in the stored configuration.
    pub name: &'static str,
    pub label: &'static str,
    pub kind: FieldKind,
}

/// What a parameter can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FieldKind {
    /// A number on a scale.
    Scale { min: f64, max: f64, step: f64 },
    /// A whole number.
    Count {
        min: u32,
        max: u32,
        unit: &'static str,
    },
    /// Words or phrases, one a line.
    Phrases,
}

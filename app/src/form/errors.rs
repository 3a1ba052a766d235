//! What is wrong with a form, found again by field. A field is named by a pointer
//! (RFC 6901, `/information_to_gather/2/label`); its id, its name and its error all follow from it.

use handoff::problem::Problem;

/// Everything wrong with a form, in the order it should be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(String, String)>);

/// One field of a form: where it is, what it is called on the wire, what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldAt {
    /// `information_to_gather-2-label`
    pub id: String,
    /// `information_to_gather[2][label]`
    pub name: String,
    pub error: Option<String>,
}

impl FieldErrors {
    /// From pairs of pointer and detail.
    pub fn new<P: Into<String>, D: Into<String>>(pairs: impl IntoIterator<Item = (P, D)>) -> Self {
        Self(
            pairs
                .into_iter()
                .map(|(pointer, detail)| (pointer.into(), detail.into()))
                .collect(),
        )
    }

    /// What the domain says is wrong.
    pub fn of(problems: Vec<Problem>) -> Self {
        Self::new(
            problems
                .into_iter()
                .map(|problem| (problem.pointer, problem.detail)),
        )
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The first thing wrong at exactly this pointer.
    pub fn detail(&self, pointer: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(at, _)| at == pointer)
            .map(|(_, detail)| detail.as_str())
    }

    /// The field at a pointer, ready for a component.
    ///
    /// ```
    /// let errors = app::form::FieldErrors::new([("/rows/2/label", "Write a label.")]);
    /// let field = errors.at("/rows/2/label");
    /// assert_eq!((field.id.as_str(), field.name.as_str()), ("rows-2-label", "rows[2][label]"));
    /// assert_eq!(field.error.as_deref(), Some("Write a label."));
    /// ```
    pub fn at(&self, pointer: &str) -> FieldAt {
        FieldAt {
            id: id_of(pointer),
            name: name_of(pointer),
            error: self.detail(pointer).map(str::to_owned),
        }
    }

    /// Every pointer with its detail.
    pub fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(pointer, detail)| (pointer.as_str(), detail.as_str()))
    }

    /// For the summary: the id to link to, unless the error is about the whole form, and the words.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (Option<String>, &str)> {
        self.0.iter().map(|(pointer, detail)| {
            let id = id_of(pointer);
            ((!id.is_empty()).then_some(id), detail.as_str())
        })
    }

    /// “Error: ” before the title of a page that was refused.
    pub fn title(&self, title: &str) -> String {
        if self.is_empty() {
            title.to_owned()
        } else {
            format!("Error: {title}")
        }
    }
}

fn id_of(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', "-")
}

fn name_of(pointer: &str) -> String {
    let mut steps = pointer.trim_start_matches('/').split('/');
    let first = steps.next().unwrap_or_default().to_owned();
    steps.fold(first, |name, step| format!("{name}[{step}]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_about_the_whole_form_links_nowhere() {
        let errors = FieldErrors::new([("", "Sign in again."), ("/name", "Write a name.")]);
        let lines: Vec<_> = errors.lines().collect();
        assert_eq!(
            lines,
            [
                (None, "Sign in again."),
                (Some("name".to_owned()), "Write a name.")
            ]
        );
    }

    #[test]
    fn only_a_refused_page_says_so_in_its_title() {
        assert_eq!(FieldErrors::default().title("Hours"), "Hours");
        assert_eq!(
            FieldErrors::new([("/a", "b")]).title("Hours"),
            "Error: Hours"
        );
    }
}

//! The pieces pages are made of, one file each. Pure: properties in, a view out.

pub mod avatar;
pub mod badge;
pub mod button;
pub mod card;
pub mod choice;
pub mod empty;
pub mod error_summary;
pub mod field;
pub mod flash;
pub mod icon;
pub mod page_head;
pub mod pager;
pub mod save_bar;
pub mod segmented;
pub mod shown_once;
pub mod table;
pub mod when;
pub mod zone;

pub use avatar::{Avatar, PresenceMark, Tone};
pub use badge::{Badge, Meaning};
pub use button::{ActionButton, ButtonLink, Look, RowButton, SaveFirst, Submit};
pub use card::{Callout, Card, Section};
pub use choice::{Check, Choices, SelectField, Switch};
pub use empty::Empty;
pub use error_summary::ErrorSummary;
pub use field::{InputKind, TextArea, TextField};
pub use flash::Flash;
pub use icon::{Brand, Icon};
pub use page_head::{Crumb, PageHead};
pub use pager::Pager;
pub use save_bar::{SaveBar, SaveState};
pub use segmented::Segmented;
pub use shown_once::ShownOnce;
pub use table::{Cell, Table};
pub use when::When;

//! The icons: one enum, shapes as data on a 24 × 24 grid. An icon never stands without a word.

use leptos::prelude::*;

/// One line an icon: its name and its shapes.
macro_rules! icons {
    ($($name:ident $shapes:literal)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Icon {
            $($name,)*
        }

        impl Icon {
            fn shapes(self) -> &'static str {
                match self {
                    $(Self::$name => $shapes,)*
                }
            }
        }
    };
}

icons! {
    Back r#"<path d="M19 12H5M11 6l-6 6 6 6"/>"#
    Bell r#"<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 1.5h-15zM10 20h4"/>"#
    Bin r#"<path d="M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7"/>"#
    Book r#"<path d="M5 5.5A1.5 1.5 0 0 1 6.5 4H19v13H6.5A1.5 1.5 0 0 0 5 18.5zM5 18.5A1.5 1.5 0 0 0 6.5 20H19v-3"/>"#
    Calendar r#"<rect x="4" y="5.5" width="16" height="14" rx="1.5"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>"#
    Chart r#"<path d="M5 19v-8M12 19V5M19 19v-5"/>"#
    Chat r#"<path d="M5 5.5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-7l-4.5 3.5v-3.5H5a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1z"/>"#
    Check r#"<path d="m5 12.5 4.5 4.5L19 7.5"/>"#
    Choose r#"<path d="m8 9.5 4-4 4 4M8 14.5l4 4 4-4"/>"#
    Clip r#"<path d="m19 11-7.5 7.5a4.5 4.5 0 0 1-6.5-6.5L13 4.5a3 3 0 0 1 4.5 4.5l-7.5 7.5a1.4 1.4 0 0 1-2-2L14.5 8"/>"#
    Clock r#"<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>"#
    Copy r#"<rect x="9" y="9" width="11" height="11" rx="1.5"/><path d="M5.5 15H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v.5"/>"#
    Cross r#"<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>"#
    Down r#"<path d="m7 10 5 5 5-5"/>"#
    Envelope r#"<rect x="4" y="6" width="16" height="12.5" rx="1.5"/><path d="m4.5 7.5 7.5 5.5 7.5-5.5"/>"#
    Eye r#"<path d="M3 12c4-7.5 14-7.5 18 0-4 7.5-14 7.5-18 0z"/><circle cx="12" cy="12" r="2.5"/>"#
    File r#"<path d="M7 4h7l4 4v12H7z"/><path d="M14 4v4h4"/>"#
    Flag r#"<path d="M6 20V4.5h11.5l-2.5 4 2.5 4H6"/>"#
    Forward r#"<path d="M5 12h14M13 6l6 6-6 6"/>"#
    Handoff r#"<path d="M4 8h11M11 4l4 4-4 4"/><path d="M20 16H9M13 12l-4 4 4 4"/>"#
    History r#"<path d="M4.5 8V4.5M4.5 8H8"/><path d="M5 8a8 8 0 1 1-1 4.5M12 8v4.5l3 1.5"/>"#
    Home r#"<path d="M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z"/>"#
    Inbox r#"<path d="M4 13h4l1.5 3h5L16 13h4"/><path d="M6.5 5h11L20 13v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-5z"/>"#
    Info r#"<circle cx="12" cy="12" r="8"/><path d="M12 11v5M12 8v.1"/>"#
    Key r#"<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8-8M15.5 8l3 3"/>"#
    Leave r#"<path d="M10 4.5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h4M10 12h10M16 8l4 4-4 4"/>"#
    Link r#"<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>"#
    Lock r#"<rect x="5.5" y="11" width="13" height="9" rx="1.5"/><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>"#
    Menu r#"<path d="M4 7.5h16M4 12h16M4 16.5h16"/>"#
    Minus r#"<path d="M6 12h12"/>"#
    Moon r#"<path d="M19.5 14A8 8 0 0 1 10 4.5a8 8 0 1 0 9.5 9.5z"/>"#
    More r#"<circle cx="6" cy="12" r=".8"/><circle cx="12" cy="12" r=".8"/><circle cx="18" cy="12" r=".8"/>"#
    Next r#"<path d="m10 7 5 5-5 5"/>"#
    Note r#"<path d="M5 4.5h14v10L14.5 19.5H5z"/><path d="M14.5 19.5v-5H19M8.5 9h7M8.5 12.5h4"/>"#
    People r#"<circle cx="9" cy="8.5" r="3"/><path d="M3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5M15.5 6a3 3 0 0 1 0 5.5M17 14.5c2 .5 3.5 2.2 3.5 4.5"/>"#
    Person r#"<circle cx="12" cy="8.5" r="3.5"/><path d="M5 20c0-3.5 3-6 7-6s7 2.5 7 6"/>"#
    Phone r#"<path d="M6 4h3.5l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5V18a2 2 0 0 1-2 2C11 20 4 13 4 6a2 2 0 0 1 2-2z"/>"#
    Play r#"<path d="M8 5.5v13l10-6.5z"/>"#
    Plus r#"<path d="M12 5v14M5 12h14"/>"#
    Previous r#"<path d="m14 7-5 5 5 5"/>"#
    Reply r#"<path d="M9.5 6 4.5 11l5 5"/><path d="M4.5 11H14a5.5 5.5 0 0 1 5.5 5.5V18"/>"#
    Route r#"<circle cx="6" cy="18" r="2"/><circle cx="18" cy="6" r="2"/><path d="M8 18h6a4 4 0 0 0 0-8h-4a4 4 0 0 1 0-4h6"/>"#
    Search r#"<circle cx="11" cy="11" r="6"/><path d="m20 20-4.5-4.5"/>"#
    Send r#"<path d="M4.5 12 20 4.5 14.5 20l-3-6.5z"/>"#
    Sliders r#"<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>"#
    Snooze r#"<circle cx="12" cy="13" r="7"/><path d="M9.5 10.5h5l-5 5h5M4 6l3-2.5M20 6l-3-2.5"/>"#
    Sort r#"<path d="M5 7h14M7.5 12h9M10 17h4"/>"#
    Spark r#"<path d="M12 4c.6 4.5 3 7 8 8-5 1-7.4 3.5-8 8-.6-4.5-3-7-8-8 5-1 7.4-3.5 8-8z"/>"#
    Up r#"<path d="m7 14 5-5 5 5"/>"#
    Warning r#"<path d="M12 4.5 21 19.5H3z"/><path d="M12 10v4.5M12 17v.1"/>"#
}

impl Icon {
    /// At text size, 16 px.
    pub fn view(self) -> impl IntoView + use<> {
        self.sized("icon")
    }

    /// Beside small text, 13 px.
    pub fn small(self) -> impl IntoView + use<> {
        self.sized("icon is-sm")
    }

    /// In an empty state or a heading, 20 px.
    pub fn large(self) -> impl IntoView + use<> {
        self.sized("icon is-lg")
    }

    fn sized(self, class: &'static str) -> impl IntoView + use<> {
        view! { <svg class=class viewBox="0 0 24 24" aria-hidden="true" inner_html=self.shapes()></svg> }
    }
}

/// The product's mark and name, as a link home.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href=crate::routes::HOME>
            <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" inner_html=MARK></svg>
            "Handoff"
        </a>
    }
}

const MARK: &str = r#"<g stroke="currentColor" stroke-width="2.6" stroke-linecap="round"><path d="M3.5 15.5V12A5.5 5.5 0 0 1 9 6.5h2.5"/><path d="M20.5 8.5V12a5.5 5.5 0 0 1-5.5 5.5h-2.5"/></g><circle cx="12" cy="12" r="2.4" fill="currentColor"/>"#;

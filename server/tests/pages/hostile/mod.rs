//! Texts that no form was made for, typed into every form there is by a browser that follows every link.

mod crawl;
mod form;
mod markup;
mod nul;
#[path = "../../api/hostile/read.rs"]
mod read;

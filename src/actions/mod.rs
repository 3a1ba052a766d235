//! Actions

//! A story as one self-contained page.
use super::Story;

/// The page.
pub fn page(_story: &Story) -> String {
    String::new()
}

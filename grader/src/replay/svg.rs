//! A story as a picture.
use super::Story;

/// The picture, as a standalone SVG document.
pub fn picture(_story: &Story) -> String {
    String::new()
}

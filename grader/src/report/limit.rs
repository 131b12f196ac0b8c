//! Texts cut to what a consumer takes.

/// The text if it has at most `most` bytes; else its beginning and then `note`, together within `most`.
pub(super) fn bytes(text: String, most: usize, note: &str) -> String {
    if text.len() <= most {
        return text;
    }
    let mut end = most.saturating_sub(note.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{note}", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_two_characters_and_says_so() {
        assert_eq!(bytes("ééé".to_owned(), 6, "…"), "ééé");
        assert_eq!(bytes("ééé!".to_owned(), 6, "…"), "é…");
    }
}

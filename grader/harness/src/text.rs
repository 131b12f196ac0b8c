//! Texts that a submission makes, bounded: a message to the grader has room for much, but not for anything.
use std::borrow::Cow;

/// Bytes of a panic's message that are told.
pub(crate) const PANIC: usize = 4 << 10;
/// Bytes of a value that are told.
pub(crate) const VALUE: usize = 64 << 10;

/// The first `most` bytes of `text`, and a mark if that is not all.
pub(crate) fn at_most(most: usize, text: &str) -> Cow<'_, str> {
    match text.len() <= most {
        true => Cow::Borrowed(text),
        false => Cow::Owned(format!("{}…", &text[..text.floor_char_boundary(most)])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_whole_and_a_long_one_is_cut_between_two_characters() {
        assert_eq!(at_most(3, "abc"), "abc");
        assert_eq!(at_most(3, "abcd"), "abc…");
        assert_eq!(at_most(3, "aéé"), "aé…");
        assert_eq!(at_most(2, "aéé"), "a…");
    }
}

//! Values as `{:#?}` writes them, made short enough to be read beside one another.

/// The lines of a text; of a list its elements, each in one line.
pub(super) fn elements(text: &str) -> Vec<String> {
    let joined = in_one_line(text);
    let inner = joined
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match inner {
        Some(inner) if !joined.contains('\n') => split_list(inner),
        _ => text.lines().map(str::to_owned).collect(),
    }
}

/// A value that was spread over several lines in one line; any other text as it is.
pub(super) fn in_one_line(text: &str) -> String {
    let opens = |line: &str| line.ends_with(['(', '[', '{']);
    if !text.lines().next().is_some_and(opens) {
        return text.to_owned();
    }
    let mut joined = String::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with([')', ']', '}']) {
            joined.truncate(joined.trim_end_matches(',').len());
        }
        let tight =
            joined.is_empty() || joined.ends_with(['(', '[']) || line.starts_with([')', ']']);
        if !tight {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Splits at the commas that are not inside brackets or texts.
fn split_list(inner: &str) -> Vec<String> {
    let (mut elements, mut element) = (Vec::new(), String::new());
    let (mut depth, mut in_text, mut escaped) = (0_u32, false, false);
    for c in inner.chars() {
        match c {
            '"' if !escaped => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' | ']' | '}' if !in_text => depth = depth.saturating_sub(1),
            ',' if !in_text && depth == 0 => {
                elements.push(std::mem::take(&mut element).trim().to_owned());
                continue;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        element.push(c);
    }
    elements.push(element.trim().to_owned());
    elements.retain(|element| !element.is_empty());
    elements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[expect(dead_code, reason = "only its Debug text is used")]
    struct User {
        id: u32,
        names: Vec<&'static str>,
    }

    fn users() -> Vec<User> {
        vec![
            User {
                id: 1,
                names: vec!["a, [b", "\"c\""],
            },
            User {
                id: 2,
                names: vec![],
            },
        ]
    }

    #[test]
    fn a_spread_value_becomes_the_text_of_the_short_form() {
        let value = Some(Ok::<_, ()>(users()));
        assert_eq!(in_one_line(&format!("{value:#?}")), format!("{value:?}"));
    }

    #[test]
    fn a_list_has_an_element_a_line_in_both_forms() {
        let each: Vec<String> = users().iter().map(|user| format!("{user:?}")).collect();
        assert_eq!(elements(&format!("{:#?}", users())), each);
        assert_eq!(elements(&format!("{:?}", users())), each);
    }

    #[test]
    fn other_texts_keep_their_lines() {
        assert_eq!(in_one_line("first\nsecond ("), "first\nsecond (");
        assert_eq!(elements("first\nsecond"), ["first", "second"]);
        assert_eq!(elements("[]"), [""; 0]);
    }
}

//! The words of the judgement, in one place, so that names, plurals and lists are right everywhere.
use super::scene::Spot;

/// What the check's own task is called.
pub(crate) const THE_CHECK: &str = "the check";

/// `1 request`, `2 requests`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The first letter as a capital; a name in backticks stays as it is.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// `src/lib.rs:12`.
pub(crate) fn at(spot: &Spot) -> String {
    format!("{}:{}", spot.file, spot.line)
}

/// A task without a public name.
pub(crate) fn task_spawned_at(spot: &Spot) -> String {
    format!("the task spawned at {}", at(spot))
}

/// One of several tasks that the same line spawned.
pub(crate) fn nth_task_spawned_at(id: u32, spot: &Spot) -> String {
    format!("task #{id}, spawned at {}", at(spot))
}

/// A task of which nothing is known.
pub(crate) fn nth_task(id: u32) -> String {
    format!("task #{id}")
}

/// Milliseconds, for people.
pub(crate) fn ms(millis: u64) -> String {
    format!("{millis} ms")
}

/// Bytes, for people: `512 MiB`.
pub(crate) fn bytes(bytes: u64) -> String {
    const KIB: u64 = 1 << 10;
    const MIB: u64 = 1 << 20;
    match bytes {
        MIB.. if bytes.is_multiple_of(MIB) => format!("{} MiB", bytes / MIB),
        KIB.. => format!("{} KiB", bytes / KIB),
        _ => count(usize::try_from(bytes).unwrap_or_default(), "byte", "bytes"),
    }
}

/// The milliseconds that a text made for people begins with: `143 ms`, also with a fraction, `1.5 s`.
pub(crate) fn millis(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let number: f64 = text[..digits].parse().ok()?;
    let unit: String = text[digits..]
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    match unit.as_str() {
        "ms" => Some(number),
        "s" => Some(number * 1000.0),
        _ => None,
    }
}

/// A name in backticks, unless it already has some or is a phrase of several words.
pub(crate) fn quoted(what: &str) -> String {
    if what.contains(['`', ' ']) {
        what.to_owned()
    } else {
        format!("`{what}`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_lists_read_as_english() {
        assert_eq!(count(1, "request", "requests"), "1 request");
        assert_eq!(count(0, "request", "requests"), "0 requests");
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(&names), "a, b and c");
        assert_eq!(list(&names[..2]), "a and b");
    }

    #[test]
    fn times_are_read_back_and_other_texts_are_not() {
        assert_eq!(millis("143 ms"), Some(143.0));
        assert_eq!(millis("1.5s"), Some(1500.0));
        assert_eq!(millis("143"), None);
        assert_eq!(millis("143 users"), None);
        assert_eq!(millis("soon"), None);
    }
}

//! What the doctor found as text: a table, and what to do about what is missing.
use super::{Health, Part};
use crate::error::ErrorFacts;
use crate::report::text::{Style, plain};
use crate::sandbox::{Layer, Level};

/// What was found as text, at 80 columns.
pub fn render(health: &Health, style: Style) -> String {
    let mut text = String::new();
    text += &part("compiler", &health.toolchain, style, |found| {
        format!("rustc {} for {}", found.version, found.host)
    });
    text += &part("course", &health.course, style, |found| {
        format!("{} exercises in {}", found.exercises, found.folder)
    });
    text += &part("kit", &health.kit, style, |found| match found.ready {
        true => format!("ready, in {}", found.cache),
        false => format!("the first grading builds it, in {}", found.cache),
    });
    text += &sandbox(health, style);
    text.push('\n');
    text += &end(health, style);
    text
}

fn part<T>(name: &str, part: &Part<T>, style: Style, told: impl Fn(&T) -> String) -> String {
    match part {
        Part::Found(found) => line(true, name, &told(found), style),
        Part::Problem { problem } => {
            let ErrorFacts { message, help, .. } = problem;
            line(false, name, message, style) + &detail(help)
        }
    }
}

fn sandbox(health: &Health, style: Style) -> String {
    let standing = &health.sandbox;
    let enough = standing.level >= health.required_level;
    let mut told = format!("level {}", standing.level);
    if health.required_level > Level::None {
        told += &format!(", and {} is required", health.required_level);
    }
    let mut text = line(enough, "sandbox", &told, style);
    for purpose in &health.purposes {
        let missing = standing
            .missing
            .iter()
            .find(|one| one.layer == purpose.layer);
        text += &match missing {
            None => {
                let told = about(purpose.layer, purpose.purpose, health);
                line(true, &format!("  {}", purpose.layer), &told, style)
            }
            Some(missing) => {
                let name = format!("  {}", purpose.layer);
                line(false, &name, &missing.reason, style) + &detail(&missing.help)
            }
        };
    }
    text
}

fn about(layer: Layer, purpose: &str, health: &Health) -> String {
    match layer {
        Layer::Landlock => format!("{purpose} (version {})", health.landlock_version),
        Layer::Identity if !health.is_root => "the grader is an ordinary user".to_owned(),
        _ => purpose.to_owned(),
    }
}

fn line(good: bool, name: &str, told: &str, style: Style) -> String {
    let mark = if good { "✔" } else { "✘" };
    let text = plain::hang(told, &format!(" {mark} {name:<14}"), &" ".repeat(17));
    match good {
        true => style.good(&text[..text.len() - 1]) + "\n",
        false => style.bad(&text[..text.len() - 1]) + "\n",
    }
}

fn detail(help: &str) -> String {
    match help.is_empty() {
        true => String::new(),
        false => plain::wrap(help, &" ".repeat(17)),
    }
}

fn end(health: &Health, style: Style) -> String {
    match health.ok {
        true => style.good("gradings can be made here") + "\n",
        false => style.bad("gradings cannot be made here as they are asked for") + "\n",
    }
}

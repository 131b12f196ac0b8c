//! Panics are put on record instead of being printed.
use crate::{
    recorder, stack,
    text::{self, at_most},
};
use protocol::Place;
use std::panic::{self, PanicHookInfo};

const NO_MESSAGE: &str = "a panic without a message";

/// Installs the hook; a submission that replaces it loses nothing but the place of its own panics.
pub(crate) fn install() {
    panic::set_hook(Box::new(|info| {
        recorder::panicked(message(info), place(info))
    }));
}

fn message(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str();
    at_most(text::PANIC, message.unwrap_or(NO_MESSAGE)).into_owned()
}

/// The panic's own line if that is in the submission, else whatever led there.
fn place(info: &PanicHookInfo<'_>) -> Option<Place> {
    let location = info.location()?;
    Some(match location.file().starts_with("src/") {
        true => stack::line(location),
        false => stack::here(),
    })
}

/// What a caught panic says.
pub(crate) fn text_of(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    at_most(text::PANIC, text.unwrap_or(NO_MESSAGE)).into_owned()
}

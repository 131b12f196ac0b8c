//! Panics are put on record instead of being printed.
use crate::{recorder, stack};
use protocol::Place;
use std::panic::{self, PanicHookInfo};

/// Installs the hook; a submission that replaces it loses nothing but the place of its own panics.
pub(crate) fn install() {
    panic::set_hook(Box::new(|info| {
        recorder::panicked(message(info), place(info))
    }));
}

fn message(info: &PanicHookInfo<'_>) -> String {
    info.payload_as_str()
        .unwrap_or("a panic without a message")
        .to_owned()
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
    let text = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without a message".to_owned())
}

//! Fails: others_keep_their_beat = blocked_event_loop
//! Fails: five_at_once = blocked_event_loop
//!
//! The answer comes through a std channel, whose `recv` blocks as much as the SDK does.
use services::{CarrierSdk, Label, Refused};
use std::{sync::mpsc, thread};

/// The packing desk of a warehouse.
pub struct PackingDesk {
    carrier: CarrierSdk,
}

/// Why a parcel has no label.
#[derive(Debug)]
pub enum NoLabel {
    /// The carrier does not take the parcel.
    Refused(Refused),
    /// The carrier's SDK panicked.
    Crashed,
}

impl PackingDesk {
    /// A desk that works with this carrier.
    pub fn new(carrier: CarrierSdk) -> Self {
        Self { carrier }
    }

    /// Orders the label of a parcel.
    ///
    /// # Errors
    /// If there is none.
    pub async fn label(&self, parcel: u32) -> Result<Label, NoLabel> {
        let carrier = self.carrier.clone();
        let (answer, answered) = mpsc::channel();
        thread::spawn(move || {
            // The desk may have given up.
            let _ = answer.send(carrier.label(parcel));
        });
        match answered.recv() {
            Ok(answer) => answer.map_err(NoLabel::Refused),
            Err(_) => Err(NoLabel::Crashed),
        }
    }
}

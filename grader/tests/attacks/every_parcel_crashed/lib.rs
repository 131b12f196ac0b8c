//! The packing desk: orders nothing, and says that the SDK has panicked.
use services::{CarrierSdk, Label, Refused};

pub struct PackingDesk;

#[derive(Debug)]
pub enum NoLabel {
    Refused(Refused),
    Crashed,
}

impl PackingDesk {
    pub fn new(_: CarrierSdk) -> Self {
        Self
    }

    pub async fn label(&self, _: u32) -> Result<Label, NoLabel> {
        Err(NoLabel::Crashed)
    }
}

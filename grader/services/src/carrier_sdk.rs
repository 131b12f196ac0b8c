//! A carrier of parcels, reached through an SDK that is synchronous.
use crate::{Backend, Conditions, only_checks::only_for_checks};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The carrier's SDK. Every call holds the thread that makes it. Clones share the connection.
#[derive(Clone, Debug)]
pub struct CarrierSdk {
    backend: Backend,
    crashing: Arc<Mutex<HashSet<u32>>>,
}

/// A label for a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The parcel's number.
    pub parcel: u32,
    /// The code that the carrier reads.
    pub code: String,
}

/// The carrier does not take this parcel.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the carrier does not take parcel {parcel}")]
pub struct Refused {
    /// The parcel's number.
    pub parcel: u32,
}

impl CarrierSdk {
    /// A connected SDK.
    pub fn new(conditions: Conditions) -> Self {
        let sdk = Self {
            backend: Backend::new(conditions),
            crashing: Arc::default(),
        };
        sdk.backend.count(|meter| meter.connections += 1);
        sdk
    }

    /// Orders the label of a parcel, and holds the calling thread until it is there.
    ///
    /// # Errors
    /// If the carrier does not take the parcel.
    ///
    /// # Panics
    /// If the SDK has a fault with this parcel, as [`CarrierSdk::crash_on`] says.
    #[track_caller]
    pub fn label(&self, parcel: u32) -> Result<Label, Refused> {
        let answer = |broken| {
            let crashes = self.crashing().contains(&parcel);
            assert!(!crashes, "the SDK has a fault with parcel {parcel}");
            match broken {
                true => Err(Refused { parcel }),
                false => Ok(Label::of(parcel)),
            }
        };
        self.backend
            .call_blocking(&Self::call_name(parcel), answer, Result::is_err)
    }

    /// From now on the SDK panics when it is asked for the label of this parcel.
    #[track_caller]
    pub fn crash_on(&self, parcel: u32) {
        only_for_checks("crash_on");
        self.crashing().insert(parcel);
    }

    /// The name under which [`Backend`] knows the call for this parcel.
    pub fn call_name(parcel: u32) -> String {
        format!("LABEL {parcel}")
    }

    /// The backend behind the SDK: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }

    fn crashing(&self) -> MutexGuard<'_, HashSet<u32>> {
        self.crashing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Label {
    /// The label that the carrier makes for this parcel.
    #[track_caller]
    pub fn known(parcel: u32) -> Self {
        only_for_checks("known");
        Self::of(parcel)
    }

    fn of(parcel: u32) -> Self {
        // Any code will do that is no plain copy of the number.
        let code = parcel.wrapping_mul(2_654_435_761);
        Self {
            parcel,
            code: format!("{code:08X}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{panic, time::Duration};

    fn sdk(parcel: u32) -> CarrierSdk {
        let sdk = CarrierSdk::new(Conditions::default());
        sdk.backend()
            .set_latency(&CarrierSdk::call_name(parcel), Duration::ZERO);
        sdk
    }

    #[test]
    fn a_parcel_gets_its_label_unless_its_call_is_broken() {
        let sdk = sdk(7);
        assert_eq!(sdk.label(7), Ok(Label::known(7)));
        sdk.backend().break_call(&CarrierSdk::call_name(7));
        assert_eq!(sdk.label(7), Err(Refused { parcel: 7 }));
    }

    #[test]
    fn the_sdk_panics_where_it_is_told_to_and_goes_on_elsewhere() {
        let sdk = sdk(7);
        sdk.crash_on(8);
        sdk.backend()
            .set_latency(&CarrierSdk::call_name(8), Duration::ZERO);
        let crashing = sdk.clone();
        assert!(panic::catch_unwind(move || crashing.label(8)).is_err());
        assert_eq!(sdk.label(7), Ok(Label::known(7)));
    }
}

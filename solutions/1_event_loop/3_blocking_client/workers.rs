//! The packing desk: orders a label from the carrier for each parcel.
use services::{CarrierSdk, Label, Refused};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};
use tokio::sync::oneshot;

/// So many orders can be under way at once.
const WORKERS: usize = 32;

/// The packing desk of a warehouse.
pub struct PackingDesk {
    orders: mpsc::Sender<Order>,
}

/// A parcel, and who waits for its label.
struct Order {
    parcel: u32,
    answer: oneshot::Sender<Result<Label, Refused>>,
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
        let (orders, incoming) = mpsc::channel();
        let incoming = Arc::new(Mutex::new(incoming));
        for _ in 0..WORKERS {
            let (carrier, incoming) = (carrier.clone(), Arc::clone(&incoming));
            thread::spawn(move || work(&carrier, &incoming));
        }
        Self { orders }
    }

    /// Orders the label of a parcel.
    ///
    /// # Errors
    /// If there is none.
    pub async fn label(&self, parcel: u32) -> Result<Label, NoLabel> {
        let (answer, answered) = oneshot::channel();
        let order = Order { parcel, answer };
        if self.orders.send(order).is_err() {
            return Err(NoLabel::Crashed);
        }
        match answered.await {
            Ok(answer) => answer.map_err(NoLabel::Refused),
            Err(_) => Err(NoLabel::Crashed),
        }
    }
}

/// Works on one order after another; ends when the desk is dropped.
fn work(carrier: &CarrierSdk, incoming: &Mutex<mpsc::Receiver<Order>>) {
    let next = || {
        let incoming = incoming.lock().unwrap_or_else(PoisonError::into_inner);
        incoming.recv().ok()
    };
    while let Some(Order { parcel, answer }) = next() {
        // A worker outlives a panic of the SDK; dropping `answer` tells the desk of it.
        if let Ok(label) = catch_unwind(AssertUnwindSafe(|| carrier.label(parcel))) {
            // The desk may have given up.
            let _ = answer.send(label);
        }
    }
}

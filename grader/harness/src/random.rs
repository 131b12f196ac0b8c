//! Random bytes for a run, drawn from its seed.
use crate::spin_lock::SpinLock;

static BYTES: SpinLock<Option<fastrand::Rng>> = SpinLock::new(None);

/// What the run draws from now on.
pub(crate) fn seed(seed: u64) {
    *BYTES.lock() = Some(fastrand::Rng::with_seed(seed ^ 0x0062_7974_6573));
}

/// Fills `bytes`.
pub(crate) fn fill(bytes: &mut [u8]) {
    BYTES
        .lock()
        .get_or_insert_with(|| fastrand::Rng::with_seed(0))
        .fill(bytes);
}

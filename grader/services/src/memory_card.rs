//! A camera's memory card, and its photos, which need much memory.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A card with photos, which are read one after another. Clones are handles to the same card.
#[derive(Clone, Debug)]
pub struct MemoryCard {
    backend: Backend,
    photos: u32,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    read: u32,
    in_memory: usize,
    most_in_memory: usize,
}

/// A photo that was read from a card. It needs memory until it is dropped.
pub struct Photo {
    number: u32,
    card: Arc<Mutex<State>>,
}

impl MemoryCard {
    /// A card with so many photos, numbered from 1.
    pub fn new(conditions: Conditions, photos: u32) -> Self {
        Self {
            backend: Backend::new(conditions),
            photos,
            state: Arc::default(),
        }
    }

    /// Reads the next photo into memory; `None` after the last one.
    #[track_caller]
    pub fn next(&self) -> Call<Option<Photo>> {
        let (card, photos) = (Arc::clone(&self.state), self.photos);
        let name = Self::call_name(lock(&self.state).read + 1);
        let read = move |_| {
            let mut state = lock(&card);
            if state.read == photos {
                return None;
            }
            state.read += 1;
            state.in_memory += 1;
            state.most_in_memory = state.most_in_memory.max(state.in_memory);
            let number = state.read;
            drop(state);
            Some(Photo { number, card })
        };
        self.backend.call(name, read, |_| false)
    }

    /// How many photos were read until now.
    #[track_caller]
    pub fn read(&self) -> u32 {
        only_for_checks("read");
        lock(&self.state).read
    }

    /// The most photos that were ever in memory at once.
    #[track_caller]
    pub fn most_in_memory(&self) -> usize {
        only_for_checks("most_in_memory");
        lock(&self.state).most_in_memory
    }

    /// The name under which [`Backend`] knows the call that reads this photo.
    pub fn call_name(photo: u32) -> String {
        format!("READ photo {photo}")
    }

    /// The backend behind the card: its latency and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

impl Photo {
    /// The photo's number on its card.
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl Drop for Photo {
    fn drop(&mut self) {
        lock(&self.card).in_memory -= 1;
    }
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Photo")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn photos_come_in_order_until_the_card_is_read() {
        let card = MemoryCard::new(Conditions::default(), 2);
        for number in 1..=2 {
            assert_eq!(card.next().await.map(|photo| photo.number()), Some(number));
        }
        assert!(card.next().await.is_none());
        assert_eq!(card.read(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_photo_is_in_memory_from_its_reading_until_it_is_dropped() {
        let card = MemoryCard::new(Conditions::default(), 4);
        drop(card.next().await);
        drop(card.next().await);
        assert_eq!(card.most_in_memory(), 1);
        let both = [card.next().await, card.next().await];
        assert_eq!(card.most_in_memory(), 2);
        drop(both);
        assert_eq!(lock(&card.state).in_memory, 0);
    }
}

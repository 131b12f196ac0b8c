//! Who waits for which lock and who holds it, from the events of tokio's feature `tracing`.
//!
//! The names of these spans and events are tokio's own and may change with its version; the tests of this
//! crate fail loudly if they do.
use crate::{recorder, stack, threads};
use protocol::{Hold, Place, TaskId, Wait, WaitFor, What};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

const RESOURCE: &str = "runtime.resource";
const OPERATION: &str = "runtime.resource.async_op";
/// The kind of a resource that is not lock-like.
const TIMER: &str = "timer";
/// What a oneshot channel calls itself.
const ONESHOT: &str = "Sender|Receiver";
/// The operation inside a lock's own.
const INNER_OPERATION: &str = "Acquire::new";

/// Begins to listen, for the rest of the process. Slow: only for a replay.
pub(crate) fn listen() {
    // Fails only if there is a subscriber already, which is then this one.
    let _ = tracing::subscriber::set_global_default(Listener(Mutex::default()));
}

struct Listener(Mutex<State>);

#[derive(Default)]
struct State {
    spans: BTreeMap<u64, Span>,
    /// The spans that are entered, innermost last. Tasks are polled on one thread only.
    entered: Vec<u64>,
    last: u64,
    waits: BTreeMap<u64, (TaskId, u32, Place)>,
    holds: Vec<Hold>,
    /// The operations that are still polled by their tasks when a run got no further.
    polled: BTreeSet<u64>,
}

#[derive(Default)]
struct Span {
    name: &'static str,
    fields: Fields,
    parent: Option<u64>,
    handles: usize,
    /// A resource's number in the record, once it was used.
    lock: Option<u32>,
}

#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.parse().ok()
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl State {
    fn innermost(&self, name: &str) -> Option<u64> {
        let mut entered = self.entered.iter().rev();
        entered
            .find(|span| self.spans.get(span).is_some_and(|span| span.name == name))
            .copied()
    }

    /// True within an operation of a timer.
    fn is_timer(&self) -> bool {
        let resource = self
            .innermost(RESOURCE)
            .and_then(|span| self.spans.get(&span));
        resource.is_some_and(|span| span.fields.get("kind") == Some(TIMER))
    }

    /// The lock that the submission made: a Mutex is made of a semaphore, which it never sees.
    fn lock(&mut self) -> Option<u32> {
        let mut resource = self.innermost(RESOURCE)?;
        while let Some(parent) = self.spans.get(&resource)?.parent
            && self.spans.get(&parent)?.name == RESOURCE
        {
            resource = parent;
        }
        let span = self.spans.get_mut(&resource)?;
        // Timers are resources too, and a semaphore may outlive the span of the lock it is a part of.
        let internal = span.fields.get("is_internal") == Some("true");
        if internal || span.fields.get("kind") == Some(TIMER) {
            return None;
        }
        if span.lock.is_none() {
            let kind = match span.fields.get("concrete_type") {
                Some(ONESHOT) => "oneshot channel",
                Some(kind) => kind,
                None => "lock",
            }
            .to_owned();
            span.lock = Some(recorder::lock_made(kind, place_of(&span.fields)));
        }
        span.lock
    }

    fn polled(&mut self, fields: &Fields) -> Option<()> {
        let operation = self.innermost(OPERATION)?;
        if self.spans.get(&operation)?.fields.get("source") == Some(INNER_OPERATION) {
            return None;
        }
        if self.is_timer() {
            if fields.get("is_ready") != Some("true") {
                recorder::timer(stack::here());
            }
            return None;
        }
        let lock = self.lock()?;
        let task = recorder::current();
        let place = stack::here();
        if fields.get("is_ready") == Some("true") {
            self.waits.remove(&operation);
            self.holds.push(Hold {
                task,
                lock,
                place: Some(place.clone()),
            });
            recorder::lock_event(Some(place), What::Acquired { lock });
        } else if self
            .waits
            .insert(operation, (task, lock, place.clone()))
            .is_none()
        {
            recorder::lock_event(Some(place), What::Waits { lock });
        }
        Some(())
    }

    fn updated(&mut self, fields: &Fields) -> Option<()> {
        let taken =
            fields.get("locked") == Some("true") || fields.get("write_locked") == Some("true");
        let task = recorder::current();
        if taken {
            let lock = self.lock()?;
            // An awaited lock was told of when its operation was ready; this one was tried.
            if !self
                .holds
                .iter()
                .any(|hold| hold.task == task && hold.lock == lock)
            {
                let place = Some(stack::here());
                let hold = Hold {
                    task,
                    lock,
                    place: place.clone(),
                };
                self.holds.push(hold);
                recorder::lock_event(place, What::Acquired { lock });
            }
        } else if released(fields) {
            let lock = self.lock()?;
            let theirs = |hold: &Hold| hold.lock == lock && hold.task == task;
            let any = |hold: &Hold| hold.lock == lock;
            let hold = self.holds.iter().position(theirs);
            if let Some(hold) = hold.or_else(|| self.holds.iter().position(any)) {
                self.holds.remove(hold);
                recorder::lock_event(Some(stack::here()), What::Released { lock });
            }
        }
        Some(())
    }
}

fn released(fields: &Fields) -> bool {
    fields.get("locked") == Some("false")
        || fields.get("write_locked") == Some("false")
        || fields.get("current_readers.op") == Some("sub")
        || fields.get("permits.op") == Some("add")
}

fn place_of(fields: &Fields) -> Option<Place> {
    Some(Place::Line {
        file: fields.get("loc.file")?.trim_matches('"').to_owned(),
        line: fields.number("loc.line")?,
        column: fields.number("loc.col")?,
    })
}

impl Listener {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn with_state(mut action: impl FnMut(&mut State)) {
    tracing::dispatcher::get_default(|dispatch| {
        if let Some(listener) = dispatch.downcast_ref::<Listener>() {
            action(&mut listener.state());
        }
    });
}

/// Writes the state of the locks to the record: the run got no further.
pub(crate) fn tell() {
    with_state(|state| {
        state.polled.clear();
        let waits = state.waits.values().map(|(task, lock, place)| Wait {
            task: *task,
            place: Some(place.clone()),
            on: WaitFor::Lock(*lock),
            kept_by: None,
            aside: false,
        });
        recorder::locks(waits.collect(), state.holds.clone());
    });
}

/// After [`tell`]: the current task is polled once more, and waits on this operation.
pub(crate) fn waits_on() {
    with_state(|state| state.polled.extend(state.entered.iter()));
}

/// After every task was polled once more: those operations that were not are put aside.
pub(crate) fn tell_put_aside() {
    with_state(|state| {
        let operations = state.waits.keys().enumerate();
        let aside = operations.filter(|(_, operation)| !state.polled.contains(operation));
        recorder::put_aside(&aside.map(|(number, _)| number).collect::<Vec<_>>());
    });
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.name().starts_with(RESOURCE) || metadata.target().starts_with("runtime::resource")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut state = self.state();
        state.last += 1;
        let id = state.last;
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let parent = match attributes.parent() {
            Some(parent) => Some(parent.into_u64()),
            None if attributes.is_root() => None,
            None => state.entered.last().copied(),
        };
        state.spans.insert(
            id,
            Span {
                name: attributes.metadata().name(),
                fields,
                parent,
                handles: 1,
                lock: None,
            },
        );
        Id::from_u64(id)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        if !threads::on_loop() {
            return;
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut state = self.state();
        let _ = match event.metadata().target() {
            "runtime::resource::poll_op" => state.polled(&fields),
            "runtime::resource::state_update" => state.updated(&fields),
            _ => None,
        };
    }

    fn enter(&self, span: &Id) {
        if threads::on_loop() {
            self.state().entered.push(span.into_u64());
        }
    }

    fn exit(&self, span: &Id) {
        if threads::on_loop() {
            let mut state = self.state();
            if let Some(at) = state.entered.iter().rposition(|id| *id == span.into_u64()) {
                state.entered.remove(at);
            }
        }
    }

    fn clone_span(&self, span: &Id) -> Id {
        if let Some(span) = self.state().spans.get_mut(&span.into_u64()) {
            span.handles += 1;
        }
        span.clone()
    }

    fn try_close(&self, span: Id) -> bool {
        let id = span.into_u64();
        let mut state = self.state();
        let Some(span) = state.spans.get_mut(&id) else {
            return false;
        };
        span.handles -= 1;
        if span.handles > 0 {
            return false;
        }
        state.spans.remove(&id);
        state.waits.remove(&id);
        true
    }
}

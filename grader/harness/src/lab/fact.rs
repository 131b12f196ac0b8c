//! Values whose text can be trusted.
use services::{
    ApiError, DbError, Export, ExportError, JobStatus, Label, NoPrice, NoReading, NoReport, Page,
    Reading, Refused, Report, SaveError, ShopError, TableBroken, Unreadable, UploadError, User,
    WebError,
};
use std::{fmt::Debug, time::Duration};

/// A value that is compared and shown by its `Debug` text.
///
/// Only types of std and of the services are facts: a submission's own type could call itself equal to
/// anything.
pub trait Fact: Debug {}

macro_rules! facts {
    ($($type:ty),+ $(,)?) => { $(impl Fact for $type {})+ };
}

facts!(
    (),
    bool,
    char,
    String,
    str,
    Duration,
    User,
    ApiError,
    SaveError,
    Label,
    Refused,
    DbError,
    ShopError,
    Page,
    WebError,
    Reading,
    NoReading,
    Report,
    NoReport,
    Export,
    ExportError,
    JobStatus,
    NoPrice,
    TableBroken,
    Unreadable,
    UploadError,
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    f32,
    f64,
);

impl<T: Fact + ?Sized> Fact for &T {}
impl<T: Fact> Fact for [T] {}
impl<T: Fact> Fact for Vec<T> {}
impl<T: Fact> Fact for Option<T> {}
impl<T: Fact, E: Fact> Fact for Result<T, E> {}
impl<A: Fact, B: Fact> Fact for (A, B) {}
impl<A: Fact, B: Fact, C: Fact> Fact for (A, B, C) {}

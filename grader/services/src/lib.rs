//! Simulated backends that the exercises call.
//!
//! A service answers after a latency, fails when it is told to, and counts what was asked of it. It is
//! plain tokio code: it works in a `main`, in a test under tokio's paused clock, and in the grader's
//! laboratory, which listens through [`observe`].
#![forbid(unsafe_code)]

mod async_session;
mod audit_log;
mod backend;
mod blocking_call;
mod blog;
mod call;
mod carrier_sdk;
mod conditions;
mod database;
mod exporter;
mod forecast_api;
mod memory_card;
mod news_api;
pub mod observe;
mod only_checks;
mod order_feed;
mod packing_table;
mod photo_cloud;
mod price_api;
mod receipt_reader;
mod report_server;
mod session;
mod shop;
mod thumbnailer;
mod user_api;
mod voter_register;
mod weather;
mod web;

pub use async_session::AsyncSession;
pub use audit_log::{AuditLog, SaveError};
pub use backend::{Backend, Meter};
pub use blog::{Blog, BlogError};
pub use call::Call;
pub use carrier_sdk::{CarrierSdk, Label, Refused};
pub use conditions::Conditions;
pub use database::{Database, DbError};
pub use exporter::{Export, ExportError, Exporter, JobStatus};
pub use forecast_api::{ForecastApi, NoForecast};
pub use memory_card::{MemoryCard, Photo};
pub use news_api::{NewsApi, NoNews};
pub use order_feed::{Order, OrderFeed};
pub use packing_table::{PackingTable, TableBroken};
pub use photo_cloud::{PhotoCloud, UploadError};
pub use price_api::{NoPrice, PriceApi};
pub use receipt_reader::{ReceiptReader, Unreadable};
pub use report_server::{NoReport, Report, ReportServer, Ticket};
pub use session::Session;
pub use shop::{Shop, ShopError};
pub use thumbnailer::{ThumbnailError, Thumbnailer};
pub use user_api::{ApiError, User, UserApi};
pub use voter_register::{NotRegistered, VoterRegister};
pub use weather::{NoReading, Reading, Station, WeatherNetwork};
pub use web::{Page, WebClient, WebError, WebServer};

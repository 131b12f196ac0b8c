//! The course's lock file: what of it a kit is built from, and which names its crates take.
use super::embedded::{CRATES, ROOT_LOCK};
use crate::catalog::Course;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// The lock file as a kit needs it: without the packages of the workspace that are in no kit, so that a new
/// exercise alone asks for no new kit.
pub(super) fn of_kit(course: &Course) -> Result<Vec<u8>> {
    let own = own_packages();
    of(course, &own.iter().map(String::as_str).collect())
}

/// The lock file with all libraries, and with these packages of the workspace.
pub(super) fn of(course: &Course, own: &BTreeSet<&str>) -> Result<Vec<u8>> {
    let mut lock = read(course)?;
    if let Some(packages) = packages(&mut lock) {
        packages.retain(|package| is_library(package) || own.contains(name(package)));
    }
    Ok(lock.to_string().into_bytes())
}

/// How Rust code calls the grader's own crates, the course's dependencies, and all that these depend on.
///
/// # Errors
/// If the course's lock file cannot be understood.
pub fn crate_names(course: &Course) -> Result<BTreeSet<String>> {
    let mut lock = read(course)?;
    let libraries = packages(&mut lock).into_iter().flatten();
    let libraries = libraries
        .filter(|package| is_library(package))
        .map(|package| name(package).to_owned());
    let named = course.dependencies.keys().cloned();
    let rest = ["grader", "kit"].map(str::to_owned);
    let names = libraries.chain(named).chain(own_packages()).chain(rest);
    Ok(names.map(|name| name.replace('-', "_")).collect())
}

fn read(course: &Course) -> Result<Table> {
    let path = course.root.join("Cargo.lock");
    let lock = std::fs::read_to_string(&path);
    let lock = lock.as_deref().unwrap_or(ROOT_LOCK);
    lock.parse().map_err(|cause: toml::de::Error| {
        Error::bad_course_file(&path, cause.to_string().trim_end())
    })
}

fn packages(lock: &mut Table) -> Option<&mut Vec<Value>> {
    lock.get_mut("package").and_then(Value::as_array_mut)
}

/// A package of the workspace itself has no source.
fn is_library(package: &Value) -> bool {
    package.get("source").is_some()
}

fn name(package: &Value) -> &str {
    package
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The packages that every kit has.
fn own_packages() -> BTreeSet<String> {
    let manifests = CRATES.iter().map(|embedded| embedded.manifest);
    manifests.map(package_name).collect()
}

fn package_name(manifest: &str) -> String {
    let manifest: Table = manifest
        .parse()
        .expect("the grader was built with this manifest");
    name(&manifest["package"]).to_owned()
}

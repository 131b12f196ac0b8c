//! What a student's copy of a course takes from the grader: the crate `services`, the workspace's manifest, and what
//! its lock file begins as.
use super::embedded::{CRATES, Embedded, ROOT_MANIFEST};
use super::locked;
use super::recipe::{parse, text};
use crate::catalog::{Course, read_table};
use crate::error::{Error, Result};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// The crate that exercises call, and its folder in the copy.
const SERVICES: &str = "services";
/// Pinned by the grader, so that students compile with the version that they are graded with.
const TOKIO: &str = "tokio";

#[derive(Serialize)]
struct RootManifest {
    workspace: Workspace,
}

#[derive(Serialize)]
struct Workspace {
    resolver: &'static str,
    members: [&'static str; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<Value>,
    dependencies: Table,
    #[serde(skip_serializing_if = "Option::is_none")]
    lints: Option<Value>,
}

/// The manifest of `services`, its sections in the usual order.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct ServicesManifest {
    package: Table,
    dependencies: Table,
    dev_dependencies: Table,
}

/// The files around the exercises that a copy of `course` needs to build: path in the copy and content.
///
/// # Errors
/// If a manifest or the lock file of the course cannot be understood.
pub(crate) fn for_students(course: &Course) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let services = services();
    for (path, content) in services.sources() {
        let path = path.trim_start_matches(services.folder);
        files.insert(format!("{SERVICES}{path}"), content.to_vec());
    }
    files.insert(
        format!("{SERVICES}/Cargo.toml"),
        text(&services_manifest(services)?),
    );
    files.insert("Cargo.toml".to_owned(), text(&root_manifest(course)?));
    let exercises = course.exercises.iter();
    let mut packages: BTreeSet<&str> = exercises.map(|one| one.package.as_str()).collect();
    packages.insert(SERVICES);
    files.insert("Cargo.lock".to_owned(), locked::of(course, &packages)?);
    Ok(files)
}

fn services() -> &'static Embedded {
    let is_it = |embedded: &&Embedded| embedded.folder.ends_with(SERVICES);
    CRATES
        .iter()
        .find(is_it)
        .expect("the grader was built with the crate `services`")
}

/// The workspace of a copy: the course's own, without all that no exercise depends on.
fn root_manifest(course: &Course) -> Result<RootManifest> {
    let path = course.root.join("Cargo.toml");
    let mut workspace = workspace(read_table(&path)?);
    let mut dependencies = Table::new();
    for name in course.dependency_names() {
        let Some(version) = course.dependencies.get(name) else {
            let cause =
                format!("`[workspace.dependencies]` lacks `{name}`, which an exercise uses");
            return Err(Error::bad_course_file(&path, cause));
        };
        dependencies.insert(name.to_owned(), version.clone());
    }
    if dependencies.contains_key(TOKIO) {
        let ours = self::workspace(parse(ROOT_MANIFEST, "Cargo.toml")?);
        dependencies.extend(table(ours.get("dependencies").cloned()).remove_entry(TOKIO));
    }
    let here = Table::from_iter([("path".to_owned(), Value::from(SERVICES))]);
    dependencies.insert(SERVICES.to_owned(), Value::Table(here));
    Ok(RootManifest {
        workspace: Workspace {
            resolver: "3",
            members: [SERVICES, "exercises/*/*"],
            package: workspace.remove("package"),
            dependencies,
            lints: workspace.remove("lints"),
        },
    })
}

/// The manifest of `services` with everything that it takes from the grader's workspace written out, so that it fits
/// into any workspace.
fn services_manifest(services: &Embedded) -> Result<ServicesManifest> {
    let ours = workspace(parse(ROOT_MANIFEST, "Cargo.toml")?);
    let mut manifest = parse(services.manifest, services.folder)?;
    let mut section = |name: &str, shared: &str| {
        let mut section = table(manifest.remove(name));
        let shared = table(ours.get(shared).cloned());
        for (key, value) in section.iter_mut() {
            write_out(value, shared.get(key));
        }
        section
    };
    Ok(ServicesManifest {
        package: section("package", "package"),
        dependencies: section("dependencies", "dependencies"),
        dev_dependencies: section("dev-dependencies", "dependencies"),
    })
}

/// What a manifest says of its workspace.
fn workspace(mut manifest: Table) -> Table {
    table(manifest.remove("workspace"))
}

fn table(value: Option<Value>) -> Table {
    match value {
        Some(Value::Table(table)) => table,
        _ => Table::new(),
    }
}

/// Puts the workspace's value where one says `workspace = true`; features and the like are added to it.
fn write_out(value: &mut Value, shared: Option<&Value>) {
    let (Some(own), Some(shared)) = (value.as_table(), shared) else {
        return;
    };
    if own.get("workspace").and_then(Value::as_bool) != Some(true) {
        return;
    }
    let mut own = own.clone();
    own.remove("workspace");
    *value = match (own.is_empty(), shared) {
        (true, shared) => shared.clone(),
        (false, Value::Table(table)) => {
            let mut table = table.clone();
            table.extend(own);
            Value::Table(table)
        }
        (false, version) => {
            own.insert("version".to_owned(), version.clone());
            Value::Table(own)
        }
    };
}

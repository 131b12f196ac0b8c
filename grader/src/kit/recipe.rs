//! The kit's workspace: which files it is made of, and the key that all of them give.
use super::embedded::{CRATES, ROOT_MANIFEST};
use super::locked;
use crate::catalog::Course;
use crate::error::{Error, Result};
use crate::toolchain::Toolchain;
use camino::Utf8Path;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// Dependencies that are the kit's own, whatever the course says of them.
const OWN: [&str; 3] = ["harness", "services", "facade"];
/// An exercise's tokio is the facade, which re-exports it.
const TOKIO: &str = "tokio";

/// Everything that a kit is built from.
#[derive(Debug)]
pub(super) struct Recipe {
    /// Path in the kit's workspace and content, each path once.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// A short name for exactly these files and this compiler.
    pub(super) key: String,
}

#[derive(Serialize)]
struct RootManifest {
    workspace: Workspace,
    profile: Profiles,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Workspace {
    resolver: &'static str,
    members: Vec<&'static str>,
    package: Option<Value>,
    dependencies: Table,
    lints: Option<Value>,
}

#[derive(Serialize)]
struct Profiles {
    dev: Profile,
}

/// Optimised, because the harness is on the hot path of every schedule. Without debug information,
/// because only places in the student's own files are ever looked up, and linking is faster.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Profile {
    opt_level: u8,
    debug: &'static str,
    debug_assertions: bool,
    overflow_checks: bool,
    incremental: bool,
    panic: &'static str,
    #[serde(rename = "build-override")]
    build_override: BuildOverride,
}

/// Macros, which run at every compilation of the checks.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct BuildOverride {
    opt_level: u8,
}

#[derive(Serialize)]
struct KitManifest {
    package: KitPackage,
    dependencies: BTreeMap<String, Inherited>,
}

#[derive(Serialize)]
struct KitPackage {
    name: &'static str,
    version: &'static str,
    edition: &'static str,
}

#[derive(Default, Serialize)]
struct Inherited {
    workspace: bool,
    features: BTreeSet<String>,
}

impl Recipe {
    /// The recipe for the exercises of `course`.
    pub(super) fn new(course: &Course, toolchain: &Toolchain) -> Result<Recipe> {
        let mut files = BTreeMap::new();
        for embedded in &CRATES {
            let manifest = without_tests(parse(embedded.manifest, embedded.folder)?);
            files.insert(format!("{}/Cargo.toml", embedded.folder), text(&manifest));
            let sources = embedded.sources().into_iter();
            files.extend(sources.map(|(path, content)| (path, content.to_vec())));
        }
        files.insert("Cargo.toml".to_owned(), text(&root_manifest(course)?));
        files.insert("kit/Cargo.toml".to_owned(), text(&kit_manifest(course)));
        files.insert(
            "kit/src/lib.rs".to_owned(),
            b"//! Names what a kit is made of.\n".to_vec(),
        );
        files.insert("Cargo.lock".to_owned(), locked::of_kit(course)?);
        let key = key(&files, toolchain);
        Ok(Recipe { files, key })
    }

    /// A short name for the compiler alone: its kits are built in one place, so that they share work.
    pub(super) fn compiler_key(toolchain: &Toolchain) -> String {
        key(&BTreeMap::new(), toolchain)
    }
}

fn root_manifest(course: &Course) -> Result<RootManifest> {
    let mut root = parse(ROOT_MANIFEST, "Cargo.toml")?;
    let Some(Value::Table(mut ours)) = root.remove("workspace") else {
        return Err(Error::bad_course_file(
            "Cargo.toml".into(),
            "it has no workspace",
        ));
    };
    let mut dependencies = match ours.remove("dependencies") {
        Some(Value::Table(table)) => table,
        _ => Table::new(),
    };
    for name in course.dependency_names() {
        if name == TOKIO || OWN.contains(&name) {
            continue;
        }
        let Some(version) = course.dependencies.get(name) else {
            let cause =
                format!("`[workspace.dependencies]` lacks `{name}`, which an exercise uses");
            return Err(Error::bad_course_file(
                &course.root.join("Cargo.toml"),
                cause,
            ));
        };
        dependencies.insert(name.to_owned(), version.clone());
    }
    let workspace = Workspace {
        resolver: "3",
        members: CRATES
            .iter()
            .map(|embedded| embedded.folder)
            .chain(["kit"])
            .collect(),
        package: ours.remove("package"),
        dependencies,
        lints: ours.remove("lints"),
    };
    let dev = Profile {
        opt_level: 2,
        debug: "none",
        debug_assertions: false,
        overflow_checks: false,
        incremental: false,
        panic: "unwind",
        build_override: BuildOverride { opt_level: 1 },
    };
    Ok(RootManifest {
        workspace,
        profile: Profiles { dev },
    })
}

/// A package that depends on the harness and on all that exercises depend on.
fn kit_manifest(course: &Course) -> KitManifest {
    let mut dependencies: BTreeMap<String, Inherited> = BTreeMap::new();
    let used = course
        .exercises
        .iter()
        .flat_map(|exercise| &exercise.dependencies);
    for dependency in used.filter(|dependency| dependency.name != TOKIO) {
        let entry = dependencies.entry(dependency.name.clone()).or_default();
        entry.features.extend(dependency.features.iter().cloned());
    }
    for own in OWN {
        dependencies.entry(own.to_owned()).or_default();
    }
    for entry in dependencies.values_mut() {
        entry.workspace = true;
    }
    let package = KitPackage {
        name: "kit",
        version: "0.0.0",
        edition: "2024",
    };
    KitManifest {
        package,
        dependencies,
    }
}

/// The kit builds no tests, so it needs nothing that only they use.
fn without_tests(mut manifest: Table) -> Table {
    for section in ["dev-dependencies", "test", "bench", "example"] {
        manifest.remove(section);
    }
    manifest
}

pub(super) fn parse(manifest: &str, of: &str) -> Result<Table> {
    manifest
        .parse()
        .map_err(|cause: toml::de::Error| Error::bad_course_file(Utf8Path::new(of), cause))
}

pub(super) fn text(manifest: &impl Serialize) -> Vec<u8> {
    toml::to_string(manifest)
        .expect("a manifest made of tables and strings can be written as TOML")
        .into_bytes()
}

fn key(files: &BTreeMap<String, Vec<u8>>, toolchain: &Toolchain) -> String {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(toolchain.description.as_bytes());
    for (path, content) in files {
        part(path.as_bytes());
        part(content);
    }
    // Sixteen hexadecimal digits are far more than the few kits of a machine need.
    hash.finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A course whose one exercise has these `[dependencies]`.
    fn course(dependencies: &str, workspace: &str) -> (tempfile::TempDir, Course) {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        let exercise = root.join("exercises/1_chapter/1_exercise");
        std::fs::create_dir_all(&exercise).unwrap();
        let write = |path: &Utf8Path, text: String| std::fs::write(path, text).unwrap();
        write(
            &root.join("Cargo.toml"),
            format!("[workspace]\n[workspace.dependencies]\n{workspace}"),
        );
        write(
            &exercise.join("Cargo.toml"),
            format!(
                "[package]\nname = \"exercise\"\nedition = \"2024\"\n[dependencies]\n{dependencies}"
            ),
        );
        write(
            &exercise.join("exercise.toml"),
            "title = \"t\"\neditable = [\"src/lib.rs\"]\nhints = []\n".to_owned(),
        );
        let course = Course::open(Some(root), root).unwrap();
        (folder, course)
    }

    fn toolchain(description: &str) -> Toolchain {
        Toolchain {
            rustc: "rustc".into(),
            cargo: "cargo".into(),
            version: "1".to_owned(),
            host: "host".to_owned(),
            description: description.to_owned(),
        }
    }

    fn manifest(recipe: &Recipe, path: &str) -> Table {
        String::from_utf8(recipe.files[path].clone())
            .unwrap()
            .parse()
            .unwrap()
    }

    #[test]
    fn a_kit_has_what_exercises_name_and_its_own_tokio() {
        let (_folder, course) = course(
            "bytes = { workspace = true, features = [\"serde\"] }\ntokio.workspace = true\n",
            "bytes = \"1\"\ntokio = \"0.1\"\n",
        );
        let recipe = Recipe::new(&course, &toolchain("a")).unwrap();
        let kit = manifest(&recipe, "kit/Cargo.toml");
        let names: Vec<&String> = kit["dependencies"].as_table().unwrap().keys().collect();
        assert_eq!(names, ["bytes", "facade", "harness", "services"]);
        assert_eq!(
            kit["dependencies"]["bytes"]["features"][0].as_str(),
            Some("serde")
        );
        let root = manifest(&recipe, "Cargo.toml");
        let versions = &root["workspace"]["dependencies"];
        assert_eq!(versions["bytes"].as_str(), Some("1"));
        let pinned = versions["tokio"]["version"].as_str().unwrap();
        assert!(pinned.starts_with('='), "{pinned}");
    }

    #[test]
    fn another_compiler_and_another_dependency_give_another_key() {
        let (_one, plain) = course("", "bytes = \"1\"\n");
        let (_other, more) = course("bytes.workspace = true\n", "bytes = \"1\"\n");
        let key = |course, compiler| Recipe::new(course, &toolchain(compiler)).unwrap().key;
        assert_eq!(key(&plain, "a"), key(&plain, "a"));
        assert_ne!(key(&plain, "a"), key(&plain, "b"));
        assert_ne!(key(&plain, "a"), key(&more, "a"));
    }

    #[test]
    fn another_exercise_in_the_lock_file_gives_the_same_key() {
        let (_folder, course) = course("", "");
        let key = |lock: &str| {
            std::fs::write(course.root.join("Cargo.lock"), lock).unwrap();
            Recipe::new(&course, &toolchain("a")).unwrap().key
        };
        let exercise = "[[package]]\nname = \"exercise\"\nversion = \"0.1.0\"\n";
        let library = "[[package]]\nname = \"bytes\"\nversion = \"1.0.0\"\nsource = \"registry\"\n";
        assert_eq!(key(library), key(&format!("{exercise}{library}")));
        assert_ne!(key(library), key(&library.replace("1.0.0", "1.0.1")));
    }

    #[test]
    fn a_dependency_that_the_course_does_not_have_is_the_courses_fault() {
        let (_folder, course) = course("bytes.workspace = true\n", "");
        let error = Recipe::new(&course, &toolchain("a")).unwrap_err();
        assert_eq!(error.kind(), "bad_course_file");
        assert!(error.to_string().contains("`bytes`"), "{error}");
    }
}

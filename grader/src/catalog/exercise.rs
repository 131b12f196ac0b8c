//! One exercise, as its folder describes it.
use crate::error::{Error, Result};
use crate::limits::{CheckLimits, OwnLimits};
use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;

/// One exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise {
    /// Its folder below `exercises/`, `2_concurrency/2_gather_users`.
    pub id: String,
    /// The folder's own name without its number, `gather_users`.
    pub name: String,
    /// Its title, for people.
    pub title: String,
    /// The name of its crate.
    pub package: String,
    /// The edition of its crate, `2024`.
    pub edition: String,
    /// Its folder, absolute.
    pub dir: Utf8PathBuf,
    /// The files that a submission brings, relative to the folder.
    pub editable: Vec<Utf8PathBuf>,
    /// What to tell a learner who is stuck, one step at a time.
    pub hints: Vec<String>,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
    /// The file with its hidden checks, absolute.
    pub checks: Utf8PathBuf,
    /// What a check process may use.
    pub limits: CheckLimits,
}

/// Something that an exercise depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependency {
    /// Its name in the manifest, `tokio-stream`.
    pub name: String,
    /// The features that the exercise asks for, besides those of the workspace.
    pub features: Vec<String>,
}

/// The file `exercise.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    title: String,
    editable: Vec<Utf8PathBuf>,
    hints: Vec<String>,
    #[serde(default)]
    limits: OwnLimits,
}

/// The parts of an exercise's `Cargo.toml` that count.
#[derive(Deserialize)]
struct Manifest {
    package: Package,
    #[serde(default)]
    dependencies: toml::Table,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    edition: String,
}

/// A dependency that takes its version from the workspace.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inherited {
    workspace: bool,
    #[serde(default)]
    features: Vec<String>,
}

impl Exercise {
    /// Reads the exercise `id` of the course in `root`.
    pub(super) fn read(root: &Utf8Path, id: &str) -> Result<Exercise> {
        let dir = root.join("exercises").join(id);
        let description_path = dir.join("exercise.toml");
        let description: Description = parse(&description_path)?;
        if let Some(path) = description.editable.iter().find(|path| !is_plain(path)) {
            let cause = format!("`{path}` is not a path inside the exercise");
            return Err(Error::bad_course_file(&description_path, cause));
        }
        if description.editable.is_empty() {
            return Err(Error::bad_course_file(
                &description_path,
                "`editable` names no file",
            ));
        }
        let limits = description
            .limits
            .checked()
            .map_err(|cause| Error::bad_course_file(&description_path, cause))?;
        let manifest_path = dir.join("Cargo.toml");
        let manifest: Manifest = parse(&manifest_path)?;
        let dependencies = manifest
            .dependencies
            .into_iter()
            .map(|(name, value)| dependency(&manifest_path, name, value))
            .collect::<Result<_>>()?;
        Ok(Exercise {
            id: id.to_owned(),
            name: name_of(id).to_owned(),
            title: description.title,
            package: manifest.package.name,
            edition: manifest.package.edition,
            editable: description.editable,
            hints: description.hints,
            dependencies,
            checks: root.join("tests").join(id).join("checks.rs"),
            limits,
            dir,
        })
    }

    /// The file with the reference solution; a course need not have it.
    pub fn reference(&self) -> Utf8PathBuf {
        self.course()
            .join("solutions")
            .join(&self.id)
            .join("reference.rs")
    }

    /// The folder of its course.
    pub fn course(&self) -> &Utf8Path {
        // `exercises/<chapter>/<exercise>` is three folders deep.
        self.dir.ancestors().nth(3).unwrap_or(&self.dir)
    }

    /// The name of the crate in Rust code.
    pub fn crate_name(&self) -> String {
        self.package.replace('-', "_")
    }
}

/// An exercise's name: its folder's without the number.
pub(crate) fn name_of(id: &str) -> &str {
    let folder = id.rsplit('/').next().unwrap_or(id);
    folder.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_')
}

/// Reads a manifest without giving it a shape.
pub(crate) fn read_table(path: &Utf8Path) -> Result<toml::Table> {
    parse(path)
}

fn parse<T: serde::de::DeserializeOwned>(path: &Utf8Path) -> Result<T> {
    let text = read(path)?;
    toml::from_str(&text)
        .map_err(|cause| Error::bad_course_file(path, cause.to_string().trim_end()))
}

fn read(path: &Utf8Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|cause| Error::bad_course_file(path, cause))
}

/// True for a relative path that does not leave its folder.
fn is_plain(path: &Utf8Path) -> bool {
    let mut parts = path.components();
    parts.all(|part| matches!(part, camino::Utf8Component::Normal(_)))
}

fn dependency(manifest: &Utf8Path, name: String, value: toml::Value) -> Result<Dependency> {
    match value.try_into::<Inherited>() {
        Ok(Inherited {
            workspace: true,
            features,
        }) => Ok(Dependency { name, features }),
        _ => {
            let cause =
                format!("the dependency `{name}` does not take its version from the workspace");
            Err(Error::bad_course_file(manifest, cause))
        }
    }
}

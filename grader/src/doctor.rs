//! What gradings need, looked at one by one: the compiler, the course, the kit and each layer of the sandbox.
pub mod text;

use crate::catalog::Course;
use crate::error::{ErrorFacts, ErrorReport, Result};
use crate::grade::current_folder;
use crate::kit::{Kit, cache_folder};
use crate::sandbox::{Layer, Level, Sandbox, Standing};
use crate::toolchain::Toolchain;
use camino::{Utf8Path, Utf8PathBuf};
use schemars::JsonSchema;
use serde::Serialize;

/// The version of the format. It changes when a field is removed or changes its meaning, not when one is added.
const FORMAT_VERSION: u32 = 1;

/// What was found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Health {
    /// The version of this format, 1.
    pub format_version: u32,
    /// True if gradings can be made here, and the sandbox reaches the level that is required.
    pub ok: bool,
    /// The compiler.
    pub toolchain: Part<ToolchainFacts>,
    /// The course.
    pub course: Part<CourseFacts>,
    /// The libraries.
    pub kit: Part<KitFacts>,
    /// The layers that stand and those that are missing.
    pub sandbox: Standing,
    /// What each layer is for.
    pub purposes: Vec<Purpose>,
    /// Landlock's version, 0 without it.
    pub landlock_version: u32,
    /// The level that is required; `none` if nothing is.
    pub required_level: Level,
    /// True if the grader runs as root.
    pub is_root: bool,
}

/// Something that gradings need: what it is, or why it is not there.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Part<T> {
    /// It is there.
    Found(T),
    /// It is not.
    Problem {
        /// Why, and what to do.
        problem: ErrorFacts,
    },
}

/// The compiler.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ToolchainFacts {
    /// The program.
    pub rustc: String,
    /// Its version.
    pub version: String,
    /// The machine that it is for.
    pub host: String,
}

/// The course.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CourseFacts {
    /// Its folder.
    pub folder: String,
    /// How many exercises it has.
    pub exercises: usize,
}

/// The libraries.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct KitFacts {
    /// True if they are built. If not, the first grading builds them.
    pub ready: bool,
    /// The cache's folder.
    pub cache: String,
}

/// What a layer is for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Purpose {
    /// The layer.
    pub layer: Layer,
    /// What it does.
    pub purpose: &'static str,
}

/// Looks at everything. Nothing that is wrong is an error: it is what was to be found out.
pub async fn examine(course: Option<&Utf8Path>, required: Level) -> Health {
    let opened = current_folder().and_then(|here| Course::open(course, &here));
    let from = opened
        .as_ref()
        .map_or(Utf8Path::new("."), |course| course.root.as_path());
    let toolchain = Toolchain::find(from).await;
    let kit = match (&opened, &toolchain) {
        (Ok(course), Ok(toolchain)) => Kit::built(course, toolchain),
        _ => Ok(None),
    };
    let folders = folders(&opened, &toolchain, &kit);
    let folders: Vec<&Utf8Path> = folders.iter().map(Utf8PathBuf::as_path).collect();
    let sandbox = Sandbox::find(&folders);
    let standing = sandbox.standing();
    let cache = kit.and_then(|kit| {
        Ok(KitFacts {
            ready: kit.is_some(),
            cache: cache_folder()?.into(),
        })
    });
    let (toolchain, course, kit) = (
        part(toolchain.map(|found| ToolchainFacts {
            rustc: found.rustc.into(),
            version: found.version,
            host: found.host,
        })),
        part(opened.map(|found| CourseFacts {
            exercises: found.exercises.len(),
            folder: found.root.into(),
        })),
        part(cache),
    );
    Health {
        format_version: FORMAT_VERSION,
        ok: toolchain.is_found()
            && course.is_found()
            && kit.is_found()
            && standing.level >= required,
        toolchain,
        course,
        kit,
        sandbox: standing,
        purposes: Layer::ALL.map(purpose).to_vec(),
        landlock_version: sandbox.landlock_version(),
        required_level: required,
        is_root: fence::User::is_root(),
    }
}

fn folders(
    course: &Result<Course>,
    toolchain: &Result<Toolchain>,
    kit: &Result<Option<Kit>>,
) -> Vec<Utf8PathBuf> {
    let mut folders = Vec::new();
    folders.extend(course.as_ref().ok().map(|course| course.root.clone()));
    folders.extend(
        toolchain
            .as_ref()
            .ok()
            .map(|toolchain| toolchain.folder().to_owned()),
    );
    let kit = kit.as_ref().ok().and_then(Option::as_ref);
    folders.extend(kit.map(|kit| kit.folder().to_owned()));
    folders
}

fn purpose(layer: Layer) -> Purpose {
    Purpose {
        layer,
        purpose: layer.purpose(),
    }
}

fn part<T>(found: Result<T>) -> Part<T> {
    match found {
        Ok(found) => Part::Found(found),
        Err(error) => Part::Problem {
            problem: ErrorReport::from(&error).error,
        },
    }
}

impl<T> Part<T> {
    fn is_found(&self) -> bool {
        matches!(self, Part::Found(_))
    }
}

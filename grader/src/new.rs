//! A new exercise: three folders with a small working example, and a row in the course's README.
mod fault;
mod name;
mod place;
mod readme;
mod template;
mod write;

pub use fault::NewFault;

use crate::catalog::Course;
use crate::error::{Error, Result};
use camino::{Utf8Path, Utf8PathBuf};
use place::Place;
use write::Writing;

/// The folders of a course in which every exercise has a folder of its own. What cargo sees comes last.
const TREES: [&str; 3] = ["tests", "solutions", "exercises"];

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// A chapter: its folder's name, its number, or the folder's name of a new one.
    pub chapter: String,
    /// The exercise's name, with or without its number.
    pub name: String,
    /// The course's folder; absent: the nearest one upwards.
    pub course: Option<Utf8PathBuf>,
}

/// What was written.
#[derive(Clone, Debug)]
pub struct Created {
    /// The exercise's name without its number.
    pub name: String,
    /// The exercise's folder below `exercises/`, `3_shared_state/3_rate_counter`.
    pub id: String,
    /// The course's folder, absolute.
    pub root: Utf8PathBuf,
    /// True if the course's README got a row that leads to the exercise; false if it has no table of exercises.
    pub in_readme: bool,
}

/// Writes the exercise that `request` asks for into the course, seen from the folder `from`: all of it, or nothing.
///
/// # Errors
/// If there is no course, the chapter or the name will not do, or the folders cannot be written.
pub fn create(request: &Request, from: &Utf8Path) -> Result<Created> {
    let course = Course::survey_even_empty(request.course.as_deref(), from)?.course;
    let place = Place::find(&course, &request.chapter, &request.name)?;
    let id = place.id();

    let mut writing = Writing::begin(&course.root)?;
    for file in template::files(&place.name) {
        let path = Utf8Path::new(file.tree).join(&id).join(&file.path);
        writing.file(&path, &file.text)?;
    }
    for tree in TREES {
        writing.place(&Utf8Path::new(tree).join(&id))?;
    }
    let in_readme = readme::add_row(&course.root.join("README.md"), &id, &template::title())?;
    writing.keep();
    Ok(Created {
        name: place.name,
        id,
        root: course.root,
        in_readme,
    })
}

fn refused(path: &Utf8Path, fault: NewFault) -> Error {
    let path = path.to_owned();
    Error::New { path, fault }
}

//! The attacks: every folder, and every case of a family.
use crate::description::Description;
use camino::{Utf8Path, Utf8PathBuf};

/// One attack.
#[derive(Clone, Debug)]
pub(crate) struct Attack {
    /// The folder's name, with that of the case behind it.
    pub(crate) name: String,
    pub(crate) folder: Utf8PathBuf,
    /// True for the first case of a family, and for whatever is none.
    pub(crate) is_first: bool,
    /// What stands at `@CASE@`.
    pub(crate) case: Option<String>,
    pub(crate) description: Description,
}

/// Every attack of the folder, in the order of the names; for a folder that cannot be read, why.
pub(crate) fn all(folder: &Utf8Path) -> Vec<(String, Result<Attack, String>)> {
    let entries = folder.read_dir_utf8().expect("the folder of the attacks");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_owned())
        .collect();
    names.sort();
    let mut attacks = Vec::new();
    for name in names {
        match read(&folder.join(&name), &name) {
            Ok(cases) => attacks.extend(cases.into_iter().map(|one| (one.name.clone(), Ok(one)))),
            Err(why) => attacks.push((name, Err(why))),
        }
    }
    attacks
}

fn read(folder: &Utf8Path, name: &str) -> Result<Vec<Attack>, String> {
    let file = folder.join("attack.toml");
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    let description = Description::parse(&text).map_err(|why| format!("{file}: {why}"))?;
    let attack = |name: String, case, is_first| Attack {
        name,
        is_first,
        folder: folder.to_owned(),
        case,
        description: description.clone(),
    };
    if description.cases.is_empty() {
        return Ok(vec![attack(name.to_owned(), None, true)]);
    }
    let cases = description.cases.iter().enumerate();
    Ok(cases
        .map(|(number, (case, text))| {
            attack(format!("{name}/{case}"), Some(text.clone()), number == 0)
        })
        .collect())
}

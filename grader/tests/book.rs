//! The book and the README lead everywhere they say.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use std::collections::BTreeSet;
use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The book's pages, and what stands at the root.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let markdown = |path: &PathBuf| path.extension().is_some_and(|end| end == "md");
    let mut pages: Vec<PathBuf> = [docs(), root]
        .iter()
        .flat_map(|folder| read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(markdown)
        .collect();
    pages.sort();
    pages
}

/// The text without what stands in fences, where nothing is a link or a heading.
fn prose(text: &str) -> String {
    let mut fenced = false;
    let outside = |line: &&str| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    };
    let lines: Vec<&str> = text.lines().filter(outside).collect();
    lines.join("\n")
}

/// Where the links of a page lead, as they are written.
fn links(text: &str) -> Vec<String> {
    let prose = prose(text);
    let after = prose.split("](").skip(1);
    after
        .filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()))
        .collect()
}

/// The anchor that a heading gets, as websites and mdBook make it.
fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let title = heading.trim_start_matches('#').trim().to_lowercase();
    title
        .chars()
        .filter(kept)
        .collect::<String>()
        .replace(' ', "-")
}

fn has_anchor(page: &Path, wanted: &str) -> bool {
    let text = prose(&read_to_string(page).unwrap());
    let mut headings = text.lines().filter(|line| line.starts_with('#'));
    headings.any(|heading| anchor(heading) == wanted)
}

#[test]
fn every_link_of_the_book_and_the_readme_leads_somewhere() {
    let mut broken = Vec::new();
    for page in pages() {
        let folder = page.parent().unwrap();
        for link in links(&read_to_string(&page).unwrap()) {
            if link.contains("://") {
                continue;
            }
            let (path, wanted) = link.split_once('#').unwrap_or((&link, ""));
            let target = match path {
                "" => page.clone(),
                path => folder.join(path),
            };
            let found = target.exists() && (wanted.is_empty() || has_anchor(&target, wanted));
            if !found {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_book_has_every_page_and_every_page_of_it_is_there() {
    let summary = read_to_string(docs().join("SUMMARY.md")).unwrap();
    let listed: BTreeSet<String> = links(&summary).into_iter().collect();
    let present: BTreeSet<String> = read_dir(docs())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".md") && name != "SUMMARY.md")
        .collect();
    assert_eq!(listed, present);
}

#[test]
fn no_page_links_out_of_the_book() {
    for page in pages() {
        if page.parent() != Some(&docs()) {
            continue;
        }
        for link in links(&read_to_string(&page).unwrap()) {
            assert!(
                !link.starts_with("../"),
                "{}: {link} would be broken in the built book",
                page.display()
            );
        }
    }
}

#[test]
fn a_heading_becomes_the_anchor_that_websites_give_it() {
    assert_eq!(
        anchor("## One kit for all chapters"),
        "one-kit-for-all-chapters"
    );
    assert_eq!(
        anchor("### `--repeat N`, under load"),
        "--repeat-n-under-load"
    );
}

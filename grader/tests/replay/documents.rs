//! The page and the picture as documents: well formed, labelled, and closed to the network.
use crate::scenes::{self, DEADLOCK, SEQUENCE, told};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeSet;

/// The document; what is not well formed is a failure.
pub(crate) fn read(text: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The elements that have this class.
fn of_class<'a>(document: &'a Document<'a>, class: &str) -> Vec<Node<'a, 'a>> {
    let has = |node: &Node<'_, '_>| {
        let classes = node.attribute("class").unwrap_or_default();
        classes.split(' ').any(|one| one == class)
    };
    document.descendants().filter(has).collect()
}

#[test]
fn every_page_and_picture_is_well_formed_with_every_id_once() {
    for (scene, told) in scenes::all() {
        for text in [&told.page, &told.picture] {
            let document = read(text);
            let mut seen = BTreeSet::new();
            for id in document
                .descendants()
                .filter_map(|node| node.attribute("id"))
            {
                assert!(seen.insert(id), "{scene:?}: {id} twice");
            }
            let named = document.descendants().flat_map(|node| node.attributes());
            for attribute in named.filter(|attribute| attribute.value().starts_with("url(#")) {
                let id = attribute
                    .value()
                    .trim_start_matches("url(#")
                    .trim_end_matches(')');
                assert!(seen.contains(id), "{scene:?}: no {id}");
            }
            for attribute in ["aria-labelledby", "for"] {
                let ids = document
                    .descendants()
                    .filter_map(|node| node.attribute(attribute));
                assert!(
                    ids.into_iter().all(|id| seen.contains(id)),
                    "{scene:?}: {attribute}"
                );
            }
        }
    }
}

#[test]
fn every_piece_has_a_label_and_can_have_the_focus() {
    for (scene, told) in scenes::all() {
        let document = read(&told.page);
        let pieces = of_class(&document, "told");
        assert!(pieces.len() > 3, "{scene:?}");
        for piece in pieces {
            let label = piece.attribute("aria-label").unwrap();
            assert!(
                label.len() > 5 && piece.attribute("tabindex") == Some("0"),
                "{scene:?}: {label}"
            );
            let title = piece
                .children()
                .find(|node| node.has_tag_name((SVG, "title")))
                .unwrap();
            assert_eq!(title.text(), Some(label));
            if let Some(code) = piece.attribute("data-code") {
                assert!(label.contains(code) && !code.is_empty(), "{label}");
            }
        }
        let regions = of_class(&document, "wide");
        assert!(
            regions
                .iter()
                .all(|region| region.attribute("aria-label").is_some())
        );
    }
}

const SVG: &str = "http://www.w3.org/2000/svg";

#[test]
fn a_page_loads_nothing_and_runs_only_its_own_script() {
    for (scene, told) in scenes::all() {
        let document = read(&told.page);
        let policy = document
            .descendants()
            .find(|node| node.attribute("http-equiv") == Some("Content-Security-Policy"))
            .and_then(|node| node.attribute("content"))
            .unwrap();
        assert!(
            policy.starts_with("default-src 'none'; style-src 'sha256-"),
            "{policy}"
        );
        assert!(
            !policy.contains("unsafe") && !policy.contains("http"),
            "{policy}"
        );
        for node in document.descendants() {
            for attribute in node.attributes() {
                let (name, value) = (attribute.name(), attribute.value());
                assert!(
                    !["src", "href", "style", "srcset"].contains(&name),
                    "{scene:?}: {name}={value}"
                );
                assert!(!name.starts_with("on"), "{scene:?}: {name}={value}");
            }
        }
        let outside = told.page.replace(SVG, "");
        assert!(
            !outside.contains("://") && !outside.contains("@import"),
            "{scene:?}"
        );
    }
}

#[test]
fn a_picture_stands_alone() {
    for (scene, told) in scenes::all() {
        let document = read(&told.picture);
        let root = document.root_element();
        assert!(root.has_tag_name((SVG, "svg")), "{scene:?}");
        assert!(root.attribute("viewBox").is_some() && root.attribute("aria-label").is_some());
        assert!(
            !document
                .descendants()
                .any(|node| node.has_tag_name((SVG, "script")))
        );
        assert!(
            document
                .descendants()
                .any(|node| node.has_tag_name((SVG, "style")))
        );
    }
}

#[test]
fn a_deadlock_is_drawn_as_a_ring_with_its_lines() {
    let document = read(&told(DEADLOCK).page);
    assert_eq!(of_class(&document, "wants").len(), 2);
    assert_eq!(of_class(&document, "has").len(), 2);
    let ring = document
        .descendants()
        .find_map(|node| {
            node.attribute("aria-label")
                .filter(|label| label.contains("; "))
        })
        .unwrap();
    assert_eq!(
        ring,
        "transfer 2 to 3 waits for Mutex #2, which transfer 3 to 2 #2 has; \
         transfer 3 to 2 #2 waits for Mutex #1, which transfer 2 to 3 has"
    );
    let texts: Vec<&str> = document
        .descendants()
        .filter_map(|node| node.text())
        .collect();
    assert!(texts.contains(&"waits for · line 32") && texts.contains(&"held by · since line 31"));
}

#[test]
fn both_timelines_lie_on_one_axis() {
    let document = read(&told(SEQUENCE).page);
    let bars: Vec<(&str, f64)> = of_class(&document, "told")
        .iter()
        .filter_map(|piece| {
            let rect = piece
                .children()
                .find(|node| node.has_tag_name((SVG, "rect")))?;
            Some((
                piece.attribute("data-what")?,
                rect.attribute("x")?.parse().ok()?,
            ))
        })
        .collect();
    let x = |start: &str, end: &str| {
        let found = bars
            .iter()
            .find(|(what, _)| what.starts_with(start) && what.contains(end));
        found.unwrap_or_else(|| panic!("{start} {end}: {bars:?}")).1
    };
    let zero = x("expected: GET /users/841", "from 0 to 122 ms");
    let planned = x("expected: GET /users/257", "from 0 to 96 ms");
    let sent = x("gather_users: GET /users/257", "from 122 to 218 ms");
    assert!(
        (planned - zero).abs() < 0.2 && sent > zero + 100.0,
        "{zero} {planned} {sent}"
    );
}

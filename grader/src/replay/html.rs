//! A story as one self-contained page: no script but its own, nothing from the network.
use super::escape::escape;
use super::svg::{COLOURS, SHAPES};
use super::text::{kept, nothing_known, summary};
use super::{Circle, Line, Step, Story, svg};
use crate::judge::Verdict;
use sha2::{Digest, Sha256};
use std::fmt::Write;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
/// The most steps in the table; of a longer schedule its first ones.
const MOST_STEPS: usize = 400;

/// The page.
pub fn page(story: &Story) -> String {
    let style = format!("{COLOURS}{SHAPES}{STYLE}");
    let title = format!("{}: {}", story.check, summary(story));
    let mut body = head(story);
    if let Some(circle) = &story.circle {
        body += &around(circle);
    }
    body += &match story.is_empty() {
        true => format!("<p>{}</p>\n", nothing_known(story)),
        false => timelines(story) + &table(story),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{}</title>\n<style>{style}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        policy(&style),
        escape(&title)
    )
}

/// Nothing may be loaded, and only the page's own style and script are used.
fn policy(style: &str) -> String {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(SCRIPT)
    )
}

/// As a policy names a text: its SHA-256 in base64.
fn hash(text: &str) -> String {
    use base64::Engine;
    let digest = Sha256::digest(text.as_bytes());
    format!(
        "sha256-{}",
        base64::engine::general_purpose::STANDARD.encode(digest)
    )
}

fn head(story: &Story) -> String {
    let (class, sign) = match story.verdict {
        Verdict::Passed => ("passed", "✔"),
        _ => ("failed", "✘"),
    };
    let mut text = format!(
        "<header>\n<p class=\"exercise\">{}</p>\n<h1><span class=\"{class}\" aria-hidden=\"true\">{sign}</span> \
         <code>{}</code>: {}</h1>\n<dl>\n<dt>must hold</dt><dd>{}</dd>\n",
        escape(&story.exercise),
        escape(&story.check),
        escape(&summary(story)),
        marked(&story.title)
    );
    if let Some(message) = &story.message {
        let _ = writeln!(text, "<dt>happened</dt><dd>{}</dd>", marked(message));
    }
    text += "</dl>\n";
    // The circle shows the same lines.
    if !story.evidence.is_empty() && story.circle.is_none() {
        text += "<ul class=\"evidence\">\n";
        for (piece, line) in story.evidence.iter().zip(&story.evidence_lines) {
            let _ = writeln!(
                text,
                "<li>{}<span>{}</span></li>",
                code(line),
                marked(&piece.what)
            );
        }
        text += "</ul>\n";
    }
    text + "</header>\n"
}

/// A text of the grader's, escaped, with what stands in backticks as code.
fn marked(text: &str) -> String {
    let escaped = escape(text);
    if escaped.matches('`').count() % 2 == 1 {
        return escaped;
    }
    let pieces = escaped.split('`').enumerate();
    let marked = pieces.map(|(number, piece)| match number % 2 {
        1 => format!("<code>{piece}</code>"),
        _ => piece.to_owned(),
    });
    marked.collect()
}

fn code(line: &Line) -> String {
    format!(
        "<span class=\"place\">{}:{}</span> <code>{}</code>",
        escape(&line.file),
        line.number,
        escape(&line.code)
    )
}

fn around(circle: &Circle) -> String {
    let (ring, (width, height)) = svg::circle(circle);
    let mut text = format!(
        "<section aria-labelledby=\"waits\">\n<h2 id=\"waits\">Who waits for whom</h2>\n<div class=\"wide\" \
         tabindex=\"0\" role=\"region\" aria-label=\"The circle as a picture\">\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\">{ring}</svg>\n</div>\n<ol class=\"circle\">\n"
    );
    for tie in &circle.ties {
        let _ = write!(
            text,
            "<li><strong>{}</strong> waits for <strong>{}</strong>, {}.",
            escape(&tie.from),
            escape(&tie.wants),
            escape(&kept(tie))
        );
        for (when, line) in [
            ("It waits here:", &tie.waits_at),
            ("It was taken here:", &tie.held_since),
        ] {
            if let Some(line) = line {
                let _ = write!(
                    text,
                    "<br/><span class=\"when\">{when}</span> {}",
                    code(line)
                );
            }
        }
        text += "</li>\n";
    }
    text + "</ol>\n</section>\n"
}

fn timelines(story: &Story) -> String {
    let numbers = match story.is_about_order() {
        true => "The numbers are those of the steps below.",
        false => "",
    };
    format!(
        "<section aria-labelledby=\"timelines\">\n<h2 id=\"timelines\">Timelines</h2>\n\
         <p class=\"note\">Point at a piece, or go there with the Tab key, to see its line of code. {}</p>\n\
         <div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"The timelines as a picture\">\n{}</div>\n\
         <p id=\"detail\" role=\"status\" hidden=\"hidden\"><span id=\"detail-what\"></span> \
         <span id=\"detail-place\" class=\"place\"></span> <code id=\"detail-code\"></code></p>\n</section>\n",
        numbers,
        svg::embedded(story)
    )
}

fn table(story: &Story) -> String {
    let expected = story.expected.as_ref();
    let mut text = String::new();
    if let Some(expected) = expected {
        text += "<section aria-labelledby=\"plan\">\n<h2 id=\"plan\">What was expected</h2>\n\
                 <div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"What was expected, as a table\">\n\
                 <table>\n<thead><tr><th scope=\"col\">time</th><th scope=\"col\">what</th></tr></thead>\n<tbody>\n";
        for line in expected.planned.iter().take(MOST_STEPS) {
            let _ = writeln!(
                text,
                "<tr><td class=\"time\">{} ms</td><td>{}</td></tr>",
                line.at_ms,
                escape(&line.text)
            );
        }
        text += "</tbody>\n</table>\n</div>\n</section>\n";
    }
    text += "<section aria-labelledby=\"steps\">\n<h2 id=\"steps\">Step by step</h2>\n\
             <div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"What happened, as a table\">\n<table>\n\
             <thead><tr><th scope=\"col\">step</th><th scope=\"col\">time</th><th scope=\"col\">task</th>\
             <th scope=\"col\">what</th><th scope=\"col\">line</th></tr></thead>\n<tbody>\n";
    for (number, step) in story.steps.iter().enumerate().take(MOST_STEPS) {
        text += &row(story, number, step);
    }
    text += "</tbody>\n</table>\n</div>\n";
    if let more @ 1.. = story.steps.len().saturating_sub(MOST_STEPS) {
        let _ = writeln!(text, "<p class=\"note\">… and {more} more steps</p>");
    }
    if story.truncated {
        text += "<p class=\"note\">The schedule was longer; its rest was not recorded.</p>\n";
    }
    text + "</section>\n"
}

fn row(story: &Story, number: usize, step: &Step) -> String {
    let harm = story.harm.as_ref().filter(|harm| harm.step == number);
    let mut text = String::new();
    if let Some(harm) = harm {
        let _ = writeln!(
            text,
            "<tr class=\"harm-row\"><td colspan=\"5\"><span aria-hidden=\"true\">▼ </span>{}</td></tr>",
            marked(&harm.text)
        );
    }
    let aside = story.is_about_order() && !story.involved.contains(&step.lane);
    let class = match (harm, aside) {
        (Some(_), _) => " class=\"harmful-step\"",
        (None, true) => " class=\"aside\"",
        (None, false) => "",
    };
    let _ = writeln!(
        text,
        "<tr{class}><td class=\"time\">{}</td><td class=\"time\">{} ms</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        number + 1,
        step.at_ms,
        escape(&story.lanes[step.lane].name),
        escape(&step.text),
        step.line.as_ref().map(code).unwrap_or_default()
    );
    text
}

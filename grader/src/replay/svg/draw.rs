//! A picture that is being drawn from top to bottom.
use super::super::Line;
use super::super::escape::escape;
use super::MARGIN;
use std::fmt::Write;

/// How high a heading is, in pixels.
pub(super) const HEADING: f64 = 24.0;

/// What was drawn, and how high it is.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    text: String,
    /// What lies below everything else.
    below: String,
    /// In pixels.
    pub(super) height: f64,
}

/// Something that tells more when it is pointed at or has the focus.
pub(super) struct Told<'a> {
    pub(super) class: &'a str,
    /// Who does what, when.
    pub(super) what: &'a str,
    pub(super) line: Option<&'a Line>,
}

/// A rectangle, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Drawing {
    pub(super) fn new() -> Drawing {
        Drawing::default()
    }

    pub(super) fn finish(self) -> String {
        self.below + &self.text
    }

    /// SVG as it stands.
    pub(super) fn raw(&mut self, svg: &str) {
        self.text += svg;
        self.text.push('\n');
    }

    /// SVG that lies below everything else.
    pub(super) fn raw_below(&mut self, svg: &str) {
        self.below += svg;
        self.below.push('\n');
    }

    /// A text whose line stands at `y`.
    pub(super) fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let (x, y) = (label(x), label(y));
        let _ = writeln!(
            self.text,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
            escape(text)
        );
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.text(MARGIN, self.height + 16.0, "heading", text);
        self.height += HEADING;
    }

    /// A rectangle that tells more.
    pub(super) fn told(&mut self, area: Area, told: &Told<'_>, inside: &str) {
        let (mut words, mut data) = (told.what.to_owned(), String::new());
        if let Some(line) = told.line {
            let place = format!("{}:{}", line.file, line.number);
            words += &format!("\n{place}  {}", line.code);
            data = format!(
                " data-place=\"{}\" data-code=\"{}\"",
                escape(&place),
                escape(&line.code)
            );
        }
        let _ = writeln!(
            self.text,
            "<g class=\"told\" tabindex=\"0\" role=\"img\" aria-label=\"{}\" data-what=\"{}\"{data}>\
             <title>{}</title>{}{inside}</g>",
            escape(&words),
            escape(told.what),
            escape(&words),
            rect(told.class, area)
        );
    }
}

/// A rectangle of this class.
pub(super) fn rect(class: &str, area: Area) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
        label(area.x),
        label(area.y),
        label(area.width),
        label(area.height)
    )
}

/// A cross at a point: something ended before its time.
pub(super) fn cross(x: f64, y: f64) -> String {
    let (x, y) = (label(x - 5.0), label(y - 5.0));
    format!("<path class=\"cross\" d=\"M{x} {y}l10 10m0-10l-10 10\"/>")
}

/// A number of pixels, to a tenth.
pub(super) fn label(pixels: f64) -> String {
    let text = format!("{pixels:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

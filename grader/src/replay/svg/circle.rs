//! Who waits for whom, drawn as a ring of tasks and of what they wait for.
use super::super::escape::{escape, short};
use super::super::{Circle, Line, Tie};
use super::axis::pixels;
use super::draw::{Area, label, rect};
use std::f64::consts::PI;

/// How large a box is, in pixels.
const BOX: (f64, f64) = (214.0, 42.0);
const MOST_LETTERS: usize = 30;

/// A box of the ring.
struct Node {
    x: f64,
    y: f64,
    text: String,
    is_task: bool,
}

/// The ring, and its width and height in pixels.
pub(in crate::replay) fn draw(circle: &Circle) -> (String, (f64, f64)) {
    let count = circle.ties.len();
    let (across, down) = radii(count);
    let size = (2.0 * across + BOX.0 + 40.0, 2.0 * down + BOX.1 + 40.0);
    let nodes = nodes(circle, (size.0 / 2.0, size.1 / 2.0), (across, down));
    let mut text = format!(
        "<g role=\"img\" aria-label=\"{}\">{}",
        escape(&in_words(circle)),
        defs()
    );
    for (number, tie) in circle.ties.iter().enumerate() {
        let task = &nodes[2 * number];
        let thing = &nodes[2 * number + 1];
        let next = &nodes[(2 * number + 2) % nodes.len()];
        let bend = if count == 1 { 1.0 } else { 0.0 };
        let kept = if tie.is_lock { "held by" } else { "only from" };
        text += &arrow("wants", task, thing, -bend);
        text += &arrow("has", thing, next, bend);
        text += &caption("waits for", "", tie.waits_at.as_ref(), (task, thing), -bend);
        text += &caption(kept, "since ", tie.held_since.as_ref(), (thing, next), bend);
    }
    if count > 1 {
        let (x, y) = (label(size.0 / 2.0), label(size.1 / 2.0 + 4.0));
        text += &format!("<text class=\"bad middle\" x=\"{x}\" y=\"{y}\">nobody can go on</text>");
    }
    for node in &nodes {
        text += &boxed(node);
    }
    (text + "</g>", size)
}

/// The ring in words.
pub(in crate::replay) fn in_words(circle: &Circle) -> String {
    let told = |tie: &Tie| {
        let verb = if tie.is_lock {
            "has"
        } else {
            "alone could give"
        };
        format!(
            "{} waits for {}, which {} {verb}",
            tie.from, tie.wants, tie.to
        )
    };
    circle.ties.iter().map(told).collect::<Vec<_>>().join("; ")
}

/// Half of the ring's width and height, from one middle of a box to the other.
fn radii(count: usize) -> (f64, f64) {
    match count {
        1 => (220.0, 30.0),
        2 => (300.0, 120.0),
        more => (270.0 + 30.0 * pixels(more), 60.0 * pixels(more)),
    }
}

/// Tasks and what they wait for in turn, from the left on and clockwise.
fn nodes(circle: &Circle, middle: (f64, f64), radii: (f64, f64)) -> Vec<Node> {
    let count = pixels(2 * circle.ties.len());
    let both = circle
        .ties
        .iter()
        .flat_map(|tie| [(&tie.from, true), (&tie.wants, false)]);
    let node = |(number, (text, is_task)): (usize, (&String, bool))| {
        let angle = PI + 2.0 * PI * pixels(number) / count;
        Node {
            x: middle.0 + radii.0 * angle.cos(),
            y: middle.1 + radii.1 * angle.sin(),
            text: short(text, MOST_LETTERS),
            is_task,
        }
    };
    both.enumerate().map(node).collect()
}

fn boxed(node: &Node) -> String {
    let area = Area {
        x: node.x - BOX.0 / 2.0,
        y: node.y - BOX.1 / 2.0,
        width: BOX.0,
        height: BOX.1,
    };
    let (class, kind) = match node.is_task {
        true => ("task", "task"),
        false => ("lock", ""),
    };
    let shape = rect(class, area).replace(
        "/>",
        if node.is_task {
            " rx=\"21\"/>"
        } else {
            " rx=\"2\"/>"
        },
    );
    format!(
        "{shape}<text class=\"lane middle\" x=\"{0}\" y=\"{1}\">{2}</text><text class=\"row middle\" x=\"{0}\" \
         y=\"{3}\">{kind}</text>",
        label(node.x),
        label(if node.is_task {
            node.y - 1.0
        } else {
            node.y + 4.0
        }),
        escape(&node.text),
        label(node.y + 14.0)
    )
}

/// An arrow from box to box; `bend` moves it aside, where two arrows join the same boxes.
fn arrow(class: &str, from: &Node, to: &Node, bend: f64) -> String {
    let (begin, end) = ends(from, to, bend);
    format!(
        "<path class=\"{class}\" marker-end=\"url(#arrow-{class})\" d=\"M{} {}L{} {}\"/>",
        label(begin.0),
        label(begin.1),
        label(end.0),
        label(end.1)
    )
}

/// Where an arrow leaves and reaches the boxes.
fn ends(from: &Node, to: &Node, bend: f64) -> ((f64, f64), (f64, f64)) {
    let aside = bend * 12.0;
    let leave = edge((from.x, from.y), (to.x, to.y), 2.0);
    let reach = edge((to.x, to.y), (from.x, from.y), 12.0);
    ((leave.0, leave.1 + aside), (reach.0, reach.1 + aside))
}

/// The point at which a line from the middle of a box towards another leaves it, and some pixels more.
fn edge(middle: (f64, f64), towards: (f64, f64), more: f64) -> (f64, f64) {
    let (dx, dy) = (towards.0 - middle.0, towards.1 - middle.1);
    let part = (BOX.0 / 2.0 / dx.abs().max(0.001)).min(BOX.1 / 2.0 / dy.abs().max(0.001));
    let length = dx.hypot(dy).max(0.001);
    let part = part + more / length;
    (middle.0 + dx * part, middle.1 + dy * part)
}

/// What an arrow means, and the line of code, on the arrow's middle.
fn caption(
    verb: &str,
    since: &str,
    line: Option<&Line>,
    (from, to): (&Node, &Node),
    bend: f64,
) -> String {
    let (begin, end) = ends(from, to, bend);
    let x = f64::midpoint(begin.0, end.0);
    // A level arrow has its caption above it, else there is no arrow left to be seen.
    let level = (begin.1 - end.1).abs() < 20.0;
    let above = if level && bend == 0.0 {
        -14.0
    } else {
        bend * 14.0
    };
    let y = f64::midpoint(begin.1, end.1) + above;
    let place = line.map_or(String::new(), |line| {
        format!(" · {since}line {}", line.number)
    });
    let text = format!("{verb}{place}");
    let wide = pixels(text.chars().count()) * 6.4 + 10.0;
    let area = Area {
        x: x - wide / 2.0,
        y: y - 9.0,
        width: wide,
        height: 18.0,
    };
    let (x, y) = (label(x), label(y + 4.0));
    format!(
        "{}<text class=\"key middle\" x=\"{x}\" y=\"{y}\">{}</text>",
        rect("pad", area),
        escape(&text)
    )
}

fn defs() -> String {
    let head = |class: &str| {
        format!(
            "<marker id=\"arrow-{class}\" viewBox=\"0 0 10 10\" refX=\"2\" refY=\"5\" markerWidth=\"11\" \
             markerHeight=\"11\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head-{class}\" \
             d=\"M0 0L10 5L0 10z\"/></marker>"
        )
    };
    let lock = "<pattern id=\"circle-lock\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
                <rect width=\"8\" height=\"8\" class=\"fill-lock\"/></pattern>";
    format!("<defs>{}{}{lock}</defs>", head("wants"), head("has"))
}

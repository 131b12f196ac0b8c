//! The table: a column for each task, a row for each step.
use super::cells::{Cell, Paint, life, life_after_step, life_at_step, life_at_time, pad};
use super::rows::{Row, rows};
use super::{choice, wrapped};
use crate::replay::{Planned, Span, State, Step, Story};
use crate::report::text::Style;
use crate::report::text::plain;
use std::collections::BTreeSet;

/// A column is not narrower than this.
const LEAST: usize = 22;
/// Nor wider than this.
const MOST: usize = 48;

/// The table, with what is not in it below.
pub(super) fn render(story: &Story, width: usize, style: Style) -> String {
    let mut table = Table::new(story, width, style);
    let mut text = table.head();
    for row in rows(story, &table.lanes, table.planned) {
        text += &table.row(row);
    }
    if let Some(note) = choice::left_out(story, &table.lanes) {
        text += &format!("\n{}", wrapped(&note, super::INDENT, super::INDENT, width));
    }
    text
}

struct Table<'a> {
    story: &'a Story,
    lanes: Vec<usize>,
    /// Empty if there is no column for it.
    planned: &'a [Planned],
    time: usize,
    column: usize,
    width: usize,
    style: Style,
    /// The time that was written last.
    written: Option<u64>,
    /// The spans that were told, as lanes and numbers.
    told: BTreeSet<(usize, usize)>,
}

impl<'a> Table<'a> {
    fn new(story: &'a Story, width: usize, style: Style) -> Table<'a> {
        let planned = story
            .expected
            .as_ref()
            .map_or(&[][..], |expected| &expected.planned);
        let last = story
            .end_ms
            .max(planned.last().map_or(0, |line| line.at_ms));
        let time = format!("{last} ms").len() + 2;
        let columns = ((width - time) / LEAST).max(1);
        let extra = usize::from(!planned.is_empty() && columns > 1);
        let lanes = choice::lanes(story, columns - extra);
        let number = (lanes.len() + extra).max(1);
        Table {
            story,
            planned: if extra > 0 { planned } else { &[] },
            time,
            column: ((width - time) / number).min(MOST),
            lanes,
            width,
            style,
            written: None,
            told: BTreeSet::new(),
        }
    }

    fn head(&self) -> String {
        let names = self
            .lanes
            .iter()
            .map(|lane| self.story.lanes[*lane].name.as_str());
        let all = (!self.planned.is_empty())
            .then_some("expected")
            .into_iter()
            .chain(names);
        let heads = all.map(|name| {
            let name = plain::shorten(name, self.column - 2);
            self.style.bold(&pad(&name, self.column))
        });
        let line = format!("{}{}", " ".repeat(self.time), heads.collect::<String>());
        let columns = self.lanes.len() + usize::from(!self.planned.is_empty());
        let rule = "─".repeat((self.time + columns * self.column).min(self.width));
        format!("{}\n{}\n", line.trim_end(), self.style.dim(&rule))
    }

    fn row(&mut self, row: Row<'_>) -> String {
        match row {
            Row::Moment {
                at_ms,
                planned,
                step,
            } => {
                let new = self.written.replace(at_ms) != Some(at_ms);
                let time = if new {
                    format!("{at_ms} ms")
                } else {
                    String::new()
                };
                let cells = self.moment(at_ms, planned, step);
                self.harm(step) + &self.lines(&time, &cells)
            }
            Row::Gap { from_ms, until_ms } => {
                let cells = self.gap(from_ms, until_ms);
                let told = cells.iter().any(Cell::says_something);
                if told {
                    self.lines("", &cells)
                } else {
                    String::new()
                }
            }
            Row::End => {
                let cells = self.end();
                let told = cells.iter().any(Cell::says_something);
                if told {
                    self.lines("", &cells)
                } else {
                    String::new()
                }
            }
            Row::LeftOut(rows) => {
                let note = format!("{}… {rows} rows are left out …\n", " ".repeat(self.time));
                self.style.dim(&note)
            }
        }
    }

    /// The line above the step that did the harm.
    fn harm(&self, step: Option<(usize, &Step)>) -> String {
        match (&self.story.harm, step) {
            (Some(harm), Some((number, _))) if harm.step == number => {
                let text = wrapped(&harm.text, " ▶ ", "   ", self.width);
                text.lines()
                    .map(|line| self.style.bad(line) + "\n")
                    .collect()
            }
            _ => String::new(),
        }
    }

    fn moment(
        &self,
        at_ms: u64,
        planned: Option<&Planned>,
        step: Option<(usize, &Step)>,
    ) -> Vec<Cell> {
        let room = self.column - 2;
        let mut cells = self.planned_cell(planned);
        for lane in &self.lanes {
            let shown = &self.story.lanes[*lane];
            cells.push(match step {
                Some((number, step)) if step.lane == *lane => {
                    let harmful = self
                        .story
                        .harm
                        .as_ref()
                        .is_some_and(|harm| harm.step == number);
                    let (sign, paint) = match (harmful, step.blocks_ms) {
                        (true, _) => ("▶", Paint::Bad),
                        (false, 1..) => ("█", Paint::Bad),
                        (false, 0) => ("●", Paint::Plain),
                    };
                    let signs = (sign, life_after_step(shown, number));
                    Cell::told(signs, &step.text, step.line.as_ref(), paint, room)
                }
                Some((number, _)) => Cell::alive(life_at_step(shown, number)),
                None => Cell::alive(life_at_time(shown, at_ms)),
            });
        }
        cells
    }

    fn planned_cell(&self, planned: Option<&Planned>) -> Vec<Cell> {
        let room = self.column - 2;
        let cell = match planned {
            Some(line) => Cell::told((" ", " "), &line.text, None, Paint::Expected, room),
            None => Cell::default(),
        };
        (!self.planned.is_empty())
            .then_some(cell)
            .into_iter()
            .collect()
    }

    /// While time passes: what each task does meanwhile, the first time that it is to be told.
    fn gap(&mut self, from_ms: u64, until_ms: u64) -> Vec<Cell> {
        let mut cells = self.planned_cell(None);
        for lane in self.lanes.clone() {
            let spans = self.story.lanes[lane].spans.iter().enumerate();
            let mut here = spans.filter(|(_, span)| {
                let (from, until) = (span.from.at_ms, span.until.at_ms);
                from < until && from < until_ms && from_ms < until
            });
            cells.push(match here.next() {
                None => Cell::alive(" "),
                Some((_, span)) if span.state == State::Blocks => Cell::alive(life(span.state)),
                Some((number, span)) => match self.told.insert((lane, number)) {
                    true => self.span_cell(&self.story.lanes[lane].spans, number),
                    false => Cell::alive(life(span.state)),
                },
            });
        }
        cells
    }

    /// At the end: what each task that has not ended waits for.
    fn end(&self) -> Vec<Cell> {
        let mut cells = self.planned_cell(None);
        for lane in &self.lanes {
            let spans = &self.story.lanes[*lane].spans;
            let last = spans
                .last()
                .filter(|span| span.until.step > self.story.steps.len());
            let open = last.filter(|span| !matches!(span.state, State::Runs | State::Blocks));
            let told = |span: &&Span| {
                !self.told.contains(&(*lane, spans.len() - 1)) || span.line.is_some()
            };
            cells.push(match open.filter(told) {
                Some(_) => self.span_cell(spans, spans.len() - 1),
                None => Cell::alive(" "),
            });
        }
        cells
    }

    fn span_cell(&self, spans: &[Span], number: usize) -> Cell {
        let span = &spans[number];
        let sign = life(span.state);
        let paint = match span.what.ends_with("for ever") {
            true => Paint::Bad,
            false => Paint::Dim,
        };
        let before = number
            .checked_sub(1)
            .and_then(|before| spans[before].line.as_ref());
        let line = span.line.as_ref().filter(|line| before != Some(*line));
        Cell::told((sign, sign), &span.what, line, paint, self.column - 2)
    }

    fn lines(&self, time: &str, cells: &[Cell]) -> String {
        let height = cells.iter().map(Cell::height).max().unwrap_or(0).max(1);
        let mut text = String::new();
        for number in 0..height {
            let time = if number == 0 { time } else { "" };
            let mut line = format!("{time:>room$}  ", room = self.time - 2);
            for cell in cells {
                line += &cell.line(number, self.column, self.style);
            }
            text += line.trim_end();
            text.push('\n');
        }
        text
    }
}

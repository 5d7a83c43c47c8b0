//! Tables in formulas: equations one below the other, cases, matrices.

use pulldown_latex::event::{ArrayColumn, ColumnAlignment, EnvironmentFlow, Event, Grouping};

use super::writer::{State, Writer};
use crate::markdown::writer;

/// The columns of a table.
struct Columns {
    class: &'static str,
    /// The alignment of each column. The last one counts for all further columns.
    alignments: Vec<ColumnAlignment>,
    /// Whether columns are pairs, as in equations: the first of each is aligned right, the second left, without space
    /// between them.
    are_pairs: bool,
}

impl<'e> Writer<'e> {
    pub(super) fn group(&mut self, grouping: &'e Grouping) {
        let state = self.state;
        self.is_after_operand = false;
        let columns = match grouping {
            Grouping::Normal => {
                self.open("mrow");
                self.row();
                self.close("mrow");
                (self.state, self.is_after_operand) = (state, true);
                return;
            }
            Grouping::LeftRight(left, right) => {
                self.open("mrow");
                self.bracket(*left, "prefix");
                self.row();
                self.bracket(*right, "postfix");
                self.close("mrow");
                (self.state, self.is_after_operand) = (state, true);
                return;
            }
            Grouping::Align { .. }
            | Grouping::Aligned
            | Grouping::Split
            | Grouping::Alignat { .. }
            | Grouping::Alignedat { .. } => Columns { class: "eq", alignments: Vec::new(), are_pairs: true },
            Grouping::Array(columns) => {
                let alignment = |column: &ArrayColumn| match column {
                    ArrayColumn::Column(alignment) => Some(*alignment),
                    ArrayColumn::Separator(_) => None,
                };
                let alignments = columns.iter().filter_map(alignment).collect();
                Columns { class: "", alignments, are_pairs: false }
            }
            Grouping::Matrix { alignment } | Grouping::SubArray { alignment } => {
                Columns { class: "", alignments: vec![*alignment], are_pairs: false }
            }
            Grouping::Cases { .. } => Columns { class: "", alignments: vec![ColumnAlignment::Left], are_pairs: false },
            Grouping::Equation { .. } | Grouping::Gather { .. } | Grouping::Gathered | Grouping::Multline => {
                Columns { class: "", alignments: vec![ColumnAlignment::Center], are_pairs: false }
            }
        };
        self.state = State { font: None, style: None, ..state };
        self.open("mrow");
        self.bracket(matches!(grouping, Grouping::Cases { left: true }).then_some('{'), "prefix");
        self.table(&columns);
        self.bracket(matches!(grouping, Grouping::Cases { left: false }).then_some('}'), "postfix");
        self.close("mrow");
        (self.state, self.is_after_operand) = (state, true);
    }

    /// Writes the rows of a table up to the end of its group.
    fn table(&mut self, columns: &Columns) {
        let state = self.state;
        self.open_tag("mtable");
        if !columns.class.is_empty() {
            writer::attribute(&mut self.html, "class", columns.class);
        }
        self.html.push('>');
        let mut has_line = false;
        if let Some(Event::EnvironmentFlow(EnvironmentFlow::StartLines { lines })) = self.events.get(self.at) {
            has_line = !lines.is_empty();
            self.at += 1;
        }
        loop {
            self.html.push_str(if has_line { "<mtr class=\"ln\">" } else { "<mtr>" });
            let mut column = 0;
            let ended = loop {
                self.cell(columns, column);
                self.state = state;
                match self.row() {
                    Some(EnvironmentFlow::Alignment) => column += 1,
                    Some(EnvironmentFlow::NewLine { horizontal_lines, .. }) => {
                        has_line = !horizontal_lines.is_empty();
                        break false;
                    }
                    Some(EnvironmentFlow::StartLines { .. }) => {}
                    None => break true,
                }
                self.html.push_str("</mtd>");
                self.plain.push(' ');
            };
            self.html.push_str("</mtd></mtr>");
            self.plain.push(' ');
            // A line break after the last row does not begin another row.
            let is_last = matches!(self.events.get(self.at), Some(Event::End)) && !has_line;
            if ended {
                break;
            }
            if is_last {
                self.at += 1;
                break;
            }
        }
        self.html.push_str("</mtable>");
    }

    fn cell(&mut self, columns: &Columns, column: usize) {
        let alignment = match columns.are_pairs {
            true if column.is_multiple_of(2) => ColumnAlignment::Right,
            true => ColumnAlignment::Left,
            false => {
                columns.alignments.get(column).or(columns.alignments.last()).copied().unwrap_or(ColumnAlignment::Center)
            }
        };
        self.html.push_str(match alignment {
            ColumnAlignment::Left => "<mtd class=\"al-l\">",
            ColumnAlignment::Center => "<mtd>",
            ColumnAlignment::Right => "<mtd class=\"al-r\">",
        });
        if columns.are_pairs && column > 0 && column.is_multiple_of(2) {
            self.html.push_str("<mspace width=\"2em\"></mspace>");
        }
        self.is_after_operand = columns.are_pairs && column % 2 == 1;
    }
}

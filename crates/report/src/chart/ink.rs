//! The colours of a chart, and the pen that writes SVG with nothing else.
//!
//! Fills follow the Government Analysis Function's palette in its order; the rest are the page's own inks.

use std::fmt::Write as _;

/// Text and axes.
pub const INK: &str = "#17262a";
/// Figures beside an axis.
pub const QUIET: &str = "#4a585b";
/// The line that joins points.
pub const EDGE: &str = "#7c8683";
/// Grid: decoration only.
pub const GRID: &str = "#e3e6e1";
pub const WHITE: &str = "#fff";
/// First in the palette: better.
pub const BLUE: &str = "#12436d";
/// Third: aim and floor.
pub const PLUM: &str = "#801650";
/// Fourth: worse, or to explain. Shapes only, always with an ink outline.
pub const ORANGE: &str = "#f46a25";
/// Fifth: chance, average, limits.
pub const DARK: &str = "#3d3d3d";
/// Sixth: a change where neither direction is good.
pub const LILAC: &str = "#a285d1";
/// The test period's tab, and marks still to come.
pub const AMBER_INK: &str = "#6b4300";
pub const AMBER_WASH: &str = "#fff3da";

/// Every colour a chart may use; a test reads each drawing for others.
pub const PALETTE: [&str; 12] = [INK, QUIET, EDGE, GRID, WHITE, BLUE, PLUM, ORANGE, DARK, LILAC, AMBER_INK, AMBER_WASH];

/// Where the text stands against its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn code(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// A text to be written: size in user units, never under 14.
#[derive(Debug, Clone, PartialEq)]
pub struct Lettering<'a> {
    pub text: &'a str,
    pub x: f64,
    /// The baseline.
    pub y: f64,
    pub anchor: Anchor,
    pub size: f64,
    pub bold: bool,
    pub colour: &'static str,
    /// A white edge, so that lines passing behind do not cut it.
    pub halo: bool,
}

/// Writes SVG elements one after another.
#[derive(Debug, Default)]
pub struct Pen {
    out: String,
}

/// A co-ordinate to a tenth, without an idle nought.
pub fn at(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    let tenths = if tenths == 0.0 || !tenths.is_finite() { 0.0 } else { tenths };
    format!("{tenths}")
}

/// Text made safe for HTML and SVG, in element or attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // What XML cannot hold at all.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

impl Pen {
    pub fn new() -> Pen {
        Pen::default()
    }

    pub fn into_text(self) -> String {
        self.out
    }

    fn write(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(element);
    }

    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &'static str, width: f64) {
        self.write(format_args!(
            r#"<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{colour}" stroke-width="{width}"/>"#,
            at(from.0),
            at(from.1),
            at(to.0),
            at(to.1)
        ));
    }

    /// An open path; `dash` as in `stroke-dasharray`, empty for a solid line; `round` ends make dots of short dashes.
    pub fn path(&mut self, points: &[(f64, f64)], colour: &'static str, width: f64, dash: &str, round: bool) {
        let Some(d) = way(points) else { return };
        let dash = if dash.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{dash}""#) };
        let round = if round { r#" stroke-linecap="round""# } else { "" };
        self.write(format_args!(
            r#"<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{dash}{round}/>"#
        ));
    }

    /// A filled shape without outline.
    pub fn area(&mut self, points: &[(f64, f64)], colour: &'static str, opacity: f64) {
        let Some(d) = way(points) else { return };
        self.write(format_args!(r#"<path d="{d}Z" fill="{colour}" opacity="{opacity}"/>"#));
    }

    pub fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, colour: &'static str) {
        self.write(format_args!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{colour}"/>"#,
            at(x),
            at(y),
            at(width.max(0.0)),
            at(height.max(0.0))
        ));
    }

    /// An element of our own drawing, as it is: marks and icons.
    pub fn shape(&mut self, element: &str) {
        self.out.push_str(element);
    }

    pub fn text(&mut self, lettering: &Lettering<'_>) {
        let Lettering { text, x, y, anchor, size, bold, colour, halo } = lettering;
        let weight = if *bold { r#" font-weight="700""# } else { "" };
        let edge = if *halo { r##" stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke""## } else { "" };
        self.write(format_args!(
            r#"<text x="{}" y="{}" text-anchor="{}" font-size="{size}"{weight} fill="{colour}"{edge}>{}</text>"#,
            at(*x),
            at(*y),
            anchor.code(),
            escape(text)
        ));
    }
}

fn way(points: &[(f64, f64)]) -> Option<String> {
    let (first, rest) = points.split_first()?;
    let mut d = format!("M{} {}", at(first.0), at(first.1));
    for point in rest {
        let _ = write!(d, "L{} {}", at(point.0), at(point.1));
    }
    Some(d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_cannot_leave_its_element() {
        assert_eq!(escape("<b> & \"'\u{1}"), "&lt;b&gt; &amp; &quot;&#39;\u{fffd}");
    }

    #[test]
    fn co_ordinates_are_short_and_never_minus_nought() {
        for (value, written) in [(12.04, "12"), (12.06, "12.1"), (-0.01, "0"), (f64::NAN, "0")] {
            assert_eq!(at(value), written);
        }
    }
}

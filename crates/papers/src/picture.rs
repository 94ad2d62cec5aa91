//! Charts as pictures: the drawing of a chart alone, and as PNG where a format takes no SVG.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::error::PapersError;

include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// The family of the letters in papers and in the charts on them.
pub const FAMILY: &str = "Atkinson Hyperlegible Next";

/// So that letters stay sharp in print: pixels for each unit of the drawing.
const SCALE: f32 = 2.0;

/// A picture as a paper takes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub png: Vec<u8>,
    /// In units of the drawing.
    pub width: f64,
    pub height: f64,
}

/// Of the drawings of a chart, the one for a sheet of paper: of middle width, else the first. None where there is none.
pub fn drawing(svg: &str) -> Option<String> {
    let of = |class: &str| svg.find(&format!("<svg class=\"{class}\""));
    let from = of("ww-mid").or_else(|| of("ww-wide")).or_else(|| svg.find("<svg"))?;
    let rest = svg.get(from..)?;
    let end = rest.find("</svg>")? + "</svg>".len();
    let alone = rest.get(..end)?;
    let family = format!("<svg font-family=\"{FAMILY}\"");
    let namespace = if alone.contains("xmlns=") { "" } else { " xmlns=\"http://www.w3.org/2000/svg\"" };
    Some(alone.replacen("<svg", &format!("{family}{namespace}"), 1))
}

/// The drawing as PNG, on white. The same drawing gives the same bytes.
pub fn picture(drawing: &str) -> Result<Picture, PapersError> {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        for font in [REGULAR, ITALIC, BOLD] {
            fonts.load_font_data(font.to_vec());
        }
        Arc::new(fonts)
    });
    let options = Options { font_family: FAMILY.to_owned(), fontdb: FONTS.clone(), ..Options::default() };
    let refused = |why: String| PapersError::Picture { why };
    let tree = Tree::from_str(drawing, &options).map_err(|error| refused(error.to_string()))?;
    let size = tree.size();
    let pixels = |length: f32| (length * SCALE).ceil().clamp(1.0, 8_000.0) as u32;
    let mut map = Pixmap::new(pixels(size.width()), pixels(size.height())).ok_or_else(|| refused("it has no size".to_owned()))?;
    map.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut map.as_mut());
    let png = map.encode_png().map_err(|error| refused(error.to_string()))?;
    Ok(Picture { png, width: f64::from(size.width()), height: f64::from(size.height()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_for_paper_is_the_middle_one_and_stands_alone() {
        let svg = r#"<div><svg class="ww-wide" viewBox="0 0 9 9"></svg><svg class="ww-mid" viewBox="0 0 5 5"><text>a</text></svg></div>"#;
        let alone = drawing(svg).expect("a drawing");
        assert!(alone.starts_with("<svg font-family") && alone.contains("xmlns=") && alone.contains("0 0 5 5"), "{alone}");
        assert_eq!(drawing("<p>no picture</p>"), None);
    }

    #[test]
    fn letters_are_drawn_in_our_own_font_and_the_same_drawing_gives_the_same_bytes() {
        let words = |text: &str| {
            format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><text x="5" y="30" font-size="20">{text}</text></svg>"#)
        };
        let drawn = picture(&words("October")).expect("a picture");
        assert_eq!((drawn.width, drawn.height), (200.0, 40.0));
        assert!(drawn.png.starts_with(&[137, 80, 78, 71]));
        assert_eq!(drawn, picture(&words("October")).expect("a picture"));
        assert_ne!(drawn.png, picture(&words("")).expect("a picture").png, "the letters are there");
    }

    #[test]
    fn what_is_no_drawing_is_refused_and_nothing_breaks() {
        assert!(picture("<svg").is_err());
    }
}

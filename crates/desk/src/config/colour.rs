//! A council's own two colours, and whether words can be read on them.
//!
//! Contrast is that of WCAG 2.2: (lighter + 0.05) / (darker + 0.05) of relative luminance, from 1 to 21.

use std::fmt;

use serde::Serialize;

/// Least contrast of words with what they stand on (WCAG 2.2, 1.4.3).
pub const WORDS: f64 = 4.5;
/// Least contrast of marks and of the keyboard's focus with what they stand on (WCAG 2.2, 1.4.11).
pub const MARKS: f64 = 3.0;

const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };
/// The grounds and the ink of every page, as `page.css` has them: a council does not set these.
pub const PAPER: Colour = Colour { red: 0xf6, green: 0xf4, blue: 0xee };
pub const INK: Colour = Colour { red: 0x17, green: 0x26, blue: 0x2a };
/// What links are mixed with, and how much of the brand is in them.
pub const LINK_TINT: Colour = Colour { red: 0x00, green: 0xa8, blue: 0x98 };
pub const LINK_SHARE: f64 = 0.78;

/// A colour of a screen (sRGB), eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// Reads `#123f3a`, with the `#` or without, in either case.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.trim().trim_start_matches('#');
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Colour { red, green, blue })
    }

    fn channels(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| f64::from(channel) / 255.0)
    }

    /// Relative luminance, 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |channel: f64| if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) };
        let [red, green, blue] = self.channels().map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// 1 (the same) to 21 (black on white).
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Of links: `color-mix(in srgb, brand 78%, #00a898)`, as `page.css` mixes it.
    fn of_links(self) -> Colour {
        let mixed = |own: u8, tint: u8| (f64::from(own) * LINK_SHARE + f64::from(tint) * (1.0 - LINK_SHARE)).round() as u8;
        Colour { red: mixed(self.red, LINK_TINT.red), green: mixed(self.green, LINK_TINT.green), blue: mixed(self.blue, LINK_TINT.blue) }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// The two a council may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    pub brand: Colour,
    pub accent: Colour,
}

impl Default for Theme {
    /// Pine and marigold, as `page.css` has them.
    fn default() -> Theme {
        Theme { brand: Colour { red: 0x12, green: 0x3f, blue: 0x3a }, accent: Colour { red: 0xff, green: 0xc6, blue: 0x4d } }
    }
}

impl Theme {
    /// The two beside one another: the accent marks things on the brand.
    ///
    /// # Errors
    /// A sentence with the contrast there is and the one there has to be.
    pub fn check(self) -> Result<(), String> {
        let contrast = self.brand.contrast(self.accent);
        if contrast >= MARKS {
            return Ok(());
        }
        Err(format!(
            "theme.accent {} is not seen on theme.brand {}: their contrast is {}, and it has to be {MARKS} to 1 or more. Choose a lighter accent or a darker brand.",
            self.accent,
            self.brand,
            to_one(contrast)
        ))
    }
}

/// Whether words can be read where this colour is used.
///
/// # Errors
/// A sentence that names the setting, the contrast there is, the one there has to be, and the mend.
pub fn check(key: &str, colour: Colour) -> Result<(), String> {
    let grounds: &[(Colour, Colour, &str, &str)] = match key {
        "theme.brand" => &[
            (colour, WHITE, "white words on it", "a darker one"),
            (colour.of_links(), PAPER, "links of this colour on the page", "a darker one"),
        ],
        "theme.accent" => &[(colour, INK, "dark words on it", "a lighter one")],
        _ => &[],
    };
    for (one, other, what, mend) in grounds {
        let contrast = one.contrast(*other);
        if contrast < WORDS {
            return Err(format!(
                "{key} cannot be {colour}: {what} would have a contrast of {}, and words need {WORDS} to 1 or more. Choose {mend}.",
                to_one(contrast)
            ));
        }
    }
    Ok(())
}

/// Rounded down, so that what is short of the bar never looks as if it met it.
fn to_one(contrast: f64) -> String {
    format!("{:.1} to 1", (contrast * 10.0).floor() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect(text)
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((colour("#000000").contrast(WHITE) - 21.0).abs() < 1e-9);
        assert!((WHITE.contrast(WHITE) - 1.0).abs() < 1e-9);
        // The grey known as the darkest that fails on white, and the one beside it that passes.
        assert!(colour("#777777").contrast(WHITE) < 4.5 && colour("#767676").contrast(WHITE) >= 4.5);
    }

    #[test]
    fn a_colour_is_six_hexadecimal_digits() {
        assert_eq!(colour("#123F3a").to_string(), "#123f3a");
        for text in ["#123", "red", "#12345g", "", "#1234567", "#é23f3"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_colours_it_comes_with_can_be_read_and_those_that_cannot_are_refused_by_name() {
        let theme = Theme::default();
        assert_eq!((check("theme.brand", theme.brand), check("theme.accent", theme.accent), theme.check()), (Ok(()), Ok(()), Ok(())));
        let pale = check("theme.brand", colour("#888888")).expect_err("too pale");
        assert!(pale.starts_with("theme.brand cannot be #888888: white words on it would have a contrast of 3.5 to 1"), "{pale}");
        let dark = check("theme.accent", colour("#7a4a00")).expect_err("too dark");
        assert!(dark.contains("dark words on it") && dark.contains("4.5 to 1 or more"), "{dark}");
        let brand = colour("#005a9c");
        assert_eq!(check("theme.brand", brand), Ok(()));
        let near = Theme { brand, accent: colour("#8a8f98") }.check().expect_err("too near");
        assert!(near.contains("theme.accent #8a8f98 is not seen on theme.brand #005a9c"), "{near}");
    }
}

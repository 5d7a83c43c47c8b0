//! Colors as style sheets write them, and the contrast between two colors.

/// A color without transparency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red, green and blue, each from 0 to 255.
    pub rgb: [u8; 3],
}

impl Color {
    /// Reads `#abc`, `#aabbcc`, `rgb(1 2 3)`, `rgb(1, 2, 3)`, `black` and `white`. `None` for everything else, also for
    /// a transparent color, whose look depends on what is behind it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        match text.as_str() {
            "black" => return Some(Self { rgb: [0; 3] }),
            "white" => return Some(Self { rgb: [255; 3] }),
            _ => {}
        }
        if let Some(digits) = text.strip_prefix('#') {
            return Self::hexadecimal(digits);
        }
        let inner = text.strip_prefix("rgb(")?.strip_suffix(')')?;
        let parts: Vec<&str> = inner.split([',', ' ']).filter(|part| !part.is_empty()).collect();
        let [red, green, blue] = parts.as_slice() else { return None };
        Some(Self { rgb: [red.parse().ok()?, green.parse().ok()?, blue.parse().ok()?] })
    }

    /// Reads three or six hexadecimal digits.
    #[must_use]
    pub(crate) fn hexadecimal(digits: &str) -> Option<Self> {
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let byte = |text: &str| u8::from_str_radix(text, 16).ok();
        let rgb = match digits.len() {
            3 => [0, 1, 2].map(|at| byte(&digits[at..=at]).map(|half| half * 17)),
            6 => [0, 2, 4].map(|at| byte(&digits[at..at + 2])),
            _ => return None,
        };
        let [Some(red), Some(green), Some(blue)] = rgb else { return None };
        Some(Self { rgb: [red, green, blue] })
    }

    /// The color in the form `#aabbcc`.
    #[must_use]
    pub(crate) fn css(self) -> String {
        let [red, green, blue] = self.rgb;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// How bright it is, from 0 for black to 1 for white: the relative luminance of WCAG 2.
    #[must_use]
    pub(crate) fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let share = f64::from(byte) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.rgb.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast ratio of WCAG 2: from 1 for the same color to 21 for black on white.
    #[must_use]
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_colors() {
        let css = |text| Color::parse(text).map(Color::css);
        assert_eq!(css("#15483E").as_deref(), Some("#15483e"));
        assert_eq!(css(" #fff ").as_deref(), Some("#ffffff"));
        assert_eq!(css("#1a2").as_deref(), Some("#11aa22"));
        assert_eq!(css("rgb(21, 72, 62)").as_deref(), Some("#15483e"));
        assert_eq!(css("rgb(21 72 62)").as_deref(), Some("#15483e"));
        assert_eq!(css("White").as_deref(), Some("#ffffff"));
        for text in
            ["", "#", "#12", "#12345", "#1234567", "#gggggg", "red", "rgb(1,2)", "rgb(1 2 300)", "#ffffff80", "#é1"]
        {
            assert_eq!(css(text), None, "{text}");
        }
    }

    #[test]
    fn contrasts_as_wcag_does() {
        let contrast = |one, other| {
            let (one, other) = (Color::parse(one).expect("a color"), Color::parse(other).expect("a color"));
            (one.contrast(other) * 100.0).round() / 100.0
        };
        assert_eq!(contrast("#000", "#fff"), 21.0);
        assert_eq!(contrast("#fff", "#000"), 21.0);
        assert_eq!(contrast("#777", "#777"), 1.0);
        // Known values: the darkest gray that fails on white, and the lightest that passes.
        assert_eq!(contrast("#777777", "#ffffff"), 4.48);
        assert_eq!(contrast("#767676", "#ffffff"), 4.54);
    }
}

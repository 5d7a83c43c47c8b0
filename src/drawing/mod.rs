//! Drawings (SVG): their size, and what in them would run, load or hide something.
//!
//! A drawing is a document: a browser that opens it runs its scripts, at the address of the site. Nothing is taken out
//! of a drawing, because the rest could look different; a finding names what is wrong and where.

mod copies;
mod css;
mod markup;

pub(crate) use markup::faults;

/// The size of a drawing in pixels: `None` if the text is not a drawing, `Some(None)` if the drawing has no size.
#[must_use]
pub(crate) fn size(text: &str) -> Option<Option<(u32, u32)>> {
    let tag = text.find("<svg").and_then(|at| text[at..].split('>').next())?;
    Some(size_of(tag))
}

/// The size in pixels by `width` and `height` of the tag, or by its `viewBox`.
fn size_of(tag: &str) -> Option<(u32, u32)> {
    let attribute = |name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=")).or_else(|| tag.split_once(&format!("\n{name}=")))?;
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest[1..].split(quote).next()
    };
    let number = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok();
    let sides = |width: f64, height: f64| {
        let side = |side: f64| (0.5..100_000.0).contains(&side).then_some(side.round() as u32);
        Some((side(width)?, side(height)?))
    };
    let own = attribute("width").and_then(number).zip(attribute("height").and_then(number));
    own.and_then(|(width, height)| sides(width, height)).or_else(|| {
        let view: Vec<f64> = attribute("viewBox")?.split([' ', ',']).filter_map(number).collect();
        let [_, _, width, height] = view.as_slice() else { return None };
        sides(*width, *height)
    })
}

#[cfg(test)]
mod tests;

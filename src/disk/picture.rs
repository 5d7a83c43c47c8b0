//! Pictures: how large they are, and smaller ones made of them. Nothing else names `image`.

use std::io::{Cursor, Read};

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngDecoder, PngEncoder};
use image::codecs::webp::{WebPDecoder, WebPEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, ImageResult};

use super::{DiskError, open};
use crate::artifact::{Origin, Recipe};
use crate::source::{Picture, VPath};

/// How well photographs are kept, from 1 to 100: above, files grow and nobody sees a difference.
const QUALITY: u8 = 80;

/// A drawing names its size in its first bytes.
const DRAWING_HEAD: u64 = 16 * 1024;

/// What a file is as a picture; `None` for files that are none, or whose kind is not looked into.
pub(super) fn look(path: &VPath, origin: &Origin) -> Option<Picture> {
    let extension = path.extension();
    let looked = match extension.as_str() {
        "svg" => drawing(origin),
        "png" | "jpg" | "jpeg" | "webp" | "gif" => {
            open::bytes(origin).map_err(Into::into).and_then(|whole| raster(&whole))
        }
        _ => return None,
    };
    // The system's own words go with the file, and were told when it was read.
    Some(looked.unwrap_or_else(|error| Picture::Broken(error.to_string())))
}

fn raster(whole: &[u8]) -> ImageResult<Picture> {
    let Ok(format) = image::guess_format(whole) else { return Ok(no_picture()) };
    let inner = Cursor::new(whole);
    let picture = match format {
        ImageFormat::Png => {
            let decoder = PngDecoder::new(inner)?;
            let still = !decoder.is_apng()?;
            size(decoder, still)?
        }
        ImageFormat::WebP => {
            let decoder = WebPDecoder::new(inner)?;
            let still = !decoder.has_animation();
            size(decoder, still)?
        }
        ImageFormat::Jpeg => size(JpegDecoder::new(inner)?, true)?,
        ImageFormat::Gif => size(GifDecoder::new(inner)?, false)?,
        _ => return Ok(no_picture()),
    };
    let breaks_off = Picture::Broken("it breaks off before the end of the picture".to_owned());
    Ok(if has_end(format, whole) { picture } else { breaks_off })
}

fn no_picture() -> Picture {
    Picture::Broken("it is no PNG, JPEG, WebP or GIF".to_owned())
}

/// Whether the mark is there by which a picture ends. Its pixels are not looked at: that would take as long as making
/// it anew. Cameras put more behind the end, so that it need not be the file's.
fn has_end(format: ImageFormat, whole: &[u8]) -> bool {
    match format {
        ImageFormat::Png => whole.windows(4).rev().any(|name| name == b"IEND"),
        ImageFormat::Jpeg => {
            pixels_of_jpeg(whole).is_none_or(|rest| rest.windows(2).rev().any(|mark| mark == [0xff, 0xd9]))
        }
        ImageFormat::WebP => {
            let length = whole.get(4..8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes);
            u64::from(length) + 8 <= whole.len() as u64
        }
        ImageFormat::Gif => whole.iter().rev().find(|byte| **byte != 0) == Some(&b';'),
        _ => true,
    }
}

/// What stands behind the segments of a JPEG; one of them may hold a small picture with an end of its own. `None` where
/// the segments cannot be followed.
fn pixels_of_jpeg(whole: &[u8]) -> Option<&[u8]> {
    const START_OF_SCAN: u8 = 0xda;
    let mut at = 2;
    loop {
        let &[0xff, marker, high, low] = whole.get(at..at + 4)? else { return None };
        if marker == START_OF_SCAN {
            return whole.get(at..);
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
}

/// The size as readers see it: a telephone that was held upright says so beside the picture.
fn size(mut decoder: impl ImageDecoder, still: bool) -> ImageResult<Picture> {
    let (width, height) = decoder.dimensions();
    let turned = matches!(
        decoder.orientation()?,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let (width, height) = if turned { (height, width) } else { (width, height) };
    Ok(Picture::Raster { width, height, still })
}

/// The size that an SVG says it has, by `width` and `height` or by its `viewBox`.
fn drawing(origin: &Origin) -> ImageResult<Picture> {
    let mut head = Vec::new();
    open::file(origin)?.take(DRAWING_HEAD).read_to_end(&mut head)?;
    let text = String::from_utf8_lossy(&head);
    let tag = text.find("<svg").and_then(|at| text[at..].split('>').next());
    Ok(match tag {
        Some(tag) => Picture::Drawing(drawing_size(tag)),
        None => Picture::Broken("it is no SVG".to_owned()),
    })
}

fn drawing_size(tag: &str) -> Option<(u32, u32)> {
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

/// Makes a smaller picture of the file `origin`. A picture that cannot be read, or that would not become smaller in
/// bytes, is given as it is.
///
/// # Errors
/// When the file cannot be read any more.
pub fn derive(origin: &Origin, recipe: Recipe) -> Result<Vec<u8>, DiskError> {
    let whole = open::bytes(origin).map_err(|error| super::plan::vanished(origin, &error.to_string()))?;
    let smaller = resized(&whole, recipe).ok().filter(|smaller| smaller.len() < whole.len());
    Ok(smaller.unwrap_or(whole))
}

fn resized(whole: &[u8], Recipe { width }: Recipe) -> ImageResult<Vec<u8>> {
    let reader = ImageReader::new(Cursor::new(whole)).with_guessed_format()?;
    let format = reader.format();
    let mut decoder = reader.into_decoder()?;
    let (orientation, profile) = (decoder.orientation()?, decoder.icc_profile()?);
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    let share = f64::from(width) / f64::from(picture.width().max(1));
    let height = |of: f64| ((f64::from(picture.height()) * share * of).round() as u32).max(1);
    // Averaging down to twice the size first takes a tenth of the time and leaves the same picture.
    let nearly = if share < 0.34 { picture.thumbnail_exact(width * 2, height(2.0)) } else { picture.clone() };
    let small = nearly.resize_exact(width, height(1.0), FilterType::Lanczos3);
    let mut bytes = Vec::new();
    match format {
        Some(ImageFormat::Jpeg) => write(JpegEncoder::new_with_quality(&mut bytes, QUALITY), &small, profile)?,
        Some(ImageFormat::WebP) => write(WebPEncoder::new_lossless(&mut bytes), &small, profile)?,
        _ => {
            let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, PngFilter::Adaptive);
            write(encoder, &small, profile)?;
        }
    }
    Ok(bytes)
}

fn write(mut encoder: impl ImageEncoder, picture: &DynamicImage, profile: Option<Vec<u8>>) -> ImageResult<()> {
    if let Some(profile) = profile {
        // An encoder that cannot hold a profile leaves the colors as they are.
        let _ = encoder.set_icc_profile(profile);
    }
    picture.write_with_encoder(encoder)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn origin(folder: &tempfile::TempDir, name: &str) -> Origin {
        let root: std::sync::Arc<Path> = fs::canonicalize(folder.path()).expect("a folder").into();
        Origin { root, way: name.into() }
    }

    /// A picture that does not become small by accident.
    fn picture(width: u32, height: u32) -> DynamicImage {
        let pixel = |x: u32, y: u32| image::Rgb([(x * 7 + y * 3) as u8, (x * y / 5) as u8, (y * 11 + x) as u8]);
        image::RgbImage::from_fn(width, height, pixel).into()
    }

    fn bytes(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("an encoder");
        bytes.into_inner()
    }

    fn looked(name: &str, bytes: &[u8]) -> Option<Picture> {
        let folder = tempfile::tempdir().expect("a folder");
        let origin = origin(&folder, name);
        fs::write(origin.path(), bytes).expect("a file");
        look(&VPath::unchecked(&format!("content/{name}")), &origin)
    }

    /// The JPEG with a note that the camera was held upright.
    fn upright(jpeg: &[u8]) -> Vec<u8> {
        let tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let length = u16::try_from(2 + 6 + tiff.len()).expect("short").to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, b"Exif\0\0", tiff, &jpeg[2..]].concat()
    }

    fn crc(bytes: &[u8]) -> u32 {
        let step = |crc: u32, byte: &u8| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
        };
        !bytes.iter().fold(!0, step)
    }

    /// The PNG with a note that it has two frames.
    fn moving(png: &[u8]) -> Vec<u8> {
        let chunk = b"acTL\0\0\0\x02\0\0\0\0";
        [&png[..33], &8u32.to_be_bytes(), chunk, &crc(chunk).to_be_bytes(), &png[33..]].concat()
    }

    #[test]
    fn tells_sizes() {
        let still = |width, height| Some(Picture::Raster { width, height, still: true });
        let small = picture(60, 40);
        for (format, name) in [(ImageFormat::Png, "a.png"), (ImageFormat::Jpeg, "a.JPG"), (ImageFormat::WebP, "a.webp")]
        {
            assert_eq!(looked(name, &bytes(&small, format)), still(60, 40), "{name}");
        }
        assert_eq!(looked("a.png", &bytes(&small, ImageFormat::Jpeg)), still(60, 40), "by content, not by name");
        assert_eq!(looked("a.jpg", &upright(&bytes(&small, ImageFormat::Jpeg))), still(40, 60));
        let moves = Picture::Raster { width: 60, height: 40, still: false };
        assert_eq!(looked("a.png", &moving(&bytes(&small, ImageFormat::Png))), Some(moves));
        assert_eq!(looked("a.pdf", b"%PDF"), None);
        for (name, bytes) in
            [("a.png", &b""[..]), ("a.gif", b"GIF89a"), ("a.jpg", b"\xff\xd8\xff\xe1"), ("a.svg", b"<p>")]
        {
            assert!(matches!(looked(name, bytes), Some(Picture::Broken(_))), "{name}");
        }
    }

    #[test]
    fn tells_pictures_that_break_off() {
        for (format, name) in [
            (ImageFormat::Png, "a.png"),
            (ImageFormat::Jpeg, "a.jpg"),
            (ImageFormat::WebP, "a.webp"),
            (ImageFormat::Gif, "a.gif"),
        ] {
            let whole = bytes(&picture(60, 40), format);
            let cut = &whole[..whole.len() * 2 / 3];
            assert!(matches!(looked(name, cut), Some(Picture::Broken(why)) if why.contains("breaks off")), "{name}");
            if format != ImageFormat::Gif {
                let longer = [&whole[..], b"more of the camera"].concat();
                assert!(matches!(looked(name, &longer), Some(Picture::Raster { .. })), "{name}");
            }
        }
        let upright = upright(&bytes(&picture(60, 40), ImageFormat::Jpeg));
        assert!(matches!(looked("a.jpg", &upright), Some(Picture::Raster { .. })));
    }

    #[test]
    fn tells_sizes_of_drawings() {
        for (tag, size) in [
            (r#"<svg viewBox="0 0 30.4 20""#, Some((30, 20))),
            (r#"<svg width="30px" height='20' viewBox="0 0 1 1""#, Some((30, 20))),
            (r#"<svg width="100%" height="2em" viewBox="0,0,8,9""#, Some((8, 9))),
            (r#"<svg width="100%""#, None),
            (r#"<svg viewBox="0 0 0 NaN" stroke-width="3""#, None),
            ("<svg width= height=", None),
        ] {
            assert_eq!(drawing_size(tag), size, "{tag}");
        }
    }

    #[test]
    fn makes_smaller_ones() {
        let folder = tempfile::tempdir().expect("a folder");
        let origin = origin(&folder, "a");
        let derived = |whole: &[u8]| {
            fs::write(origin.path(), whole).expect("a file");
            derive(&origin, Recipe { width: 48 }).expect("bytes")
        };
        let large = picture(300, 150);
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let whole = bytes(&large, format);
            let smaller = derived(&whole);
            assert!(smaller.len() < whole.len());
            assert_eq!(image::guess_format(&smaller).ok(), Some(format));
            let smaller = image::load_from_memory(&smaller).expect("a picture");
            assert_eq!((smaller.width(), smaller.height()), (48, 24));
        }
        let turned = image::load_from_memory(&derived(&upright(&bytes(&large, ImageFormat::Jpeg)))).expect("a picture");
        assert_eq!((turned.width(), turned.height()), (48, 96), "turned once, and not again by a note");
    }

    #[test]
    fn gives_what_it_cannot_make_smaller_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let large = origin(&folder, "a.png");
        let small = bytes(&picture(30, 20), ImageFormat::Png);
        let whole = bytes(&picture(300, 200), ImageFormat::Png);
        for bytes in [&small[..], &whole[..whole.len() / 2], b"no picture", b""] {
            fs::write(large.path(), bytes).expect("a file");
            assert_eq!(derive(&large, Recipe { width: 1440 }).expect("bytes"), bytes);
        }
        let gone = derive(&origin(&folder, "gone.png"), Recipe { width: 480 }).expect_err("no file");
        assert!(gone.message.contains("gone.png"), "{gone}");
    }
}

//! Makes what is published of a picture: the picture without its notes, and smaller versions.

use std::io::{Cursor, Read};
use std::sync::{Mutex, PoisonError};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::error::{ImageError, LimitError, LimitErrorKind};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, ImageResult, Limits};

use super::parts::{Fault, PIXELS, Parts, broken};
use super::walk::{LIMIT, too_many_bytes, walk_of};
use crate::artifact::{Origin, Recipe};
use crate::disk::error::DiskError;
use crate::disk::open;
use crate::source::Picture;

/// The quality of photographs, from 1 to 100. With a higher one files grow and nobody sees a difference.
const QUALITY: u8 = 80;

/// The most bytes that a decoded picture may take: four for each pixel.
const DECODED: u64 = PIXELS * 4;

/// How many pixels a large picture has at least. Only one large picture is decoded at a time.
const LARGE: u64 = 16_000_000;

/// The lock under which large pictures are decoded, one after the other. Each takes hundreds of megabytes, and a build
/// has as many threads as the machine has cores.
#[derive(Default)]
pub struct Desk(Mutex<()>);

/// Makes what is published of the picture at `origin`, as the bytes of a file. If a smaller version cannot be made, or
/// would have as many bytes or more, the result is the picture itself without its notes.
///
/// # Errors
/// When the file cannot be read any more, or has changed into one that cannot be published.
pub fn derive(origin: &Origin, recipe: Recipe, desk: &Desk) -> Result<Vec<u8>, DiskError> {
    let mut whole = Vec::new();
    let file = open::file(origin).map_err(|error| DiskError::vanished(origin, &error.to_string()))?;
    file.take(LIMIT + 1).read_to_end(&mut whole).map_err(|error| DiskError::vanished(origin, &error.to_string()))?;
    made(&whole, recipe, desk).map_err(|fault| {
        let why = match fault {
            Picture::Broken(why) | Picture::TooLarge(why) => why,
            Picture::Raster { .. } | Picture::Drawing(_) | Picture::Foreign(_) => {
                "it has changed since then".to_owned()
            }
        };
        DiskError::vanished(origin, &why)
    })
}

/// Applies a recipe to the bytes of a picture.
pub(super) fn made(whole: &[u8], recipe: Recipe, desk: &Desk) -> Result<Vec<u8>, Fault> {
    if whole.len() as u64 > LIMIT {
        return Err(too_many_bytes());
    }
    let walk = walk_of(whole).ok_or_else(|| broken("it is not a picture any more"))?;
    let parts = walk(whole)?;
    let clean = parts.clean();
    Ok(match recipe {
        Recipe::Clean => clean,
        Recipe::Smaller { width } => {
            let (across, down) = parts.size;
            let is_large = u64::from(across) * u64::from(down) > LARGE;
            // The lock guards no data, so it is still good if a thread panicked while holding it.
            let _alone = is_large.then(|| desk.0.lock().unwrap_or_else(PoisonError::into_inner));
            let smaller = resized(&clean, &parts, width).ok().filter(|smaller| smaller.len() < clean.len());
            smaller.unwrap_or(clean)
        }
    })
}

fn resized(clean: &[u8], parts: &Parts<'_>, width: u32) -> ImageResult<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(clean)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODED);
    reader.limits(limits);
    let format = reader.format();
    let mut decoder = reader.into_decoder()?;
    // A picture for printing is decoded to the colors of a screen, which its color profile would not fit.
    if decoder.total_bytes() > DECODED || parts.is_for_print {
        return Err(ImageError::Limits(LimitError::from_kind(LimitErrorKind::InsufficientMemory)));
    }
    let profile = decoder.icc_profile()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(Orientation::from_exif(parts.turn).unwrap_or(Orientation::NoTransforms));
    let share = f64::from(width) / f64::from(picture.width().max(1));
    let height = |of: f64| ((f64::from(picture.height()) * share * of).round() as u32).max(1);
    // Averaging to twice the wanted size first takes a tenth of the time and gives the same picture.
    let small = if share < 0.34 {
        let nearly = picture.thumbnail_exact(width * 2, height(2.0));
        nearly.resize_exact(width, height(1.0), FilterType::Lanczos3)
    } else {
        picture.resize_exact(width, height(1.0), FilterType::Lanczos3)
    };
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
        // If the format cannot hold a profile, the picture is written without it.
        let _ = encoder.set_icc_profile(profile);
    }
    picture.write_with_encoder(encoder)
}

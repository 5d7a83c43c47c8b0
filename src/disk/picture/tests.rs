use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat};

use super::parts::Fault;
use super::*;
use crate::artifact::{Origin, Recipe};

const FORMATS: [ImageFormat; 4] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif];

/// A note that must not be published.
const NOTE: &[u8] = b"37.7749 N, Room 12, J. Doe";

/// A profile of colors, as far as an encoder looks at it.
const PROFILE: &[u8] = b"profile of the colors of this picture";

/// A picture with enough detail that packing does not make it small by accident.
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
    let path = VPath::unchecked(&format!("content/{name}"));
    let (fingerprint, picture) = read(&path, &mut &bytes[..]).expect("memory");
    assert_eq!(fingerprint, Fingerprint::of(bytes), "{name}");
    picture
}

fn derived(whole: &[u8], recipe: Recipe) -> Result<Vec<u8>, Fault> {
    smaller::made(whole, recipe, &Desk::default())
}

fn clean(whole: &[u8]) -> Vec<u8> {
    derived(whole, Recipe::Clean).expect("a picture")
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A segment of a JPEG.
fn segment(marker: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
    [&[0xff, marker], &length[..], &body].concat()
}

/// Exif as a camera writes it: the orientation, and the place where the picture was taken.
fn exif(turn: u8) -> Vec<u8> {
    let turned = [&[0x12, 0x01, 3, 0, 1, 0, 0, 0, turn], &[0; 3][..]].concat();
    let place = [&[0x25, 0x88, 4, 0, 1, 0, 0, 0, 38], &[0; 3][..]].concat();
    [&b"II*\0\x08\0\0\0\x02\0"[..], &turned, &place, &[0; 4], NOTE].concat()
}

/// The JPEG with every note that cameras and programs add.
fn noted_jpeg(jpeg: &[u8], turn: u8) -> Vec<u8> {
    let (start, rest) = jpeg.split_at(2);
    let own = 2 + usize::from(u16::from_be_bytes([rest[2], rest[3]]));
    let (jfif, rest) = rest.split_at(own);
    let mut notes = Vec::new();
    notes.extend(segment(0xe0, &[b"JFXX\0\x10", NOTE]));
    notes.extend(segment(0xe1, &[b"Exif\0\0", &exif(turn)]));
    notes.extend(segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", NOTE]));
    notes.extend(segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", PROFILE]));
    notes.extend(segment(0xe2, &[b"MPF\0", NOTE]));
    notes.extend(segment(0xed, &[b"Photoshop 3.0\0", NOTE]));
    notes.extend(segment(0xe5, &[NOTE]));
    notes.extend(segment(0xfe, &[NOTE]));
    [start, jfif, &notes, rest, b"behind the end: ", NOTE, jpeg].concat()
}

/// The PNG with every note that programs add.
fn noted_png(png: &[u8], turn: u8) -> Vec<u8> {
    let mut notes = Vec::new();
    for (name, before) in [(b"tEXt", &b"Comment\0"[..]), (b"zTXt", b"C\0\0"), (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0")]
    {
        notes.extend(png::chunk_of(name, &[before, NOTE].concat()));
    }
    notes.extend(png::chunk_of(b"eXIf", &exif(turn)));
    notes.extend(png::chunk_of(b"tIME", b"\x07\xea\x01\x01\0\0\0"));
    notes.extend(png::chunk_of(b"caBX", NOTE));
    let end = png.len() - 12;
    [&png[..33], &notes, &png[33..end], &png::chunk_of(b"tEXt", NOTE), &png[end..], NOTE].concat()
}

/// The WebP with the notes of a camera and of a program.
fn noted_webp(webp: &[u8], turn: u8, (width, height): (u32, u32)) -> Vec<u8> {
    let chunk = |name: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).expect("short").to_le_bytes();
        [name, &length, body, &[0][..body.len() % 2]].concat()
    };
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    let head = chunk(b"VP8X", &[&[0x2c, 0, 0, 0][..], &side(width), &side(height)].concat());
    let parts = [
        &b"WEBP"[..],
        &head,
        &chunk(b"ICCP", PROFILE),
        &webp[12..],
        &chunk(b"EXIF", &exif(turn)),
        &chunk(b"XMP ", NOTE),
        &chunk(b"odd ", NOTE),
    ];
    let inner = parts.concat();
    [&b"RIFF"[..], &u32::try_from(inner.len()).expect("short").to_le_bytes(), &inner, NOTE].concat()
}

/// The GIF with remarks.
fn noted_gif(gif: &[u8]) -> Vec<u8> {
    let sub = |body: &[u8]| [&[body.len() as u8], body, &[0]].concat();
    let at = 13 + if gif[10] & 0x80 == 0 { 0 } else { 3 << ((gif[10] & 7) + 1) };
    let remarks = [
        &[0x21, 0xfe][..],
        &sub(NOTE),
        b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0",
        b"\x21\xff\x0bXMP DataXMP",
        &sub(NOTE),
        &[0x21, 0x01],
        &sub(NOTE),
    ];
    [&gif[..at], &remarks.concat(), &gif[at..], NOTE].concat()
}

fn noted(format: ImageFormat, turn: u8) -> Vec<u8> {
    let plain = bytes(&picture(60, 40), format);
    match format {
        ImageFormat::Png => noted_png(&plain, turn),
        ImageFormat::Jpeg => noted_jpeg(&plain, turn),
        ImageFormat::WebP => noted_webp(&plain, turn, (60, 40)),
        _ => noted_gif(&plain),
    }
}

fn orientation(whole: &[u8]) -> Orientation {
    let reader = image::ImageReader::new(Cursor::new(whole)).with_guessed_format().expect("memory");
    reader.into_decoder().expect("a picture").orientation().expect("a note or none")
}

#[test]
fn a_published_picture_keeps_only_its_colors_and_its_orientation() {
    for format in FORMATS {
        for turn in [1, 6] {
            let noted = noted(format, turn);
            assert!(holds(&noted, NOTE));
            let clean = clean(&noted);
            assert!(!holds(&clean, NOTE), "{format:?}");
            assert!(!holds(&clean, b"camera") && !holds(&clean, b"behind the end"));
            let decoded = |bytes: &[u8]| image::load_from_memory(bytes).expect("a picture");
            assert_eq!(decoded(&clean), decoded(&noted), "{format:?}: no pixel is another");
            assert_eq!(orientation(&clean), orientation(&noted), "{format:?}");
            if matches!(format, ImageFormat::Jpeg | ImageFormat::WebP) {
                assert!(holds(&clean, PROFILE), "{format:?}");
            }
            assert_eq!(derived(&clean, Recipe::Clean), Ok(clean.clone()), "{format:?}: nothing is left to take out");
            assert_eq!(looked("a.png", &clean), looked("a.png", &noted));
        }
    }
    assert_eq!(orientation(&clean(&noted(ImageFormat::Jpeg, 6))), Orientation::Rotate90, "the note is read at all");
    let loops = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
    assert!(holds(&clean(&noted(ImageFormat::Gif, 1)), loops));
}

#[test]
fn a_picture_without_notes_is_published_byte_for_byte() {
    for format in FORMATS {
        let plain = bytes(&picture(60, 40), format);
        assert_eq!(clean(&plain), plain, "{format:?}");
    }
}

#[test]
fn the_small_picture_inside_of_a_jpeg_is_not_published() {
    let jpeg = bytes(&picture(60, 40), ImageFormat::Jpeg);
    let small = segment(0xe0, &[b"JFIF\0\x01\x02\x01\0\x48\0\x48\x03\x03", &[7; 27]]);
    let own = 2 + usize::from(u16::from_be_bytes([jpeg[4], jpeg[5]]));
    let clean = clean(&[&jpeg[..2], &small, &jpeg[2 + own..]].concat());
    assert!(clean.starts_with(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x02\x01\0\x48\0\x48\0\0\xff"), "its density stays");
}

#[test]
fn a_jpeg_keeps_the_note_on_how_its_colors_are_stored() {
    let jpeg = bytes(&picture(60, 40), ImageFormat::Jpeg);
    let adobe = segment(0xee, &[b"Adobe\0\x64\0\0\0\0\x01"]);
    assert!(holds(&clean(&[&jpeg[..2], &adobe, &jpeg[2..]].concat()), &adobe));
}

#[test]
fn no_note_hides_at_the_end_of_a_part_that_is_kept() {
    let jpeg = bytes(&picture(60, 40), ImageFormat::Jpeg);
    let behind = segment(0xee, &[b"Adobe\0\x64\0\0\0\0\x01", NOTE]);
    let unused = segment(0xdf, &[NOTE]);
    let noted_jpeg = [&jpeg[..2], &behind, &unused, &jpeg[2..]].concat();

    let png = bytes(&picture(60, 40), ImageFormat::Png);
    let mut notes = Vec::new();
    for (name, length) in [(b"gAMA", 4), (b"cHRM", 32), (b"sRGB", 1), (b"sBIT", 3), (b"bKGD", 6), (b"pHYs", 9)] {
        notes.extend(png::chunk_of(name, &[&[1; 32][..length], NOTE].concat()));
    }
    let packed = fdeflate::compress_to_vec(PROFILE);
    notes.extend(png::chunk_of(b"iCCP", &[NOTE, b"\0\0", &packed, NOTE].concat()));
    notes.extend(png::chunk_of(b"iCCP", &[&b"second\0\0"[..], &fdeflate::compress_to_vec(NOTE)].concat()));
    let noted_png = [&png[..33], &notes, &png[33..]].concat();

    let gif = bytes(&picture(60, 40), ImageFormat::Gif);
    let control = gif.windows(3).position(|start| start == [0x21, 0xf9, 4]).expect("how it is shown");
    let note = [&[NOTE.len() as u8][..], NOTE].concat();
    let noted_gif = [&gif[..control + 7], &note, &gif[control + 7..]].concat();

    assert!(!holds(&clean(&noted_png), b"second"), "there is one profile");
    for (noted, plain) in [(noted_jpeg, None), (noted_png, None), (noted_gif, Some(gif))] {
        let clean = clean(&noted);
        assert!(holds(&noted, NOTE) && !holds(&clean, NOTE), "{}", String::from_utf8_lossy(&clean));
        image::load_from_memory(&clean).expect("a picture");
        assert!(plain.is_none_or(|plain| plain == clean));
    }
}

#[test]
fn recognizes_a_jpeg_in_the_colors_of_printing() {
    let mut jpeg = bytes(&picture(60, 40), ImageFormat::Jpeg);
    assert!(!jpeg::walk(&jpeg).is_ok_and(|parts| parts.is_for_print));
    let size = jpeg.windows(2).position(|mark| mark == [0xff, 0xc0]).expect("a size");
    jpeg[size + 9] = 4;
    assert!(jpeg::walk(&jpeg).is_ok_and(|parts| parts.is_for_print));
}

#[test]
fn an_animation_keeps_its_frames_and_loses_the_notes_inside_of_them() {
    let png = bytes(&picture(6, 4), ImageFormat::Png);
    let moves = png::chunk_of(b"acTL", b"\0\0\0\x01\0\0\0\0");
    let frame = png::chunk_of(b"fcTL", &[&[0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 4][..], &[0; 14]].concat());
    let moving = [&png[..33], &moves, &frame, &png[33..]].concat();
    assert_eq!(clean(&moving), moving);
    assert_eq!(looked("a.png", &moving), Some(Picture::Raster { width: 6, height: 4, still: false }));

    let webp = bytes(&picture(6, 4), ImageFormat::WebP);
    let chunk = |name: &[u8], body: &[u8]| {
        [name, &u32::try_from(body.len()).expect("short").to_le_bytes(), body, &[0][..body.len() % 2]].concat()
    };
    let place = [0, 0, 0, 0, 0, 0, 5, 0, 0, 3, 0, 0, 9, 0, 0, 0];
    let frame = chunk(b"ANMF", &[&place[..], &webp[12..], &chunk(b"note", NOTE)].concat());
    let inner =
        [&b"WEBP"[..], &chunk(b"VP8X", &[2, 0, 0, 0, 5, 0, 0, 3, 0, 0]), &chunk(b"ANIM", &[0; 6]), &frame].concat();
    let moving = [&b"RIFF"[..], &u32::try_from(inner.len()).expect("short").to_le_bytes(), &inner].concat();
    let clean = clean(&moving);
    assert!(!holds(&clean, NOTE) && holds(&clean, &webp[12..]));
    assert_eq!(looked("a.webp", &moving), Some(Picture::Raster { width: 6, height: 4, still: false }));
}

#[test]
fn finds_the_size_of_every_format() {
    let still = |width, height| Some(Picture::Raster { width, height, still: true });
    let small = picture(60, 40);
    for (format, name) in [
        (ImageFormat::Png, "a.png"),
        (ImageFormat::Jpeg, "a.JPG"),
        (ImageFormat::WebP, "a.webp"),
        (ImageFormat::Jpeg, "a.jfif"),
    ] {
        assert_eq!(looked(name, &bytes(&small, format)), still(60, 40), "{name}");
    }
    for name in ["a.png", "a.pdf", "a", "a.svg", "a.txt"] {
        assert_eq!(looked(name, &bytes(&small, ImageFormat::Jpeg)), still(60, 40), "{name}: by content, not by name");
    }
    assert_eq!(looked("a.jpg", &noted(ImageFormat::Jpeg, 6)), still(40, 60));
    assert_eq!(
        looked("a.gif", &bytes(&small, ImageFormat::Gif)),
        Some(Picture::Raster { width: 60, height: 40, still: false })
    );
    assert_eq!(looked("a.pdf", b"%PDF"), None);
    for (name, bytes) in [
        ("a.png", &b""[..]),
        ("a.gif", b"GIF89a"),
        ("a.jpg", b"\xff\xd8\xff\xe1"),
        ("a.svg", b"<p>"),
        ("a.jpe", b"%PDF"),
    ] {
        assert!(matches!(looked(name, bytes), Some(Picture::Broken(_))), "{name}");
    }
}

#[test]
fn recognizes_formats_whose_notes_cannot_be_removed() {
    for (name, bytes, format) in [
        ("a.heic", &b"\0\0\0\x18ftypheic"[..], "HEIC"),
        ("a.jpg", b"\0\0\0\x18ftypmif1", "HEIC"),
        ("a.avif", b"\0\0\0\x18ftypavif", "AVIF"),
        ("a.png", b"II*\0", "TIFF"),
        ("a.DNG", b"", "camera's raw"),
        ("a.bmp", b"BM", "BMP"),
    ] {
        assert_eq!(looked(name, bytes), Some(Picture::Foreign(format)), "{name}");
    }
    assert_eq!(looked("a.mp4", b"\0\0\0\x18ftypisom"), None);
}

#[test]
fn recognizes_files_that_end_before_the_picture_is_complete() {
    for format in FORMATS {
        let whole = bytes(&picture(60, 40), format);
        for length in (whole.len() / 3..whole.len()).step_by(7).chain([whole.len() - 1]) {
            let cut = looked("a.png", &whole[..length]);
            assert!(matches!(&cut, Some(Picture::Broken(_))), "{format:?} {length}: {cut:?}");
            assert!(derived(&whole[..length], Recipe::Clean).is_err(), "{format:?} {length}");
        }
        let longer = [&whole[..], b"more of the camera"].concat();
        assert_eq!(looked("a.png", &longer), looked("a.png", &whole), "{format:?}");
    }
}

#[test]
fn a_small_file_cannot_ask_for_more_pixels_frames_or_bytes_than_a_machine_has() {
    let png = |width: u32, height: u32, more: &[u8]| {
        let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        [png::START, &png::chunk_of(b"IHDR", &head), more, &png::chunk_of(b"IDAT", b""), &png::chunk_of(b"IEND", b"")]
            .concat()
    };
    let frame =
        |side: u32| png::chunk_of(b"fcTL", &[&[0; 4][..], &side.to_be_bytes(), &side.to_be_bytes(), &[0; 14]].concat());
    let zeros = vec![0; 8 * 1024 * 1024];
    let profile = [&b"icc\0\0"[..], &fdeflate::compress_to_vec(&zeros)].concat();
    let mut jpeg = bytes(&picture(60, 40), ImageFormat::Jpeg);
    let size = jpeg.windows(2).position(|mark| mark == [0xff, 0xc0]).expect("a size");
    jpeg[size + 5..size + 9].copy_from_slice(&[0xff; 4]);
    let scan = jpeg.windows(2).position(|mark| mark == [0xff, 0xda]).expect("a scan");
    let scans = bytes(&picture(60, 40), ImageFormat::Jpeg);
    let scans = [&scans[..scan], &[&scans[scan..scans.len() - 2]; 70].concat(), &[0xff, 0xd9]].concat();
    let gif = b"GIF89a\x01\0\x01\0\0\0\0\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\0\x3b";
    let frames =
        [&b"GIF89a\x01\0\x01\0\0\0\0"[..], &[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 0].repeat(2001), &[0x3b]].concat();
    let webp = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff";
    let mut large = bytes(&picture(6, 4), ImageFormat::Png);
    large.resize(65 * 1024 * 1024, 0);
    for (what, bytes) in [
        ("pixels", png(65_535, 65_535, &[])),
        ("pixels of a frame", png(1, 1, &frame(65_535))),
        ("frames", png(1, 1, &frame(1).repeat(2001))),
        ("a profile", png(1, 1, &png::chunk_of(b"iCCP", &profile))),
        ("pixels of a JPEG", jpeg),
        ("passes", scans),
        ("pixels of a GIF's frame", gif.to_vec()),
        ("frames of a GIF", frames),
        ("pixels of a WebP", webp.to_vec()),
        ("bytes", large),
    ] {
        assert!(bytes.len() < 100_000 || what == "bytes", "{what}");
        let looked = looked("a.png", &bytes);
        assert!(matches!(looked, Some(Picture::TooLarge(_))), "{what}: {looked:?}");
        for recipe in [Recipe::Clean, Recipe::Smaller { width: 480 }] {
            assert!(derived(&bytes, recipe).is_err(), "{what}");
        }
    }
}

#[test]
fn makes_smaller_versions() {
    let large = picture(300, 150);
    let smaller = |whole: &[u8]| derived(whole, Recipe::Smaller { width: 48 }).expect("bytes");
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let whole = bytes(&large, format);
        let smaller = smaller(&whole);
        assert!(smaller.len() < whole.len());
        assert_eq!(image::guess_format(&smaller).ok(), Some(format));
        let smaller = image::load_from_memory(&smaller).expect("a picture");
        assert_eq!((smaller.width(), smaller.height()), (48, 24));
    }
    let turned = smaller(&noted_jpeg(&bytes(&large, ImageFormat::Jpeg), 6));
    assert!(!holds(&turned, NOTE) && holds(&turned, PROFILE), "of its notes the profile of colors");
    let turned = image::load_from_memory(&turned).expect("a picture");
    assert_eq!((turned.width(), turned.height()), (48, 96), "turned once, and not again by a note");
    let mut noted = Cursor::new(Vec::new());
    let mut encoder = image::codecs::png::PngEncoder::new(&mut noted);
    encoder.set_icc_profile(PROFILE.to_vec()).expect("a profile");
    large.write_with_encoder(encoder).expect("an encoder");
    for whole in [noted.into_inner(), noted_webp(&bytes(&large, ImageFormat::WebP), 1, (300, 150))] {
        let made = smaller(&whole);
        let reader = image::ImageReader::new(Cursor::new(&made)).with_guessed_format().expect("memory");
        let profile = reader.into_decoder().expect("a picture").icc_profile().expect("a profile");
        assert_eq!(profile.as_deref(), Some(PROFILE));
    }
}

#[test]
fn a_version_that_would_not_be_smaller_is_the_picture_without_its_notes() {
    for format in FORMATS {
        let noted = noted(format, 6);
        assert_eq!(derived(&noted, Recipe::Smaller { width: 1440 }), Ok(clean(&noted)), "{format:?}");
    }
    let origin = Origin { root: std::env::temp_dir().into(), way: "homeroom-gone.png".into() };
    let gone = derive(&origin, Recipe::Clean, &Desk::default()).expect_err("no file");
    assert!(gone.message.contains("gone.png"), "{gone}");
    assert!(derived(b"no picture", Recipe::Clean).is_err());
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_a_walk_panic_and_a_second_cleaning_changes_nothing(number in 0usize..4, changes in proptest::collection::vec((0.0f64..1.0, 0u8..=255), 0..6), cut in 0.5f64..1.0) {
        let mut bytes = noted(FORMATS[number], 6);
        bytes.truncate((bytes.len() as f64 * cut.max(0.9)) as usize);
        for (place, byte) in changes {
            let at = (place * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        let _ = looked("a.png", &bytes);
        if let Ok(clean) = derived(&bytes, Recipe::Clean) {
            proptest::prop_assert_eq!(derived(&clean, Recipe::Clean), Ok(clean));
        }
    }
}

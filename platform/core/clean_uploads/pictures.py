"""Pictures written anew from their pixels: nothing but the pixels and the colour profile survives.

Writing anew takes away EXIF, IPTC, XMP, comments, thumbnails and text chunks, and with them
whatever somebody hung before, into or behind the picture: a zip, a script, a second picture.
"""

import io
import warnings
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageSequence

from core.clean_uploads.colour_profile import neutral_profile
from core.clean_uploads.refusal import RefusedFile
from core.files.pictures import PICTURE_ERRORS, opened_picture

#: what belongs to the pixels, of all that Pillow keeps beside them
_KEPT = (
    "transparency",
    "duration",
    "loop",
    "dpi",
    "background",
    "disposal",
    "blend",
    "default_image",
)
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": "keep", "optimize": True},
    "MPO": {"quality": 92, "optimize": True},
    "WEBP": {"quality": 90, "method": 2},
    "AVIF": {"quality": 80, "speed": 10},
    "PNG": {"optimize": False},
    "GIF": {},
}
_ANIMATED = ("GIF", "WEBP", "PNG", "AVIF")
#: the chunk that a lossless WebP begins with
_LOSSLESS = b"VP8L"


def clean_picture(data: bytes, name: str) -> bytes:
    """Return the picture written anew, upright; raise RefusedFile for one that is no picture."""
    try:
        with warnings.catch_warnings():
            # The limit of pixels is our own, checked before any pixel is decoded.
            warnings.simplefilter("ignore")
            with opened_picture(data) as picture:
                _check_pixels(picture, name)
                return _written_anew(picture, data)
    except RefusedFile:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name) from error
    except PICTURE_ERRORS as error:
        raise RefusedFile(
            _(
                "%(name)s: the picture is damaged or no picture at all. Save it again as JPEG or PNG."
            )
            % {"name": name},
            code="damaged",
        ) from error


def _check_pixels(picture: Image.Image, name: str) -> None:
    pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels(name)


def _too_many_pixels(name: str) -> RefusedFile:
    return RefusedFile(
        _("%(name)s: the picture has more than %(most).0f million pixels. Make it smaller.")
        % {"name": name, "most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS / 1e6},
        code="pixels",
    )


def _written_anew(picture: Image.Image, data: bytes) -> bytes:
    kind = picture.format or ""
    options = dict(_OPTIONS[kind])
    if kind == "WEBP" and data[12:16] == _LOSSLESS:
        options["lossless"] = True
    if picture.info.get("progressive"):
        options["progressive"] = True
    picture.load()
    profile = neutral_profile(picture.info.get("icc_profile"))
    if profile:
        options["icc_profile"] = profile
    if "dpi" in picture.info and kind != "GIF":
        options["dpi"] = picture.info["dpi"]
    stream = io.BytesIO()
    if kind in _ANIMATED and getattr(picture, "n_frames", 1) > 1:
        first, *others = [_bare(frame.copy()) for frame in ImageSequence.Iterator(picture)]
        options |= _animation(first, [first, *others])
        first.save(stream, kind, save_all=True, append_images=others, **options)
    else:
        # In place, because a copy of a JPEG no longer knows how finely it was quantised.
        ImageOps.exif_transpose(picture, in_place=True)
        _bare(picture).save(stream, "JPEG" if kind == "MPO" else kind, **options)
    return stream.getvalue()


def _bare(picture: Image.Image) -> Image.Image:
    """Take from a picture all that does not belong to its pixels."""
    picture.info = {key: value for key, value in picture.info.items() if key in _KEPT}
    return picture


def _animation(first: Image.Image, frames: list[Image.Image]) -> dict[str, Any]:
    """Return how the frames follow each other."""
    options: dict[str, Any] = {"loop": first.info.get("loop", 0)}
    durations = [int(frame.info.get("duration", 0)) for frame in frames]
    if any(durations):
        options["duration"] = durations
    return options

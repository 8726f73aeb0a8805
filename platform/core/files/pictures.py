"""Opening pictures of the few kinds that readers' cameras and programs write, and of no other."""

import io

import pillow_heif
from PIL import Image, ImageFile, UnidentifiedImageError

from core.files.problems import FAULTS

#: Pillow knows fifty kinds; each is code that a hostile file could reach
KINDS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "HEIF")
#: what Pillow and its plugins raise on pictures that are damaged or hostile
PICTURE_ERRORS = (UnidentifiedImageError, Image.DecompressionBombError, *FAULTS)

pillow_heif.register_heif_opener()


def opened_picture(data: bytes) -> ImageFile.ImageFile:
    """Open a picture without decoding its pixels; raise one of PICTURE_ERRORS if it is none."""
    return Image.open(io.BytesIO(data), formats=KINDS)

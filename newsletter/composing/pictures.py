"""Pictures of an issue in a size and a format that every mail program shows."""

import logging
from typing import Any

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from newsletter.composing.parts import PicturePart
from search.cards import absolute

logger = logging.getLogger(__name__)

#: Twice the width of the mail, for screens with small dots; JPEG because not every mail program knows WebP.
_SPEC = "max-1120x1680|bgcolor-fff|format-jpeg|jpegquality-80"
_WIDTH = 560


def picture_of(image: Any, caption: str, rights: str) -> PicturePart | None:
    """Return a picture with its words; nothing when there is none or its file cannot be read."""
    if image is None:
        return None
    try:
        drawn = image.get_rendition(_SPEC)
    except (SourceImageIOError, InvalidFilterSpecError, OSError) as error:
        logger.warning("The picture %s of an issue cannot be drawn: %s", image.pk, type(error))
        return None
    width = min(_WIDTH, drawn.width)
    return PicturePart(
        url=absolute(drawn.url),
        width=width,
        height=round(drawn.height * width / drawn.width),
        alt="" if getattr(image, "decorative", False) else image.contextual_alt_text or "",
        caption=caption,
        rights=rights,
    )

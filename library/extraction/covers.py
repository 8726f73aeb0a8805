"""A small picture of the first page; runs in the child process."""

import io
from pathlib import Path

from core.files.pdf_pages import open_pdf

#: pixels of a cover; it is shown at half of that on a screen of usual density
WIDTH, HEIGHT = 240, 340
_COLOURS = 64


def cover_of(path: Path) -> bytes:
    """Return the first page of a PDF as PNG."""
    document = open_pdf(path)
    try:
        page = document[0]
        width, height = page.get_size()
        scale = min(WIDTH / max(width, 1), HEIGHT / max(height, 1))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
    finally:
        document.close()
    stream = io.BytesIO()
    picture.quantize(_COLOURS).save(stream, "PNG", optimize=True)
    return stream.getvalue()

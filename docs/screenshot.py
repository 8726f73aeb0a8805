"""Takes the picture of the README from a site of its own: `make screenshot` (needs chromium)."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.services import find_chromium  # noqa: E402
from tests.sites import OwnSite  # noqa: E402

PICTURE = ROOT / "docs" / "img" / "chart.webp"
MOST_BYTES = 200_000


def main() -> None:
    """Serve the demonstration, photograph a chart, write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        site = OwnSite(Path(folder) / "var")
        with site.serving(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_chromium(), args=["--no-sandbox", "--headless=new"]
            )
            page = browser.new_page(
                viewport={"width": 1280, "height": 860}, device_scale_factor=1.5
            )
            page.goto(f"{site.url}/practices/acse-network/", wait_until="networkidle")
            taken = page.screenshot()
            browser.close()
    PICTURE.parent.mkdir(exist_ok=True)
    Image.open(io.BytesIO(taken)).convert("RGB").save(PICTURE, "WEBP", quality=80, method=6)
    size = PICTURE.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{PICTURE} has {size} bytes, more than {MOST_BYTES}: lower the quality.")
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}: {size} bytes\n")


if __name__ == "__main__":
    main()

"""The colours of a mail in both schemes, as the site has them, and the pairs that stand on each other."""

from collections.abc import Iterator, Mapping

LIGHT: Mapping[str, str] = {
    "paper": "#fbfaf7",
    "shade": "#f2eee5",
    "ink": "#10343f",
    "soft": "#384c54",
    "rule": "#d9d2c3",
    "line": "#10343f",
    "accent": "#b4540a",
    "button": "#863b04",
    "on_button": "#ffffff",
}
DARK: Mapping[str, str] = {
    "paper": "#0f1b20",
    "shade": "#1a2d35",
    "ink": "#ece8df",
    "soft": "#b9c6ca",
    "rule": "#30464f",
    "line": "#8fa5ad",
    "accent": "#f0a35c",
    "button": "#f6bb85",
    "on_button": "#1c1206",
}
#: Words and what they stand on.
PAIRS = (
    ("ink", "paper"),
    ("soft", "paper"),
    ("ink", "shade"),
    ("soft", "shade"),
    ("on_button", "button"),
)
#: WCAG 2.2, level AA, for text of any size.
LEAST_CONTRAST = 4.5


def contrasts() -> Iterator[tuple[str, str, float]]:
    """Yield every pair of words and ground in both schemes with its contrast."""
    for scheme in (LIGHT, DARK):
        for words, ground in PAIRS:
            yield scheme[words], scheme[ground], contrast(scheme[words], scheme[ground])


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it: 1 for the same, 21 for black and white."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""Signs of symbol fonts (Wingdings, Symbol, Webdings) as the characters that they show."""

from __future__ import annotations

from practices.forms.reading.blocks import EMPTY_BOX, TICKED_BOX

BULLET = "•"
#: code within the font → what is seen; a tick or a cross alone is a tick, as is a box with one in it
WINGDINGS = {
    0x6F: EMPTY_BOX,
    0x70: EMPTY_BOX,
    0x71: EMPTY_BOX,
    0x72: EMPTY_BOX,
    0xA8: EMPTY_BOX,
    0x78: TICKED_BOX,
    0xFB: TICKED_BOX,
    0xFC: TICKED_BOX,
    0xFD: TICKED_BOX,
    0xFE: TICKED_BOX,
    0x6E: "▪",
    0xA7: "▪",
    0x76: "❖",
    0xD8: "➢",
    0xE0: "→",
    0xF0: "⇒",
    0x6C: BULLET,
    0x9F: BULLET,
    0x28: "☎",
    0x2A: "✉",
    0x4A: "☺",
}
WINGDINGS_2 = {
    0x2A: EMPTY_BOX,
    0x30: EMPTY_BOX,
    0x35: EMPTY_BOX,
    0xA3: EMPTY_BOX,
    0x4F: TICKED_BOX,
    0x50: TICKED_BOX,
    0x51: TICKED_BOX,
    0x52: TICKED_BOX,
    0x53: TICKED_BOX,
    0x54: TICKED_BOX,
    0x55: TICKED_BOX,
    0x97: BULLET,
}
WEBDINGS = {0x61: TICKED_BOX, 0x63: EMPTY_BOX, 0x72: TICKED_BOX, 0x3D: "•"}
SYMBOL = {0xB7: BULLET, 0xA8: "♦", 0xDE: "⇒", 0xAE: "→", 0x2D: "-", 0xA7: "♣"}
FONTS = {
    "wingdings": WINGDINGS,
    "wingdings 2": WINGDINGS_2,
    "webdings": WEBDINGS,
    "symbol": SYMBOL,
    "zapfdingbats": {0x34: TICKED_BOX},
}
#: boxes and ticks of Unicode as one empty and one ticked box
BOXES = str.maketrans(
    dict.fromkeys("☐□▢❏❑◻⬜⃞🗆", EMPTY_BOX) | dict.fromkeys("☒☑✓✔✗✘⊠🗹🗷☓⮽⮾", TICKED_BOX)
)


def sign(font: str, code: int) -> str:
    """Give the character that a code of a symbol font shows, nothing for one that is mere ornament."""
    table = FONTS.get(font.strip().lower())
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is not None:
        return table.get(low, "")
    if 0xF000 <= code <= 0xF0FF:
        return WINGDINGS.get(low, BULLET)
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def in_font(text: str, font: str) -> str:
    """Give a run of text as it looks in its font."""
    name = font.strip().lower()
    if name in FONTS and (name == "symbol" or len(text.strip()) <= 3):
        return "".join(sign(font, ord(one)) or one for one in text)
    if any("\uf000" <= one <= "\uf0ff" for one in text):
        return "".join(sign("", ord(one)) if "\uf000" <= one <= "\uf0ff" else one for one in text)
    return text

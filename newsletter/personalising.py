"""What differs from reader to reader in a compiled mail: placeholders, replaced without a template engine."""

from dataclasses import dataclass, field
from html import escape

#: Written %%name%% in editions; editors may use `name` in their texts.
PLACEHOLDERS = ("name", "leave_url", "preferences_url", "web_url")


@dataclass(frozen=True, slots=True)
class CompiledMail:
    """A mail in one language: subject, whole HTML with inlined styles, whole text; with placeholders."""

    language: str
    subject: str
    html: str
    text: str
    web_url: str = ""
    links: list[str] = field(default_factory=list)


class Pattern:
    """A text cut at its placeholders once, put together again for each reader."""

    def __init__(self, text: str, *, html: bool) -> None:
        """Cut the text; values are escaped where it is HTML."""
        self._html = html
        self._pieces: list[tuple[str, str]] = []
        rest = text
        while rest:
            found = [(rest.find(f"%%{name}%%"), name) for name in PLACEHOLDERS]
            position, name = min(
                ((at, name) for at, name in found if at >= 0), default=(len(rest), "")
            )
            self._pieces.append((rest[:position], name))
            rest = rest[position + len(name) + 4 :] if name else ""

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Return each text with the name of the placeholder behind it; the name of the last may be empty."""
        return list(self._pieces)

    def fill(self, values: dict[str, str]) -> str:
        """Return the text with the values; a placeholder without a value is left out."""
        quote = escape if self._html else str
        return "".join(
            before + (quote(values.get(name, "")) if name else "") for before, name in self._pieces
        )

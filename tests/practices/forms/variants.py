"""Fills a demonstration chart into a practice form in one of the many ways in which organisations do that."""

from practices.forms.labels import LANGUAGES, PRACTICE
from tests.practices.forms.filled_items import Items
from tests.practices.forms.layouts import Layouts
from tests.practices.forms.word_files import chopped, control, paragraph, run, seeded

#: words that stand in deleted or hidden text and may appear nowhere in a record
JUNK = "zzjunk"
LAYOUTS = (
    "plain paragraphs",
    "plain inline",
    "two columns",
    "numbered columns",
    "two tables",
    "one table an item",
    "nested",
    "headings",
    "bold paragraphs",
    "label above value",
    "inline",
    "controls",
    "text boxes",
)
HEADS = ("row", "rows", "combined", "pair", "title")
BULLETS = (
    "list",
    "style",
    "own style",
    "numbering",
    "dash",
    "dot",
    "long dash",
    "breaks",
    "dot tab",
    "typed numbers",
    "wingdings",
    "star",
)
CATEGORY = (
    "label",
    "value",
    "letter",
    "boxes",
    "symbols",
    "controls",
    "legacy",
    "brackets",
    "letter only",
    "title only",
    "bracketed",
)
SPLITS = ("stacked", "bold", "cells", "sub-rows", "rows", "inline", "nested")
RESOURCES = ("list", "headed", "semicolons", "table", "sub-rows", "rows", "counts last")


class Filler(Items, Layouts):
    """Fill one chart into one form; every choice hangs on the seed."""

    def __init__(self, chart, seed, **fixed):
        self.chart, self.rng = chart, seeded(chart.number, seed)
        self.language = self._one("language", LANGUAGES, fixed)
        self.layout = self._one("layout", LAYOUTS, fixed)
        self.head = self._one("head", HEADS, fixed)
        self.bullets = self._one("bullets", BULLETS, fixed)
        self.category = self._one("category", CATEGORY, fixed)
        self.methods = self._one("methods", SPLITS, fixed)
        self.learning = self._one("learning", SPLITS, fixed)
        self.resources = self._one("resources", RESOURCES, fixed)
        self.noise = self._one(
            "noise", ("plain", "chopped", "blanks", "tracked", "controls", "hidden", "links"), fixed
        )
        self.colon = self._one("colon", ("", "", ":", " :", "\u00a0:"), fixed)
        self.numbered = self.rng.random() < 0.3
        self.wording = self._one("wording", ("first", "any"), fixed)
        self.case_of_label = self._one("letters", ("as is", "as is", "upper", "hint"), fixed)
        if self.layout in (
            "headings",
            "bold paragraphs",
            "label above value",
            "inline",
            "plain paragraphs",
            "plain inline",
        ):
            self.methods = (
                self.methods if self.methods in ("stacked", "bold", "inline", "rows") else "stacked"
            )
            self.learning = (
                self.learning
                if self.learning in ("stacked", "bold", "inline", "rows")
                else "stacked"
            )
            self.resources = (
                self.resources
                if self.resources
                in (
                    "list",
                    "headed",
                    "semicolons",
                    "table",
                    "rows",
                    "counts last",
                )
                else "list"
            )
        if self.layout == "inline":
            self.methods = "rows"
            self.learning = "rows"
        if self.layout.startswith("plain"):
            # Labels that nothing sets apart must be worded and ended like labels.
            self.wording, self.colon, self.methods, self.learning = (
                "first",
                ":",
                "stacked",
                "stacked",
            )
            self.resources = (
                self.resources
                if self.resources in ("list", "headed", "semicolons", "counts last")
                else "list"
            )
            self.category = self.category if self.category != "title only" else "value"
        self.typing_errors = self.layout in (
            "two columns",
            "numbered columns",
            "two tables",
            "controls",
        ) and self._one("typing errors", (False, False, True), fixed)
        self.unknown_rows = self.layout in ("two columns", "two tables") and self._one(
            "unknown rows", (False, True), fixed
        )
        self.count = 0

    def _one(self, name, choices, fixed):
        chosen = self.rng.choice(choices)
        return fixed.get(name, chosen)

    def __repr__(self):
        return ", ".join(
            f"{key}={value}" for key, value in vars(self).items() if isinstance(value, str | bool)
        )

    # Labels

    def label(self, key):
        one = PRACTICE[key]
        text = one.label(self.language)
        if self.wording == "any":
            text = self.rng.choice([text, *one.labels.values(), *one.variants])
        if self.typing_errors and len(text) > 9:
            at = self.rng.randrange(2, len(text) - 2)
            text = text[:at] + text[at + 1 :]
        if self.case_of_label == "upper" and self.layout != "inline":
            text = text.upper()
        if self.case_of_label == "hint" and "(" not in text:
            text = f"{text} (please describe in a few words)"
        self.count += 1
        return (
            f"{self.count}. {text}{self.colon}"
            if self.numbered and self.layout != "numbered columns"
            else f"{text}{self.colon}"
        )

    def part(self, key):
        return PRACTICE[key].label(self.rng.choice(("en", self.language)))

    # Text

    def words(self, text):
        if self.noise == "chopped":
            return chopped(text, self.rng)
        if self.noise == "blanks":
            return run(
                "".join(
                    "\u00a0" if one == " " and self.rng.random() < 0.2 else one for one in text
                ).replace("ization", "iza\u00adtion")
            )
        if self.noise == "tracked":
            middle = text.find(" ", len(text) // 2)
            first, second = (text[:middle], text[middle:]) if middle > 0 else (text, "")
            inserted = f'<w:ins w:id="1" w:author="x">{run(second)}</w:ins>' if second else ""
            return (
                f'{run(first)}<w:del w:id="2" w:author="x"><w:r><w:delText>'
                f" {JUNK}</w:delText></w:r></w:del>{inserted}"
            )
        if self.noise == "controls":
            return control(run(text))
        if self.noise == "hidden":
            return run(text) + run(
                f" {JUNK}",
                '<w:rStyle w:val="Secret"/>' if self.rng.random() < 0.5 else "<w:vanish/>",
            )
        if self.noise == "links":
            return (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK'
                f' "http://example.org/{JUNK}" </w:instrText></w:r><w:r><w:fldChar'
                f' w:fldCharType="separate"/></w:r>{run(text)}<w:r><w:fldChar'
                ' w:fldCharType="end"/></w:r>'
            )
        return run(text)

    def lines(self, text):
        """Write a text of a record as paragraphs and bullets."""
        out, typed, number = [], [], 0
        for line in (text or "").split("\n"):
            level = 1 if line.startswith("  - ") else 0 if line.startswith("- ") else None
            words = line.strip().removeprefix("- ") if level is not None else line
            if level is None:
                out += self._flush(typed)
                number = 0
                out.append(paragraph(self.words(words)))
            elif self.bullets == "breaks":
                typed.append(f"{'    ' * level}- {words}")
            else:
                number += 1
                out.append(self._bullet(words, level, number))
        return "".join([*out, *self._flush(typed)])

    def _flush(self, typed):
        done = [paragraph(run("\n".join(typed)))] if typed else []
        typed.clear()
        return done

    def _bullet(self, words, level, number):
        style = {
            "list": f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>',
            "numbering": f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="4"/></w:numPr>',
            "style": (
                '<w:pStyle w:val="ListBullet"/>'
                if level == 0
                else '<w:pStyle w:val="ListBullet2"/>'
            ),
            "own style": (
                f'<w:pStyle w:val="MyList"/><w:numPr><w:ilvl w:val="{level}"/></w:numPr>'
                if level
                else '<w:pStyle w:val="MyList"/>'
            ),
        }.get(self.bullets)
        if style:
            return paragraph(self.words(words), style)
        sign = {
            "dash": "- ",
            "dot": "• ",
            "long dash": "– ",
            "dot tab": "•\t",
            "star": "* ",
            "typed numbers": f"{number}. ",
        }.get(self.bullets)
        indent = f'<w:ind w:left="{720 * level}"/>'
        if sign:
            return paragraph(run(sign) + self.words(words), indent)
        return paragraph(
            '<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>' + run(" ") + self.words(words),
            indent,
        )

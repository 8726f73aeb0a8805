"""Fills a demonstration chart into a practice form in one of the many ways in which organisations do that."""

from dataclasses import dataclass, field

from babel import Locale

from practices.forms.labels import CATEGORIES, LANGUAGES, PRACTICE
from practices.forms.reading.json_forms import plain
from tests.practices.forms.word_files import (
    cell,
    chopped,
    control,
    paragraph,
    row,
    run,
    seeded,
    table,
    text_box,
    word_file,
)

#: words that stand in deleted or hidden text and may appear nowhere in a record
JUNK = "zzjunk"
#: what stands in a row that is no item of the form
UNKNOWN = "zzunknown"
LAYOUTS = (
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


@dataclass
class Chart:
    """Hold what a chart says, in the plain texts of a record."""

    number: int
    country: str
    organisations: list
    name: str
    category: str
    typology: str
    period: str
    years: tuple
    area: str
    target_groups: list
    texts: dict
    human: list
    in_kind: list
    funding: list
    contact: list = field(default_factory=list)


def chart_of(record):
    """Make a chart from a record of the demonstration data; contact data is invented."""
    texts = {
        key: plain(record[key])
        for key in (
            "background",
            "objectives",
            "activities",
            "results",
            "transferability",
            "mainstreaming",
            "methods",
            "tools",
            "strengths",
            "innovation",
            "challenges",
        )
    }
    start, end = record["period_start"], record["period_end"]
    groups = [slug.replace("-", " ").capitalize() for slug in record["target_groups"]]
    return Chart(
        number=record["number"],
        country=record["countries"][0],
        organisations=[slug.replace("-", " ").title() for slug in record["organisations"]],
        name=record["name"],
        category=record["category"],
        typology="\n".join(slug.replace("-", " ").capitalize() for slug in record["typologies"]),
        period=f"{start}-{end}" if end else f"Since {start}",
        years=(start, end),
        area=record["area"],
        target_groups=groups,
        texts=texts,
        human=[(one["role"], one["count"]) for one in record["resources"]["human"]],
        in_kind=[
            f"{one['count']} {one['item']}" if one["count"] else one["item"]
            for one in record["resources"]["in_kind"]
        ],
        funding=[(one["source"], one["percent"]) for one in record["resources"]["funding"]],
        contact=[
            "Example Organisation",
            "1 Example Street, Exampletown",
            "Tel: +990 12 345 678 Fax: +990 12 345 679",
            "E-mail: office@example.org Website: www.example.org",
        ],
    )


class Filler:
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
        if self.layout in ("headings", "bold paragraphs", "label above value", "inline", "plain paragraphs", "plain inline"):
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
                in ("list", "headed", "semicolons", "table", "rows", "counts last")
                else "list"
            )
        if self.layout == "inline":
            self.methods = "rows"
            self.learning = "rows"
        if self.layout.startswith("plain"):
            # Labels that nothing sets apart must be worded and ended like labels.
            self.wording, self.colon, self.methods, self.learning = "first", ":", "stacked", "stacked"
            self.resources = self.resources if self.resources in ("list", "headed", "semicolons", "counts last") else "list"
            self.category = self.category if self.category != "title only" else "value"
        self.typing_errors = self.layout in ("two columns", "numbered columns", "two tables", "controls") and self._one("typing errors", (False, False, True), fixed)
        self.unknown_rows = self.layout in ("two columns", "two tables") and self._one("unknown rows", (False, True), fixed)
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
            return f'{run(first)}<w:del w:id="2" w:author="x"><w:r><w:delText> {JUNK}</w:delText></w:r></w:del>{inserted}'
        if self.noise == "controls":
            return control(run(text))
        if self.noise == "hidden":
            return run(text) + run(
                f" {JUNK}",
                '<w:rStyle w:val="Secret"/>' if self.rng.random() < 0.5 else "<w:vanish/>",
            )
        if self.noise == "links":
            return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://example.org/{JUNK}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(text)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
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
            "style": '<w:pStyle w:val="ListBullet"/>'
            if level == 0
            else '<w:pStyle w:val="ListBullet2"/>',
            "own style": f'<w:pStyle w:val="MyList"/><w:numPr><w:ilvl w:val="{level}"/></w:numPr>'
            if level
            else '<w:pStyle w:val="MyList"/>',
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

    # Items: (label, content of the value cell) or rows written whole

    def items(self):
        chart = self.chart
        yield from self._head()
        names = chart.organisations
        yield (
            "organisations",
            self.label("organisations"),
            "".join(paragraph(self.words(name)) for name in names),
        )
        yield "name", self.label("name"), paragraph(self.words(chart.name))
        yield self._category()
        yield (
            "typology",
            self.label("typology"),
            "".join(paragraph(line) for line in chart.typology.split("\n")),
        )
        yield "period", self.label("period"), paragraph(self.words(chart.period))
        yield "area", self.label("area"), paragraph(self.words(chart.area))
        yield "background", self.label("background"), self.lines(chart.texts["background"])
        yield "target_groups", self.label("target_groups"), self._groups()
        for key in ("objectives", "activities"):
            yield key, self.label(key), self.lines(chart.texts[key])
        yield from self._split("methods_tools", ("methods", "tools"), self.methods)
        yield from self._resources()
        yield "results", self.label("results"), self.lines(chart.texts["results"])
        yield from self._split("learning", ("strengths", "innovation", "challenges"), self.learning)
        for key in ("transferability", "mainstreaming"):
            if chart.texts[key]:
                yield key, self.label(key), self.lines(chart.texts[key])
        if self.unknown_rows:
            yield "unknown", "Logo", paragraph(f"{UNKNOWN} value")
        yield "contact", self.label("contact"), "".join(paragraph(line) for line in chart.contact)

    def _head(self):
        country = Locale.parse(self.rng.choice(("en", self.language))).territories[
            self.chart.country
        ]
        number = self.chart.number
        label = PRACTICE["chart_no"].label(self.language)
        if self.layout in (
            "headings",
            "bold paragraphs",
            "label above value",
            "inline",
        ) and self.head in ("pair", "title"):
            self.head = "rows"
        if self.head == "row":
            yield "chart_no", f"{label} {number}", paragraph(country)
        elif self.head == "rows":
            yield "chart_no", f"{label}{self.colon}", paragraph(str(number))
            yield "countries", self.label("countries"), paragraph(country)
        elif self.head == "combined":
            yield "chart_country", self.label("chart_country"), paragraph(f"{number} – {country}")
        elif self.head == "pair":
            yield (
                "chart_no",
                f"{label}: {number}",
                paragraph(f"{PRACTICE['countries'].label(self.language)}: {country}"),
            )
        else:
            yield "title", f"{label} {number} – {country}", ""

    def _category(self):
        letter, label = self.chart.category, PRACTICE["category"].label(self.language)
        title = CATEGORIES[letter].label(self.rng.choice(("en", self.language)))
        if self.category == "label":
            return "category", f"{label} {letter}{self.colon}", paragraph(title)
        value = {
            "value": lambda: paragraph(f"{letter} - {title}"),
            "letter": lambda: paragraph(letter) + paragraph(title),
            "letter only": lambda: paragraph(letter),
            "title only": lambda: paragraph(title),
            "bracketed": lambda: paragraph(f"{title} ({letter})"),
        }.get(self.category)
        return (
            "category",
            f"{label}{self.colon}",
            value() if value else "".join(self._box(key) for key in CATEGORIES),
        )

    def _box(self, key):
        ticked = key == self.chart.category
        words = run(f" {key} – {CATEGORIES[key].label(self.language)}")
        if self.category == "boxes":
            return paragraph(run(self.rng.choice("☒☑") if ticked else "☐") + words)
        if self.category == "symbols":
            return paragraph(
                f'<w:r><w:sym w:font="Wingdings" w:char="{"F0FE" if ticked else "F0A8"}"/></w:r>'
                + words
            )
        if self.category == "controls":
            state = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
            return paragraph(control(run("☒" if ticked else "☐"), state) + words)
        if self.category == "legacy":
            data = (
                f'<w:ffData><w:checkBox><w:default w:val="{int(ticked)}"/></w:checkBox></w:ffData>'
            )
            return paragraph(
                f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
                + words
            )
        return paragraph(run("[x]" if ticked else "[ ]") + words)

    def _groups(self):
        groups = self.chart.target_groups
        if len(groups) > 1 and self.rng.random() < 0.3:
            return paragraph(self.words("; ".join(groups)))
        return self.lines("\n".join(f"- {group}" for group in groups))

    def _split(self, whole, keys, how):
        texts = [(key, self.chart.texts[key]) for key in keys if self.chart.texts[key]]
        label = self.label(whole)
        if how == "rows" and (whole == "learning" or len(texts) > 1):
            for key, text in texts:
                yield key, self.part(key) + self.colon, self.lines(text)
        elif how == "cells" and len(texts) > 1:
            yield (
                whole,
                label,
                [paragraph(self.part(key) + ":") + self.lines(text) for key, text in texts],
            )
        elif how == "sub-rows" and len(texts) > 1:
            yield whole, label, [(self.part(key), self.lines(text)) for key, text in texts]
        elif how == "nested" and len(texts) > 1:
            yield (
                whole,
                label,
                table(
                    *(
                        row(cell(paragraph(self.part(key))), cell(self.lines(text)))
                        for key, text in texts
                    )
                ),
            )
        elif how == "inline" and all("\n" not in text for _, text in texts):
            yield (
                whole,
                label,
                "".join(
                    paragraph(self.words(f"{self.part(key)}: {text.removeprefix('- ')}"))
                    for key, text in texts
                ),
            )
        else:
            mark = "<w:b/>" if how == "bold" else ""
            end = self.rng.choice((":", ":", "")) if how == "bold" else ":"
            yield (
                whole,
                label,
                "".join(
                    paragraph(run(self.part(key) + end, mark)) + self.lines(text)
                    for key, text in texts
                ),
            )

    def _resources(self):
        people = [f"{count} {role}" if count else role for role, count in self.chart.human]
        things = list(self.chart.in_kind)
        money = [
            f"{source}: {percent}%" if percent is not None else source
            for source, percent in self.chart.funding
        ]
        if self.resources == "counts last":
            people = [f"{role}: {count}" if count else role for role, count in self.chart.human]
        groups = [
            (key, texts)
            for key, texts in (("human", people), ("in_kind", things), ("funding", money))
            if texts
        ]
        label = self.label("resources")
        if self.resources == "rows":
            for key, texts in groups:
                yield (
                    key,
                    self.part(key) + self.colon,
                    self.lines("\n".join(f"- {text}" for text in texts)),
                )
            return
        if self.resources == "sub-rows" and len(groups) > 1:
            yield (
                "resources",
                label,
                [
                    (self.part(key), self.lines("\n".join(f"- {text}" for text in texts)))
                    for key, texts in groups
                ],
            )
            return
        content = ""
        for key, texts in groups:
            if self.resources == "semicolons":
                content += paragraph(f"{self.part(key)}: {'; '.join(texts)}")
            elif self.resources == "table" and key == "human":
                content += paragraph(self.part(key) + ":") + table(
                    row(cell(paragraph("Role")), cell(paragraph("Number"))),
                    *(
                        row(cell(paragraph(role)), cell(paragraph(str(count or "-"))))
                        for role, count in self.chart.human
                    ),
                )
            else:
                content += paragraph(self.part(key) + ":") + self.lines(
                    "\n".join(f"- {text}" for text in texts)
                )
        yield "resources", label, content

    # Layouts

    def file(self):
        body = getattr(self, f"_{self.layout.replace(' ', '_')}")()
        return word_file(
            body,
            comments=["A remark"] if self.noise == "hidden" else (),
            header="Collection of practices",
        )

    def _value(self, content):
        return (
            content
            if isinstance(content, str)
            else "".join(
                one if isinstance(one, str) else paragraph(one[0] + ":") + one[1] for one in content
            )
        )

    def _rows(self, *, numbered=False):
        for count, (_, label, content) in enumerate(self.items(), start=1):
            lead = [cell(paragraph(str(count)))] if numbered else []
            name = cell(paragraph(run(label, "<w:b/>")))
            if content == "":
                yield row(cell(paragraph(label), '<w:gridSpan w:val="3"/>'))
            elif isinstance(content, str):
                yield row(*lead, name, cell(content, '<w:gridSpan w:val="2"/>'))
            elif isinstance(content[0], str):
                yield row(*lead, name, *map(cell, content))
            else:
                for at, (caption, value) in enumerate(content):
                    merge = '<w:vMerge w:val="restart"/>' if at == 0 else "<w:vMerge/>"
                    lead = (
                        [cell(paragraph(str(count)) if at == 0 else "", merge)] if numbered else []
                    )
                    yield row(
                        *lead,
                        cell(paragraph(label) if at == 0 else "", merge),
                        cell(paragraph(caption)),
                        cell(value),
                    )

    def _two_columns(self):
        return paragraph(
            "Collection of relevant practices", '<w:pStyle w:val="Heading2"/>'
        ) + table(*self._rows())

    def _numbered_columns(self):
        head = row(*(cell(paragraph(text)) for text in ("No.", "Item", "Information")))
        return table(head, *self._rows(numbered=True))

    def _two_tables(self):
        rows = list(self._rows())
        cut = len(rows) // 2
        while "<w:vMerge/>" in rows[cut]:
            cut += 1
        return (
            table(*rows[:cut]) + paragraph('<w:r><w:br w:type="page"/></w:r>') + table(*rows[cut:])
        )

    def _one_table_an_item(self):
        groups = []
        for one in self._rows():
            if "<w:vMerge/>" in one:
                groups[-1].append(one)
            else:
                groups.append([one])
        return "<w:p/>".join(table(*group) for group in groups)

    def _nested(self):
        return table(row(cell(table(*self._rows()))))

    def _controls(self):
        rows = [control(one) if self.rng.random() < 0.5 else one for one in self._rows()]
        return control(table(*rows))

    def _text_boxes(self):
        rows = list(self._rows())
        title = paragraph(text_box(paragraph("Practice form, please fill in")))
        return title + table(*rows)

    def _headings(self):
        return "".join(
            paragraph(label, '<w:pStyle w:val="Heading2"/>') + self._value(content)
            for _, label, content in self.items()
        )

    def _bold_paragraphs(self):
        return "".join(
            paragraph(run(label, "<w:b/>")) + self._value(content)
            for _, label, content in self.items()
        )

    def _label_above_value(self):
        return table(
            *(
                one
                for _, label, content in self.items()
                for one in (
                    row(cell(paragraph(run(label, "<w:b/>")))),
                    row(cell(self._value(content))),
                )
            )
        )

    def _plain_paragraphs(self):
        return "".join(paragraph(label) + self._value(content) for _, label, content in self.items())

    def _plain_inline(self):
        return self._inline(mark="")

    def _inline(self, mark="<w:b/>"):
        out = []
        for key, label, content in self.items():
            value = self._value(content)
            if (
                value.startswith("<w:p><w:r>")
                and value.count("<w:p>") == 1
                and key != "chart_country"
            ):
                out.append(
                    value.replace(
                        "<w:p>", "<w:p>" + run(label.rstrip(" :\u00a0") + ": ", "<w:b/>"), 1
                    )
                )
            else:
                out.append(paragraph(run(label.rstrip(" :\u00a0") + ":", mark)) + value)
        return "".join(out)

"""The items of a form, each filled in in the way that was drawn for it."""

from babel import Locale

from practices.forms.labels import CATEGORIES, PRACTICE
from tests.practices.forms.word_files import cell, control, paragraph, row, run, table

#: what stands in a row that is no item of the form
UNKNOWN = "zzunknown"


class Items:
    """Write (key, label, content) of every item; content is a cell, several cells or sub-rows."""

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
                f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>'
                " FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar"
                ' w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
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

"""Fills an invented case into a case study form in one of the many ways in which organisations do that."""

from babel import Locale

from practices.forms.labels import CASE, GROUPS, LANGUAGES, TICK_OPTIONS
from practices.forms.records import QUESTIONS
from tests.practices.forms.word_files import (
    cell,
    control,
    paragraph,
    row,
    run,
    seeded,
    table,
    word_file,
)

LAYOUTS = (
    "two columns",
    "three columns",
    "headings",
    "bold paragraphs",
    "label above value",
    "group rows",
)
TICKS = (
    "lines",
    "line a box",
    "nested",
    "symbols",
    "controls",
    "legacy",
    "brackets",
    "boxes behind",
    "crosses",
)
HEADS = ("rows", "title", "row")
WORDING = ("short", "question", "number only", "unnumbered")
COUNTRIES = ("RO", "FR", "RS", "LT", "XK", "TR", "DE", "GE")


class CaseFiller:
    """Fill one case; every choice hangs on the seed."""

    def __init__(self, seed, **fixed):
        self.rng = seeded("case", seed)
        choose = lambda name, choices: fixed.get(name, self.rng.choice(choices))  # noqa: E731
        self.layout, self.ticks = choose("layout", LAYOUTS), choose("ticks", TICKS)
        self.head, self.wording = choose("head", HEADS), choose("wording", WORDING)
        self.language = choose("language", LANGUAGES)
        if self.wording == "number only" and self.layout not in (
            "two columns",
            "three columns",
            "group rows",
        ):
            self.wording = "short"
        if (
            self.layout in ("headings", "bold paragraphs", "label above value")
            and self.ticks == "nested"
        ):
            self.ticks = "lines"
        if self.layout == "group rows" and self.ticks == "nested":
            self.ticks = "lines"
        self.organisation, self.country = (
            f"Organisation {seed} for help",
            self.rng.choice(COUNTRIES),
        )
        self.answers = {key: self._answer(key) for key in QUESTIONS if key != "q2"}
        self.empty = self.rng.choice((None, None, "q8", "q11"))
        if self.empty:
            self.answers[self.empty] = None
        self.chosen = {
            group: self.rng.sample(
                [one.key for one in options if one.key != "mixed"], self.rng.choice((1, 1, 2))
            )
            for group, options in TICK_OPTIONS.items()
        }
        self.unticked = self.rng.choice((None, None, None, "recruitment", "gender"))
        if self.unticked:
            self.chosen[self.unticked] = []
        self.beside = (
            self.rng.choice((None, "through a travel agency in the home town"))
            if self.ticks != "crosses"
            else None
        )
        self.beside_ticked = "other" in self.chosen["recruitment"]

    def __repr__(self):
        return ", ".join(
            f"{key}={value!r}" for key, value in vars(self).items() if key not in ("rng", "answers")
        )

    def _answer(self, key):
        lines = [f"The answer to {key} of this invented case is given in words."]
        lines += [f"- Point {number} of {key}" for number in range(self.rng.choice((0, 0, 2, 3)))]
        return "\n".join(lines)

    def _label(self, key):
        one, number = CASE[key], key[1:]
        if self.wording == "number only" and key != "q2":
            return f"{number}."
        text = (
            one.question(self.language) if self.wording == "question" else one.label(self.language)
        )
        return (
            text
            if self.wording == "unnumbered" or self.layout == "three columns"
            else f"{number}. {text}"
        )

    def _lines(self, text):
        return "".join(
            paragraph(f"• {line[2:]}" if line.startswith("- ") else line)
            for line in (text or "").split("\n")
        )

    def _box(self, ticked):
        if self.ticks == "symbols":
            return f'<w:r><w:sym w:font="Wingdings" w:char="{"F0FE" if ticked else "F0A8"}"/></w:r>'
        if self.ticks == "controls":
            return control(
                run("☒" if ticked else "☐"),
                f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>',
            )
        if self.ticks == "legacy":
            data = (
                '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked'
                f' w:val="{int(ticked)}"/></w:checkBox></w:ffData>'
            )
            return (
                f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>'
                ' FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        if self.ticks == "brackets":
            return run("[x]" if ticked else "[ ]")
        return run(self.rng.choice("☒☑") if ticked else "☐")

    def _options(self, group):
        for one in TICK_OPTIONS[group]:
            if one.key == "mixed":
                continue
            words = one.label(self.language)
            if group == "recruitment" and one.key == "other" and self.beside:
                words = f"{words}: {self.beside}"
            yield one.key in self.chosen[group], words

    def _group(self, group, *, headed=True):
        head = GROUPS[group].label(self.language)
        head = head if head.endswith("?") else f"{head}:"
        options = list(self._options(group))
        if self.ticks == "lines":
            line = run(f"{head}   ") if headed else ""
            return paragraph(
                line + "".join(self._box(ticked) + run(f" {words}   ") for ticked, words in options)
            )
        if self.ticks == "boxes behind" and not (group == "recruitment" and self.beside):
            line = run(f"{head} ") if headed else ""
            return paragraph(
                line
                + "".join(
                    run(f"{words} ") + self._box(ticked) + run("   ") for ticked, words in options
                )
            )
        title = paragraph(head) if headed else ""
        if self.ticks == "crosses":
            return title + "".join(
                paragraph(f"X {words}" if ticked else words) for ticked, words in options
            )
        return title + "".join(
            paragraph(self._box(ticked) + run(f" {words}")) for ticked, words in options
        )

    def _question_2(self):
        if self.ticks == "nested":
            first, second = ("gender", "age_group", "exploitation"), ("recruitment", "proposed")
            return "".join(
                table(row(*(cell(self._group(group)) for group in groups))) + "<w:p/>"
                for groups in (first, second)
            )
        return "".join(self._group(group) for group in TICK_OPTIONS)

    def items(self):
        for key in QUESTIONS:
            if key == "q2":
                yield key, self._label(key), self._question_2()
            else:
                yield (
                    key,
                    self._label(key),
                    (
                        self._lines(self.answers[key])
                        if self.answers[key]
                        else paragraph(self.rng.choice(("", "-", "–")))
                    ),
                )

    def _head_lines(self):
        country = Locale.parse(self.language).territories[self.country]
        return (CASE["organisation"].label(self.language), self.organisation), (
            CASE["country"].label(self.language),
            country,
        )

    def file(self):
        head = self._head_lines()
        rows, before = [], ""
        if self.head == "title" or self.layout in ("headings", "bold paragraphs"):
            before = "".join(paragraph(run(f"{label}: ") + run(value)) for label, value in head)
        elif self.head == "row" and self.layout in ("two columns", "group rows"):
            rows.append(row(*(cell(paragraph(f"{label}: {value}")) for label, value in head)))
        elif self.layout == "label above value":
            before = "".join(paragraph(run(f"{label}: ") + run(value)) for label, value in head)
        else:
            lead = [cell("")] if self.layout == "three columns" else []
            rows += [
                row(*lead, cell(paragraph(label)), cell(paragraph(value))) for label, value in head
            ]
        if self.layout == "headings":
            return word_file(
                before
                + "".join(
                    paragraph(label, '<w:pStyle w:val="Heading2"/>') + value
                    for _, label, value in self.items()
                )
            )
        if self.layout == "bold paragraphs":
            return word_file(
                before
                + "".join(
                    paragraph(run(label, "<w:b/>")) + value for _, label, value in self.items()
                )
            )
        for key, label, value in self.items():
            if self.layout == "label above value":
                rows += [row(cell(paragraph(run(label, "<w:b/>")))), row(cell(value))]
            elif self.layout == "three columns":
                rows.append(row(cell(paragraph(key[1:])), cell(paragraph(label)), cell(value)))
            elif self.layout == "group rows" and key == "q2":
                rows.append(row(cell(paragraph(label), '<w:gridSpan w:val="2"/>')))
                rows += [
                    row(
                        cell(paragraph(GROUPS[group].label(self.language))),
                        cell(self._group(group, headed=False)),
                    )
                    for group in TICK_OPTIONS
                ]
            else:
                rows.append(row(cell(paragraph(label)), cell(value)))
        return word_file(before + table(*rows))

    def differences(self, results):
        """Say which answers of the record are not what was written."""
        if len(results) != 1 or not hasattr(results[0], "q2"):
            return [f"result: {results}"]
        record = results[0].to_json()
        expected = {"organisation": self.organisation, "country": self.country} | self.answers
        told = [
            f"{key}: {record[key]!r} instead of {value!r}"
            for key, value in expected.items()
            if record[key] != value
        ]
        english = {
            group: {one.key: one.label("en") for one in options}
            for group, options in TICK_OPTIONS.items()
        }
        for group, keys in self.chosen.items():
            wanted = sorted(english[group][key] for key in keys)
            if sorted(record["q2"][group]) != wanted:
                told.append(f"q2.{group}: {record['q2'][group]} instead of {wanted}")
        other = {"recruitment": self.beside} if self.beside else None
        if record["q2"]["other"] != other:
            told.append(f"q2.other: {record['q2']['other']} instead of {other}")
        due = {("no_answer", self.empty)} if self.empty else set()
        due |= {("nothing_ticked", "q2")} if self.unticked else set()
        due |= (
            {("text_beside_empty_box", "q2")} if self.beside and not self.beside_ticked else set()
        )
        given = {(one["code"], one["field"]) for one in record["warnings"]}
        if given != due:
            told.append(f"warnings: {record['warnings']} instead of {due}")
        return told

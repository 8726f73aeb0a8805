"""The layouts in which the items of a form are set."""

from tests.practices.forms.word_files import (
    cell,
    control,
    paragraph,
    row,
    run,
    table,
    text_box,
    word_file,
)


class Layouts:
    """Set the items of a form in the layout that was drawn for it."""

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
        return "".join(
            paragraph(label) + self._value(content) for _, label, content in self.items()
        )

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

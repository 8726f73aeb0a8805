"""Word forms as organisations fill them in: two columns, labels of their own."""

import io

from docx import Document

RESOURCES = "People: 2 drivers\nFunding: Region: 40%"
CONTACT = "office@example.org\nTel. +39 06 1234567\nwww.example.org"


def practice_form(
    *,
    number=7,
    name="Night bus",
    organisation="Night Bus Association",
    resources=RESOURCES,
    contact=CONTACT,
):
    """Return a filled-in practice form."""
    return _form(
        [
            ("Chart No. / Country", f"{number} – Italy"),
            ("Organisation", organisation),
            ("Name of the practice", name),
            ("Category", "B – Identification, first assistance and protection"),
            ("Typology", "Outreach units"),
            ("Period", "2009 – 2011"),
            ("Geographical area", "Rome"),
            ("Background", "There is a need."),
            ("Target groups", "- Migrants\n- People who sleep outside"),
            ("Objectives", "To help."),
            ("Activities", "- Rounds at night\n- Talks <b>in</b> bars"),
            ("Methods and tools", "Talking"),
            ("Resources", resources),
            ("Results", "Many."),
            ("Learning from the case", "It takes time."),
            ("Transferability", "Yes."),
            ("Weather", "Rainy"),
            ("Contact details", contact),
        ]
    )


def case_form(*, organisation="Night Bus Association"):
    """Return a filled-in case study form."""
    return _form(
        [
            ("Organisation", organisation),
            ("Country", "Italy"),
            ("1. Involvement and specific need", "A return."),
            (
                "2. Background information on the person",
                "Gender:\n☐ Male\n☒ Female\nAge:\n☒ Adult\n☐ Minor\nType of exploitation:\n"
                "☒ Forced labour\nHow was the person recruited?\n☒ Friend\n☐ Other: a neighbour\n"
                "What was the person offered?\n☒ Job promise",
            ),
            ("3. First contact", "By telephone."),
            ("4. Problems and obstacles", "- No papers"),
            ("5. Authorities and agencies involved", "- Police: protection"),
            ("6. How the obstacles were dealt with", "Step by step."),
            ("7. Collaboration and protocols", "None."),
            ("8. Real conditions and wishes", "Talks."),
            ("9. Privacy", "Consent."),
            ("10. What worked", "What worked:\n- Quick answers\nWhat did not work:\n- No money"),
            ("11. Tools", "A sheet"),
            ("12. Recommendations", "More."),
        ]
    )


def _form(rows):
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for label, value in rows:
        left, right = table.add_row().cells
        left.text = label
        for at, line in enumerate(value.split("\n")):
            paragraph = right.paragraphs[0] if at == 0 else right.add_paragraph()
            paragraph.add_run(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()

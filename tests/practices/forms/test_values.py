"""Single values, in the spellings in which forms have them."""
# ruff: noqa: E501 - one case a line reads best

import pytest

from practices.forms.country_names import CountryNames
from practices.forms.reading.blocks import Line
from practices.forms.reading.bullets import as_text, tidy
from practices.forms.reading.recogniser import case_recogniser, practice_recogniser
from practices.forms.reading.values.category import read_category
from practices.forms.reading.values.contact import read_contact
from practices.forms.reading.values.funding import read_funding
from practices.forms.reading.values.names import read_organisations
from practices.forms.reading.values.people_and_things import kind_of, split_count
from practices.forms.reading.values.period import read_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2006 - ongoing", 2006, None),
        ("since 1999", 1999, None),
        ("from March 2008 to December 2010", 2008, 2010),
        ("2009/2010", 2009, 2010),
        ("2009-10", 2009, 2010),
        ("01/2008–12/2009", 2008, 2009),
        ("01.01.2008 - 31.12.2009", 2008, 2009),
        ("1998 until today", 1998, None),
        ("Seit 2004", 2004, None),
        ("dal 2003 ad oggi", 2003, None),
        ("De 2005 à 2008", 2005, 2008),
        ("desde 2009 hasta la actualidad", 2009, None),
        ("2007-2010 in Foggia; since 2011 in Barletta", 2007, None),
        ("2004-2006; 2008-2010", 2004, 2010),
        ("2008 -", 2008, None),
        ("January 2008 - January 2009 (1st phase), March 2009 - (2nd phase)", 2008, None),
        ("Started: 2004. Ended: 2008", 2004, 2008),
        ("Since 2006 (Law 228 of 2003)", 2006, None),
        ("2010", 2010, 2010),
        ("Since 2004 (trial from 2002 to 2003)", 2002, None),
    ],
)
def test_period(text, start, end):
    period = read_period(text)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Funding: 70% the State (Department), 30% Towns of A, B, and C."], [("the State (Department)", 70), ("Towns of A, B, and C", 30)]),
        (["Ministry of X: 90%", "Private donor: 10%"], [("Ministry of X", 90), ("Private donor", 10)]),
        (["Funding provided by 75%: European Commission; 25%: other donors"], [("European Commission", 75), ("other donors", 25)]),
        (["The programme is financed through: OHCHR, IOM, foreign NGOs"], [("OHCHR", None), ("IOM", None), ("foreign NGOs", None)]),
        (["European Union, Ministry of Education, Science and Technology, Embassy of Norway"], [("European Union", None), ("Ministry of Education, Science and Technology", None), ("Embassy of Norway", None)]),
        (["Government (Department) (70%), Regions A, B and C (30%)"], [("Government (Department)", 70), ("Regions A, B and C", 30)]),
        (["Financement : 50 % État, 50 % Ville"], [("État", 50), ("Ville", 50)]),
        (["The house is financed by (2011): 60% Trust A; 2 5% Fund B; 1 5% Fund C"], [("Trust A", 60), ("Fund B", 25), ("Fund C", 15)]),
        (["No specific funding."], []),
        (["The centre is mainly financed by the City of Hamburg"], [("City of Hamburg", None)]),
    ],
)  # fmt: skip
def test_funding(lines, expected):
    assert [(one["source"], one["percent"]) for one in read_funding(lines)] == expected


@pytest.mark.parametrize(
    ("text", "count", "words", "kind"),
    [
        ("3 outreach workers", 3, "outreach workers", "human"),
        ("Outreach workers: 3", 3, "Outreach workers", "human"),
        ("Volunteers (10)", 10, "Volunteers", "human"),
        ("1 coordinator (part time)", 1, "coordinator (part time)", "human"),
        ("one lawyer", 1, "lawyer", "human"),
        ("6+6 Experts", None, "6+6 Experts", "human"),
        ("1 Car", 1, "Car", "in_kind"),
        ("Landline telephone", None, "Landline telephone", "in_kind"),
        ("4 hotline operators", 4, "hotline operators", "human"),
        ("2 computer trainers", 2, "computer trainers", "human"),
        ("Zwei Sozialarbeiterinnen", 2, "Sozialarbeiterinnen", "human"),
    ],
)
def test_people_and_things(text, count, words, kind):
    assert split_count(text) == (count, words)
    assert kind_of(words) == kind


def test_contact_is_parted_and_nothing_is_lost():
    contact = read_contact(
        [
            Line("Example Centre"),
            Line("Address: Long Street 9 - 88000 Town"),
            Line("Tel. & fax. +99 38 60 91 40, mobile: 069 123 456"),
            Line("E-mail: a@example.org b@example.org Website: www.example.org (in two languages)"),
        ]
    )
    assert contact.emails == ["a@example.org", "b@example.org"]
    assert contact.websites == ["www.example.org"]
    assert contact.phones == ["+99 38 60 91 40", "069 123 456"]
    assert contact.faxes == ["+99 38 60 91 40"]
    assert contact.address_text == "Example Centre\nLong Street 9 - 88000 Town\n(in two languages)"


def test_numbers_in_brackets_and_words_between_addresses_are_no_rest():
    contact = read_contact(
        [
            Line("Tel.: (+99 12) 400 00 00"),
            Line("E-mail address: a@example.org and b@example.org"),
        ]
    )
    assert (contact.phones, contact.address_text) == (["(+99 12) 400 00 00"], None)


def test_target_of_a_link_is_kept_where_its_words_do_not_say_it():
    contact = read_contact(
        [
            Line(
                "our site, or write to us",
                links=("https://www.example.org/en", "mailto:a@example.org"),
            )
        ]
    )
    assert (contact.websites, contact.emails) == (["https://www.example.org/en"], ["a@example.org"])


@pytest.mark.parametrize(
    ("label", "value", "letter", "expected"),
    [
        ("Category C", "Prevention, Training and Research", "C", "A"),
        ("Category", "B - Identification and first protection", "B", "B"),
        ("Kategorie", "Andere Arten von Praktiken", "D", "D"),
        ("Category:", "A", "A", "A"),
        ("Category", "A Prevention, training, and research", "A", "A"),
        ("Category", "E", "E", None),
        ("Category (A, B, C or D)", "D – Other practices", "D", "D"),
    ],
)
def test_category(label, value, letter, expected):
    found = read_category(label, [Line(value)])
    assert (found.letter, found.expected) == (letter, expected)


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Bosnia & Herzegovina", ["BA"]), ("Kosovo*", ["XK"]), ("Italie / Espagne", ["IT", "ES"]), ("Romanian NGO in France", ["FR"]), ("UK and Türkiye", ["GB", "TR"]), ("Lituania", ["LT"]), ("Georgian", ["GE"]), ("somewhere", [])],
)  # fmt: skip
def test_countries(text, codes):
    assert sorted(CountryNames().find(text)) == sorted(codes)


def test_organisations_in_one_cell():
    assert read_organisations([Line("A Network, Médicos de X, Red Y and more, IOM")]) == [
        "A Network",
        "Médicos de X",
        "Red Y and more",
        "IOM",
    ]
    assert read_organisations([Line("Municipality of Venice, Social Service")]) == [
        "Municipality of Venice, Social Service"
    ]
    assert read_organisations([Line("X (A, B, C)")]) == ["X (A, B, C)"]
    assert read_organisations([Line("One"), Line("Two")]) == ["One", "Two"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["• one", "    o two", "    o three", "• four"], "- one\n  - two\n  - three\n- four"),
        (["1. one", "2. two"], "- one\n- two"),
        (["In 2009 we", "- one", "and more"], "In 2009 we\n- one\nand more"),
        (["–\tone", "–\ttwo"], "- one\n- two"),
        (["-one", "-two"], "- one\n- two"),
        (["- 5 % less", "-5 degrees"], "- 5 % less\n-5 degrees"),
        (["-1 trainer", "-2 cars", "-office"], "- 1 trainer\n- 2 cars\n- office"),
        (["- one:", "  - two", "  - three", "- four"], "- one:\n  - two\n  - three\n- four"),
        (["o\tone", "o\ttwo"], "- one\n- two"),
    ],
)
def test_typed_lists(lines, text):
    assert as_text(tidy([Line(line) for line in lines])) == text


def test_bullets_of_word_below_a_number_typed_by_hand():
    lines = [Line("1) one:"), Line("two", level=0), Line("three", level=0), Line("2) four")]
    assert as_text(tidy(lines)) == "- one:\n  - two\n  - three\n- four"


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("8. Backround informations:", "background"),
        ("Zielgruppe/n", "target_groups"),
        ("Which resources were used?", "resources"),
        ("Ergebnisse / Results", "results"),
        ("Name of practice/programme – Nom de la pratique / du programme", "name"),
        ("Name of contact person", "contact"),
        ("Strengths and weaknesses of the practice", "learning"),
        ("Number of beneficiaries", None),
        ("Photo", None),
        ("Date of submission", None),
        ("Monitoring and evaluation", None),
    ],
)
def test_labels_of_practices(label, key):
    found = practice_recogniser().match(label)
    assert (found.key if found else None) == key


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Q4", "q4"),
        ("9. Which measures protect the privacy, in the exchange with your partners?", "q9"),
        ("Question 10: What worked?", "q10"),
        ("5. Welche Behörden?", "q5"),
        ("Protection de la vie privée", "q9"),
        ("2009", None),
    ],
)
def test_labels_of_cases(label, key):
    found = case_recogniser().match(label)
    assert (found.key if found else None) == key

import pytest

from directory.matching import KnownNames, OrganisationNames, fold

NAMES = OrganisationNames(
    [
        KnownNames(1, "Associazione On the Road", ("Associazione On the Road", "On the Road")),
        KnownNames(2, "KOOFRA e.V.", ("KOOFRA e.V.", "KOOFRA")),
        KnownNames(3, "Femmes en Détresse a.s.b.l.", ("Femmes en Détresse a.s.b.l.",)),
        KnownNames(4, "Novi put", ("Novi put", "New Road")),
        KnownNames(5, "La Strada Bulgaria", ("La Strada Bulgaria",)),
        KnownNames(6, "La Strada International", ("La Strada International", "LSI")),
        KnownNames(7, "Caritas Albania", ("Caritas Albania",)),
        KnownNames(8, "Caritas Armenia", ("Caritas Armenia",)),
        KnownNames(9, "Centre for Help", ("Centre for Help", "CFH")),
        KnownNames(10, "Other Centre", ("Other Centre", "CFH")),
        KnownNames(
            11,
            "Centre to Protect Victims and Prevent Trafficking in Human Beings",
            ("Centre to Protect Victims and Prevent Trafficking in Human Beings", "PVPT"),
        ),
        KnownNames(12, "Udruženje građana Budućnost", ("Udruženje građana Budućnost",)),
    ]
)


@pytest.mark.parametrize(
    ("name", "pk"),
    [
        ("associazione ON THE ROAD onlus", 1),
        ("On the Road, Associazione", 1),
        ("KOOFRA", 2),
        ("Koofra eV", 2),
        ("Femmes en Detresse asbl", 3),
        ("NGO “New road” (“Novi put”)", 4),
        ("Novi Put – Mostar", 4),
        ("La Strada", None),
        ("La Strada Bulgarie", 5),
        ("Bulgaria, La Strada", 5),
        ("LSI", 6),
        ("Caritas", None),
        ("Caritas Albenia", 7),
        ("Center to Protect Victims and Prevent Trafficking in Human Beings (PVPT)", 11),
        ("Centre to Protect Victims & Prevent Trafficking in Human Beings", 11),
        ("UG Buducnost", None),
        ("Udruzenje gradjana Budućnost", 12),
        ("", None),
        ("—", None),
    ],
)
def test_names_that_somebody_wrote_find_one_organisation_or_none(name, pk):
    assert NAMES.find(name).pk == pk


def test_a_name_that_fits_two_organisations_finds_none_and_names_both():
    match = NAMES.find("CFH")
    assert match.pk is None
    assert match.candidates == ("Centre for Help", "Other Centre")


def test_near_names_of_two_organisations_find_none():
    names = OrganisationNames(
        [
            KnownNames(1, "Caritas Alba", ("Caritas Alba",)),
            KnownNames(2, "Caritas Albi", ("Caritas Albi",)),
        ]
    )
    assert names.find("Caritas Albu").pk is None


def test_a_name_that_is_nothing_but_a_legal_form_stays():
    assert fold("ONG") == "ong"

"""What each detector takes for a person's and what it lets stand."""

import pytest

from core.anonymity import find_in_text


def kinds(text, **options):
    return {one.kind for one in find_in_text(text, **options)}


@pytest.mark.parametrize(
    "text",
    [
        "The Helen Bamber Foundation met the Anne Frank House.",
        "Rantsev v. Cyprus and Siliadin c. France are quoted.",
        "Kelly, L. (2005) Stopping Traffic. London: Home Office, pp. 1-20.",
        "The study by Liz Kelly and the book by Kevin Bales are read.",
        "Der Sakharov-Preis und die Konrad-Adenauer-Stiftung.",
        "La via Garibaldi, il premio Anna Rossi e la legge Merlin.",
        "The Minister of the Interior and the National Rapporteur spoke.",
        "Hope for Justice works in Florence, Georgia and Paris.",
        "Elena (name changed) told us her story. Later Elena moved.",
        "Sarà possibile. Però nessuno lo sa. Marco jurídico.",
    ],
)
def test_names_that_things_bear_and_authors_may_stand(text):
    assert "person_name" not in kinds(text)


def test_a_family_name_is_found_again_after_the_full_name():
    found = find_in_text("Our lawyer Maria Hochleitner came. Later Hochleitner left.")
    assert [one.text for one in found] == ["Maria Hochleitner", "Hochleitner"]


def test_in_the_case_of_a_person_the_person_is_found():
    assert "person_name" in kinds("In the case of Elena the court waited.")


@pytest.mark.parametrize(
    ("mailbox", "personal"),
    [
        ("anna.weber@organisation.example", True),
        ("m.rossi@cooperativa.example", True),
        ("mariarossi@organisation.example", True),
        ("blessing2001@gmail.com", True),
        ("sonne77@web.de", True),
        ("info@organisation.example", False),
        ("ngo.centre@gmail.com", False),
        ("office.sofia@organisation.example", False),
        ("human.rights@organisation.example", False),
        ("lefoe@lefoe.example", False),
    ],
)
def test_mailboxes_of_persons_are_told_from_those_of_offices(mailbox, personal):
    assert ("personal_email" in kinds(f"Write to {mailbox} today.")) is personal


@pytest.mark.parametrize(
    ("text", "mobile"),
    [
        ("Call +39 347 555 0199 now", True),
        ("Tel. 0176 / 12 34 56 78", True),
        ("Appelez le 06 12 34 56 78", True),
        ("Mobile: 0207 946 0000", True),
        ("Fax +44 20 7946 0000", False),
        ("Telephone +44 113 496 0000", False),
        ("Tel. 06 4782 1234, ufficio di Roma della rete", False),
        ("Helpline 116 006, freephone 0800 0121 700", False),
        ("It cost 650 000 000 euros in 2010-2012", False),
        ("ISBN 978-92-9068-536-9", False),
    ],
)
def test_mobile_numbers_are_told_from_other_numbers(text, mobile):
    assert ("mobile_number" in kinds(text)) is mobile


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("She was born on 12 March 1998.", True),
        ("Das Kind wurde am 3. Mai 2001 in Lagos geboren.", True),
        ("The project was born in 2005.", False),
        ("L'association est née en 1985.", False),
        ("Persons born after 1990 may apply.", False),
    ],
)
def test_dates_of_birth_are_those_of_persons(text, told):
    assert ("birth_date" in kinds(text)) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A 17-year-old girl was found.", True),
        ("Her children, 3 and 7, stayed.", True),
        ("Eine 17-jährige Frau kam.", True),
        ("Children aged 12 to 17 took part.", False),
        ("Persons aged 18 and over may apply.", False),
        ("The minimum age is 18.", False),
        ("Das Projekt hat eine dreijährige Laufzeit.", False),
        ("L'association a 10 ans.", False),
        ("Una pena di 12 anni di reclusione.", False),
        ("The 16-year-olds met.", False),
    ],
)
def test_exact_ages_are_told_from_groups_and_rules(text, told):
    assert ("exact_age" in kinds(text)) is told


def test_the_address_of_a_shelter_goes_before_that_of_a_street():
    assert kinds("The shelter is at 22 Oak Lane.") == {"shelter_address"}


def test_the_address_of_an_office_may_stand_and_that_of_a_home_not():
    office = "Office: 12 Market Street, Leeds LS1 6DT. Tel. +44 113 496 0000, info@example.org"
    assert kinds(office) == set()
    assert kinds("She lives at 12 Market Street.") == {"street_address"}


def test_shelters_in_general_have_no_address():
    assert kinds("A shelter should be close to a school and a hospital in Rome.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Directive 2011/36/EU and Law no. 228/2003 apply.",
        "Grant agreement no. 30-CE-0123456, charity no. 1118181.",
        "Rantsev v. Cyprus, application no. 25965/04.",
        "BGH, Beschluss, Az. 3 StR 123/16.",
    ],
)
def test_numbers_of_laws_grants_and_published_cases_may_stand(text):
    assert "id_number" not in kinds(text)


def test_an_account_for_donations_may_stand_and_a_private_one_not():
    account = "IBAN DE89 3704 0044 0532 0130 00"
    assert kinds(f"Donations to the association: {account}") == set()
    assert kinds(f"He sent it to {account}.") == {"bank_or_plate"}


def test_schools_that_are_visited_may_stand():
    assert kinds("Pupils of the Ivan Vazov School in Plovdiv took part in the workshop.") == set()


def test_delegations_and_groups_are_no_rare_combination():
    assert kinds("In March 2010 a Romanian delegation met in Madrid.") == set()
    assert kinds("Romanian women in Milan were interviewed in May 2009.") == set()


def test_the_place_is_kept_with_the_finding():
    assert find_in_text("Dr. Anna Weber", place="caption")[0].place == "caption"


def test_loose_accents_and_soft_hyphens_hide_nothing():
    written = "Wir trafen Ele\u00adna Mu\u0308ller am Bahnhof."
    (found,) = find_in_text(written)
    assert written[found.start : found.end] == found.text == "Ele\u00adna Mu\u0308ller"

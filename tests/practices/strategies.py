"""Any record that a form can hold, for property tests."""

from functools import cache
from string import ascii_lowercase

from hypothesis import strategies as st

from core.models import Term, Vocabulary
from practices import rich_text
from practices.models import AreaScope, Category, EvidenceLevel, Licence
from practices.models.case_rows import CaseActor
from practices.record_keys import CASE_LISTS, CASE_TERMS, CASE_TEXTS, PRACTICE_TERMS, PRACTICE_TEXTS
from practices.rich_text import Block, Run

# Letters of many scripts, and every sign that could be taken for a mark-up of some kind.
SIGNS = "abc ÄßéœčŁĞЖλ中🙂 '\"“”’-–—•·×☐☒*_#[](){}<>&|\\/:;,.!?%=+@~`^$§°0123456789\u00a0\u2011"
characters = st.text(SIGNS, min_size=1, max_size=30)
sentences = characters.map(lambda text: " ".join(text.split())).filter(bool)
paragraphs = st.lists(sentences, min_size=1, max_size=3).map("\n".join)
numbers = st.one_of(
    st.integers(0, 9_999), st.integers(1, 99_999).map(lambda cents: cents / 100)
).map(lambda number: int(number) if number == int(number) else number)
addresses = st.from_regex(
    r"https?://[a-z]{1,8}\.example\.org/[a-zA-Z0-9/_?&=~.-]{0,12}", fullmatch=True
)
slugs = st.text(ascii_lowercase + "0123456789", min_size=1, max_size=12)


def some(values, **options):
    return st.lists(st.sampled_from(values), unique=True, max_size=4, **options)


def maybe(strategy):
    return st.one_of(st.none(), strategy)


@cache
def term_slugs(vocabulary):
    return tuple(Term.objects.of(vocabulary).values_list("slug", flat=True))


def in_order(vocabulary):
    slugs = term_slugs(Vocabulary(vocabulary))
    return some(slugs).map(lambda chosen: sorted(chosen, key=slugs.index))


runs = st.builds(
    Run,
    text=st.one_of(characters, st.just("\n")),
    strong=st.booleans(),
    emphasis=st.booleans(),
    href=st.one_of(st.just(""), addresses, st.just("mailto:office@example.org")),
)
blocks = st.builds(
    Block,
    kind=st.sampled_from(["p", "p", "ul", "ul", "ol", "h3", "h4"]),
    runs=st.lists(runs, min_size=1, max_size=3).map(tuple),
    level=st.integers(0, 3),
)
html = st.lists(blocks, max_size=5).map(lambda found: rich_text.to_html(found) or None)


def rows(**fields):
    return st.lists(st.fixed_dictionaries(fields), max_size=3)


def practices(organisations):
    """Give strategies of practice records over the organisations of the directory (slugs)."""
    period = st.tuples(maybe(st.integers(1950, 2010)), maybe(st.integers(2010, 2040)))
    years = st.shared(period)
    return st.fixed_dictionaries(
        {
            "number": maybe(st.integers(0, 9_999)),
            "slug": slugs,
            "name": sentences,
            "name_original": maybe(sentences),
            "countries": some(["BA", "DE", "FR", "GB", "IT", "XK"]).map(sorted),
            "organisations": some(organisations),
            "category": maybe(st.sampled_from(Category.values)),
            "period_start": years.map(lambda pair: pair[0]),
            "period_end": years.map(lambda pair: pair[1]),
            "area_scope": maybe(st.sampled_from(AreaScope.values)),
            "area": maybe(paragraphs),
            "summary": maybe(paragraphs),
            "target_group_note": maybe(paragraphs),
            "resources": st.fixed_dictionaries(
                {
                    "human": rows(role=sentences, count=maybe(numbers)),
                    "in_kind": rows(item=sentences, count=maybe(numbers)),
                    "funding": rows(source=sentences, percent=maybe(st.integers(0, 100))),
                    "note": maybe(paragraphs),
                }
            ),
            "results_figures": rows(label=sentences, value=numbers, unit=maybe(sentences)),
            "tags": st.lists(slugs, unique=True, max_size=3),
            "links": st.lists(
                st.one_of(addresses, st.fixed_dictionaries({"title": sentences, "url": addresses})),
                max_size=3,
            ),
            "source": st.fixed_dictionaries(
                {
                    "title": maybe(sentences),
                    "year": maybe(st.integers(1900, 2100)),
                    "chart": maybe(st.integers(0, 999)),
                    "note": maybe(paragraphs),
                }
            ),
            **{key: html for key in PRACTICE_TEXTS if key != "learning"},
            **{key: in_order(vocabulary) for key, vocabulary in PRACTICE_TERMS.items()},
        },
        optional={
            "learning": html.filter(bool),
            "typology_text": paragraphs,
            "evidence_level": st.sampled_from(EvidenceLevel.values[1:]),
            "licence": st.sampled_from([value for value in Licence.values if value]),
            "review_by": st.dates().map(lambda day: day.isoformat()),
            "contacts": st.lists(
                st.fixed_dictionaries(
                    {
                        "kind": st.sampled_from(["email", "phone", "fax", "address"]),
                        "value": paragraphs,
                        "tier": st.just("public"),
                    }
                ),
                min_size=1,
                max_size=3,
                unique_by=lambda row: row["value"],
            ),
        },
    )


def answers():
    return st.one_of(st.none(), sentences, html).map(_as_text)


def _as_text(value):
    from practices.json_records import as_sentences

    return as_sentences(rich_text.clean_html(value))


def _as_points(value):
    from practices.json_records import as_points

    return as_points(rich_text.clean_html(value))


def cases(organisations):
    """Give strategies of case study records."""
    ticked = {key: in_order(vocabulary) for key, vocabulary in CASE_TERMS.items()}
    return st.fixed_dictionaries(
        {
            "number": maybe(st.integers(0, 999)),
            "slug": slugs,
            "title": sentences,
            "organisation": maybe(st.sampled_from(organisations)),
            "countries": some(["BA", "DE", "FR", "GB", "IT", "XK"]).map(sorted),
            "age_group": maybe(st.sampled_from(["adult", "minor", "mixed"])),
            "gender": maybe(st.sampled_from(["female", "male", "transgender", "mixed"])),
            "contact_channel": maybe(st.sampled_from(term_slugs(Vocabulary.CONTACT_CHANNELS))),
            "actors": rows(kind=maybe(st.sampled_from(CaseActor.Kind.values)), role=sentences),
            "generalised_fields": st.lists(sentences, unique=True, max_size=3),
            "source": st.fixed_dictionaries(
                {
                    "title": maybe(sentences),
                    "year": maybe(st.integers(1900, 2100)),
                    "case": maybe(st.integers(0, 999)),
                    "collected": maybe(sentences),
                    "note": maybe(paragraphs),
                }
            ),
            **ticked,
            **{key: answers() for key in CASE_TEXTS if key != "experience"},
            **{key: html.map(_as_points) for key in CASE_LISTS},
        },
        optional={"summary": paragraphs, "experience": answers().filter(bool)},
    )

"""What is planted in invented sentences is found, by kind and language."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from core.anonymity import FindingKind, find_in_text

HERE = Path(__file__).parent
FILES = ("snippets.txt", "more_snippets.txt", "shape_snippets.txt")
LEAST_RECALL = 0.95
IN_FILES_ONLY = {FindingKind.PHOTO_GPS, FindingKind.DOCUMENT_METADATA}
KINDS = [kind.value for kind in FindingKind if kind not in IN_FILES_ONLY]
LANGUAGES = ("en", "fr", "it", "de", "es")


def lines_of(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def score():
    planted, found, missed = Counter(), Counter(), []
    for line in [line for name in FILES for line in lines_of(name)]:
        kind, language, marked = line.split(" | ", 2)
        mark = re.search(r"\[\[(.+?)\]\](?!\])", marked)
        text = marked.replace("[[", "").replace("]]", "")
        start, end = mark.start(), mark.start() + len(mark[1])
        overlap = any(
            one.kind == kind and one.start < end and start < one.end for one in find_in_text(text)
        )
        planted[kind, language] += 1
        found[kind, language] += overlap
        if not overlap:
            missed.append((kind, text))
    return planted, found, missed


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_planted_is_found_in_every_language(kind):
    planted, found, missed = score()
    assert all(planted[kind, language] >= 5 for language in LANGUAGES)
    of_kind = sum(planted[kind, language] for language in LANGUAGES)
    hits = sum(found[kind, language] for language in LANGUAGES)
    assert hits >= LEAST_RECALL * of_kind, [text for one, text in missed if one == kind]


def test_sentences_of_many_shapes_are_understood():
    rows = [line.split(" | ", 1) for line in lines_of("sentences.txt")]
    missed = [
        (kind, text) for kind, text in rows if kind not in {one.kind for one in find_in_text(text)}
    ]
    assert len(missed) <= (1 - LEAST_RECALL) * len(rows), missed


def test_clean_texts_have_at_most_one_false_finding_in_500_words():
    texts = lines_of("clean_texts.txt")
    words = sum(len(text.split()) for text in texts)
    false = [(one.kind, one.text) for text in texts for one in find_in_text(text)]
    assert words > 2000
    assert len(false) <= words / 500, false

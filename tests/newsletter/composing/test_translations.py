"""An issue is translated sentence by sentence, as editors do it in the admin."""

import pytest
from wagtail_localize.models import String, StringTranslation, Translation, TranslationSource

from newsletter.composing.compiling import compile_editions
from newsletter.models import IssuePage
from tests.newsletter.composing.support import chart, french, in_french, issue, mailing, new, picked

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WORDS = {
    "Platform news: outreach": "Nouvelles : travail de rue",
    "What is new": "Ce qui est nouveau",
    "Dear colleagues": "Chers collègues",
    "Practices to try": "Pratiques à essayer",
    "A van and tea": "Une camionnette et du thé",
    "Offer a note": "Proposer une note",
}


def translate(page, commits):
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=french())
    for segment in source.stringsegment_set.select_related("string", "context"):
        words = WORDS.get(segment.string.data)
        if words:
            StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                data=words,
            )
    with commits(execute=True):
        translation.save_target(publish=True)
    return IssuePage.objects.get(translation_key=page.translation_key, locale=french())


def test_every_text_of_an_issue_can_be_translated_and_is_sent_in_french(
    django_capture_on_commit_callbacks,
):
    french()
    record, other = chart("Night outreach"), chart("Only English")
    in_french(record, title="Rue de nuit")
    page = issue(
        ("text", "<p>Dear colleagues</p>"),
        picked(record, other, teaser="A van and tea"),
        new(kinds=["practice"]),
        ("call", {"text": "", "label": "Offer a note", "page": None, "url": ""}),
    )
    translated = translate(page, django_capture_on_commit_callbacks)
    assert set(WORDS) <= {one.data for one in String.objects.filter(locale=page.locale)}
    assert translated.subject == WORDS["Platform news: outreach"]
    edition = compile_editions(mailing(page))["fr"]
    for words in (
        "Chers collègues",
        "Pratiques à essayer",
        "Une camionnette et du thé",
        "Proposer",
    ):
        assert words in edition.text
    assert "Rue de nuit\n" in edition.text and "Night outreach\n" not in edition.text
    assert "Only English" in edition.text
    assert edition.subject == "Nouvelles : travail de rue"

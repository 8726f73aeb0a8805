"""What should be mended before an issue is sent: each finding says what is wrong and what to do."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from core.links.reading import broken_since
from newsletter.audiences.selectors import readers_of
from newsletter.composing.compiling import compile_issue
from newsletter.composing.counted_links import targets_in
from newsletter.composing.issue_content import named_pages, parts_of
from newsletter.composing.items import translations_of
from newsletter.composing.mail_checks import MailProblem, problems_of
from newsletter.composing.own_addresses import leads_nowhere
from newsletter.composing.parts import Output, render
from newsletter.composing.pictures import picture_of
from newsletter.models import Audience, ContributionSlot, IssuePage, SlotState


class Severity(StrEnum):
    """How bad it is: an error keeps an issue from being sent, a warning is for the editor to decide."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `language` is that of the edition, `code` names the rule."""

    code: str
    severity: Severity
    message: str
    what_to_do: str
    language: str = ""

    @property
    def is_error(self) -> bool:
        """Tell whether the issue must not be sent like this."""
        return self.severity is Severity.ERROR


def check_issue(issue: IssuePage, *, languages: Collection[str] = ()) -> list[Finding]:
    """Return what should be mended before an issue is sent, errors first.

    Looked at is what would go out: the newest draft of an issue that is not public yet, its public translations,
    and the drafts of those in `languages`. Nothing is fetched: of addresses elsewhere the site knows what it knew.
    """
    pages = [issue, *_translations(issue, languages)]
    found = [*_readers(issue), *_waiting_notes(issue)]
    for page in pages:
        version = page if page.live else page.get_latest_revision_as_object()
        language = page.locale.language_code
        found += [replace(finding, language=language) for finding in _edition(version)]
        if page.pk != issue.pk:
            found += [
                replace(finding, language=language) for finding in _translated(version, issue)
            ]
    found = list(dict.fromkeys(found))
    return sorted(found, key=lambda finding: not finding.is_error)


def _translations(issue: IssuePage, languages: Collection[str]) -> QuerySet[IssuePage]:
    others = issue.get_translations().filter(alias_of=None).select_related("locale")
    asked = Q(live=True) | Q(locale__language_code__in=languages)
    return others.filter(asked).order_by("locale__language_code")


def _readers(issue: IssuePage) -> Iterator[Finding]:
    if issue.audience == Audience.SEGMENT and issue.segment is None:
        yield Finding(
            "no-segment",
            Severity.ERROR,
            _("The segment that was to get the issue is gone."),
            _("Choose who gets it, on the tab “Readers”."),
        )
    elif not readers_of(issue.audience, issue.segment).exists():
        yield Finding(
            "no-readers",
            Severity.ERROR,
            _("Nobody would get the issue: the chosen audience has no readers."),
            _("Choose another audience on the tab “Readers”."),
        )


def _waiting_notes(issue: IssuePage) -> Iterator[Finding]:
    waiting = ContributionSlot.objects.filter(
        issue__translation_key=issue.translation_key, state=SlotState.GIVEN
    ).count()
    if waiting:
        yield Finding(
            "waiting-notes",
            Severity.WARNING,
            ngettext(
                "%(number)d note from a country waits for a decision and would be left out.",
                "%(number)d notes from countries wait for a decision and would be left out.",
                waiting,
            )
            % {"number": waiting},
            _("Accept or decline them."),
        )


def _edition(issue: IssuePage) -> Iterator[Finding]:
    parts = parts_of(issue)
    if not parts:
        yield Finding(
            "empty",
            Severity.ERROR,
            _("The issue says nothing: it has no block, or none with anything to show."),
            _("Add a text or records, or press “Fill in what is new”."),
        )
    elif not render(parts, Output.TEXT).strip():
        yield Finding(
            "no-text",
            Severity.ERROR,
            _("The mail has no text for readers whose program shows no pictures."),
            _("Add a block of text."),
        )
    yield from _pages(issue)
    yield from _pictures(issue)
    mail = compile_issue(issue)
    for problem in problems_of(mail, issue.preheader):
        yield _finding(problem)
    if not issue.subject.strip():
        # The title stands in for it, so that the mail itself has one.
        yield Finding(
            "no-subject",
            Severity.ERROR,
            _("There is no subject."),
            _("Write what is new in one line."),
        )
    yield from _addresses(targets_in(mail.html))


def _finding(problem: MailProblem) -> Finding:
    severity = Severity.ERROR if problem.is_error else Severity.WARNING
    return Finding(problem.code, severity, problem.message, problem.what_to_do)


def _pages(issue: IssuePage) -> Iterator[Finding]:
    """Yield records and targets of links that readers could not open."""
    named = named_pages(issue)
    readable = translations_of(named, language=issue.locale.language_code)
    hidden = Page.objects.filter(pk__in=[pk for pk in named if pk not in readable])
    for title in hidden.order_by("title").values_list("title", flat=True):
        yield Finding(
            "not-public",
            Severity.ERROR,
            _("“%(title)s” is not public: it would be missing, or its link would lead nowhere.")
            % {"title": title},
            _("Publish the page, or take it out of the issue."),
        )
    gone = sum(
        item.value.get("page") is None
        for child in issue.body
        if child.block_type == "picked"
        for item in child.value.get("items") or ()
        if item.block_type == "record"
    )
    if gone:
        yield Finding(
            "deleted",
            Severity.WARNING,
            ngettext(
                "%(number)d picked record has been deleted and is left out.",
                "%(number)d picked records have been deleted and are left out.",
                gone,
            )
            % {"number": gone},
            _("Take it out of the block, or pick another."),
        )


def _pictures(issue: IssuePage) -> Iterator[Finding]:
    for child in issue.body:
        if child.block_type != "picture":
            continue
        image = child.value.get("picture")
        if image is None or picture_of(image, "", "") is None:
            yield Finding(
                "no-picture",
                Severity.WARNING,
                _("A picture has no file any more and is left out."),
                _("Choose another one, or delete the block."),
            )
        elif not image.decorative and not (image.contextual_alt_text or "").strip():
            yield Finding(
                "no-alt",
                Severity.ERROR,
                _("The picture “%(title)s” has no description.") % {"title": image.title},
                _("Say in its block what it shows, or mark it as decoration."),
            )


def _translated(version: IssuePage, source: IssuePage) -> Iterator[Finding]:
    if version.subject.strip() and version.subject == source.subject:
        yield Finding(
            "same-subject",
            Severity.WARNING,
            _("The subject is the same as in the first language."),
            _("Translate it, unless it is the same on purpose."),
        )


def _addresses(urls: list[str]) -> Iterator[Finding]:
    for url in urls:
        if leads_nowhere(url):
            yield Finding(
                "broken-link",
                Severity.ERROR,
                _("This address of the site leads nowhere: %(url)s") % {"url": url},
                _("Choose the page again, or take the link out."),
            )
    for url, since in broken_since(urls).items():
        yield Finding(
            "broken-link-elsewhere",
            Severity.WARNING,
            _("This address has been broken since %(day)s: %(url)s")
            % {"day": date_format(since), "url": url},
            _("Open it; if it is gone, take the link out."),
        )

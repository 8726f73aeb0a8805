"""Looks at a compiled mail the way a mail program, a reader of the screen and a spam filter do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from lxml import html as lxml_html

from newsletter.composing.palette import LEAST_CONTRAST, contrasts
from newsletter.personalising import PLACEHOLDERS, CompiledMail

#: Gmail cuts off what is longer, the link to leave among it.
MOST_BYTES = 102 * 1024
_SUBJECT_SEEN = 70
_MANY_MARKS = 3
_EMPTY_WORDS = frozenset(
    {
        *("click here", "here", "read more", "more", "link", "this link", "click"),
        *("cliquez ici", "ici", "lire la suite", "en savoir plus", "plus", "lien"),
        *("clicca qui", "qui", "leggi tutto", "continua"),
        *("hier klicken", "hier", "mehr", "weiterlesen", "mehr lesen"),
        *("haga clic aquí", "aquí", "leer más", "más", "enlace"),
    }
)
_SHORTENERS = frozenset({"bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "buff.ly"})
_FILLED = re.compile("|".join(f"%%{name}%%" for name in PLACEHOLDERS))
_UNFINISHED = re.compile(r"%%|\{\{|\}\}|\{%|%\}|\*\|")
_ANSWER = re.compile(r"^\s*(re|fwd?|aw|wg|tr|rv)\s*:", re.IGNORECASE)
_LOOKS_LIKE_HOST = re.compile(
    r"^(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class MailProblem:
    """Something wrong with a mail; `is_error`: it must not go out like this."""

    code: str
    message: str
    what_to_do: str
    is_error: bool = False


def problems_of(mail: CompiledMail, preheader: str) -> Iterator[MailProblem]:
    """Yield what is wrong with a mail."""
    yield from _size(mail)
    yield from _lines_of_mailbox(mail.subject, preheader)
    yield from _spam_traits(mail)
    yield from _unfinished(mail, preheader)
    document = lxml_html.document_fromstring(mail.html)
    yield from _pictures(document)
    yield from _links(document)
    yield from _colours()


def _size(mail: CompiledMail) -> Iterator[MailProblem]:
    size = len(mail.html.encode())
    if size > MOST_BYTES:
        yield MailProblem(
            "too-large",
            _("The mail has %(size)d kB; mail programs cut off what goes over %(most)d kB.")
            % {"size": -(-size // 1024), "most": MOST_BYTES // 1024},
            _("Shorten lists and teasers, or leave items to the web page."),
            is_error=True,
        )


def _lines_of_mailbox(subject: str, preheader: str) -> Iterator[MailProblem]:
    if not subject.strip():
        yield MailProblem(
            "no-subject",
            _("There is no subject."),
            _("Write what is new in one line."),
            is_error=True,
        )
    elif len(subject) > _SUBJECT_SEEN:
        yield MailProblem(
            "long-subject",
            _("The subject has %(length)d letters; most mailboxes show fewer.")
            % {"length": len(subject)},
            _("Put what matters into the first 50 letters."),
        )
    if not preheader.strip():
        yield MailProblem(
            "no-preheader",
            _(
                "There is no preheader: mail programs will show the first words of the text instead."
            ),
            _("Write 40 to 100 letters that go on from the subject."),
        )
    elif preheader.strip().casefold() == subject.strip().casefold():
        yield MailProblem(
            "same-preheader",
            _("The preheader repeats the subject."),
            _("Say there what the subject leaves out."),
        )


def _spam_traits(mail: CompiledMail) -> Iterator[MailProblem]:
    letters = [letter for letter in mail.subject if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) >= 8 and capitals > 0.7 * len(letters):
        yield MailProblem(
            "capitals",
            _("The subject is written in capitals, as unwanted mail often is."),
            _("Write it in small letters."),
        )
    if mail.subject.count("!") + mail.subject.count("¡") >= _MANY_MARKS or "!!" in mail.text:
        yield MailProblem(
            "exclamation-marks",
            _("Exclamation marks stand in a row, as in unwanted mail."),
            _("Leave one at most."),
        )
    if _ANSWER.match(mail.subject):
        yield MailProblem(
            "false-answer",
            _("The subject looks like an answer to a mail that nobody wrote."),
            _("Begin it with its first word."),
        )


def _unfinished(mail: CompiledMail, preheader: str) -> Iterator[MailProblem]:
    """Yield a finding where a placeholder was begun and is none: readers would see its signs."""
    body = lxml_html.document_fromstring(mail.html).text_content()
    for text in (mail.subject, preheader, body):
        found = _UNFINISHED.search(_FILLED.sub("", text))
        if found:
            around = " ".join(text.split())
            place = max(around.find(found[0]), 0)
            yield MailProblem(
                "unfinished-placeholder",
                _("“%(words)s” looks like a placeholder that is none.")
                % {"words": around[max(0, place - 10) : place + 30]},
                _("Write %%name%% for the name of the reader, or take the signs out."),
                is_error=True,
            )
            return


def _pictures(document: lxml_html.HtmlElement) -> Iterator[MailProblem]:
    for image in document.iter("img"):
        if image.get("alt") is None:
            yield MailProblem(
                "no-alt",
                _("A picture has no description."),
                _("Say in its block what it shows, or mark it as decoration."),
                is_error=True,
            )


def _links(document: lxml_html.HtmlElement) -> Iterator[MailProblem]:
    for link in document.iter("a"):
        text = " ".join(link.text_content().split())
        target = link.get("href", "")
        if not text and not link.findall(".//img"):
            yield MailProblem(
                "empty-link",
                _("A link has no words: %(url)s") % {"url": target},
                _("Write where it leads, or take it out."),
                is_error=True,
            )
        elif text.casefold().strip(" .…:>»→") in _EMPTY_WORDS:
            yield MailProblem(
                "empty-words",
                _("The words of a link say nothing when they are read alone: “%(text)s”.")
                % {"text": text},
                _("Write where it leads: “the report of 2026”."),
            )
        yield from _honesty(text, target)


def _honesty(text: str, target: str) -> Iterator[MailProblem]:
    host = (urlsplit(target).hostname or "").removeprefix("www.")
    if host in _SHORTENERS:
        yield MailProblem(
            "short-address",
            _("A link hides where it leads: %(url)s") % {"url": target},
            _("Use the whole address."),
        )
    shown = _LOOKS_LIKE_HOST.match(text)
    if shown and host and shown[1].casefold().removeprefix("www.") != host:
        yield MailProblem(
            "other-address",
            _("The words of a link name %(shown)s and it leads to %(host)s, as in a fraud.")
            % {"shown": shown[1], "host": host},
            _("Write the same address, or words."),
        )


def _colours() -> Iterator[MailProblem]:
    for words, ground, contrast in contrasts():
        if contrast < LEAST_CONTRAST:
            yield MailProblem(
                "contrast",
                _("Words of the colour %(words)s on %(ground)s have a contrast of %(contrast).1f.")
                % {"words": words, "ground": ground, "contrast": contrast},
                _("Ask who looks after the site to change the colours of the mail."),
                is_error=True,
            )

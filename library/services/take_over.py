"""Takes files over from links: an editor asks, the worker fetches, the edition gets its document."""

import hashlib
import posixpath
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.clean_uploads.refusal import RefusedFile
from core.clean_uploads.storage import CleanFile
from core.files.kinds import FileKind, kind_of
from core.files.problems import UnreadableFile
from core.guarded_fetch import Fetched, FetchError, FetchLimits, fetch
from core.records import RecordError, editable_copy, store
from library.models import LibraryDocument, LibraryRecord, TakeOver, TakeOverState
from library.services.documents import add_document, find_same

SECONDS = 120.0
MOST_ATTEMPTS = 3
#: a fetch that was begun longer ago has lost its worker
_LOST_AFTER = timedelta(minutes=10)
_OPEN = (TakeOverState.WAITING, TakeOverState.RUNNING)
_ENDINGS = {FileKind.PDF: "pdf", FileKind.WORD: "docx", FileKind.TEXT: "txt"}
_ODT = b"application/vnd.oasis.opendocument.text"
#: what servers call each kind; they call nearly anything a stream of bytes
_CALLED = {
    "application/pdf": {"pdf"},
    "application/x-pdf": {"pdf"},
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {"docx"},
    _ODT.decode(): {"odt"},
    "text/html": {"html"},
    "application/xhtml+xml": {"html"},
    "text/plain": {"txt"},
}
_ANY = {
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/zip",
    "application/download",
}


def ask_for(work: LibraryRecord, address: str, user: AbstractBaseUser | None) -> TakeOver:
    """Note the wish to take over the file at `address`; one that is open already is returned."""
    with transaction.atomic():
        asked, _is_new = TakeOver.objects.get_or_create(
            work=work,
            address=address,
            state__in=_OPEN,
            defaults={"asked_by_id": user.pk if user else None},
        )
    return asked


def take_over_next() -> bool:
    """Fetch the oldest file that is asked for; tell whether there was one. May be killed at any moment."""
    lost = Q(state=TakeOverState.RUNNING, started_at__lt=timezone.now() - _LOST_AFTER)
    asked = (
        TakeOver.objects.filter(Q(state=TakeOverState.WAITING) | lost).order_by("asked_at").first()
    )
    if asked is None:
        return False
    claimed = TakeOver.objects.filter(pk=asked.pk, attempts=asked.attempts).update(
        state=TakeOverState.RUNNING, started_at=timezone.now(), attempts=F("attempts") + 1
    )
    if not claimed:
        return True  # another worker was faster
    if asked.attempts >= MOST_ATTEMPTS:
        _finish(asked, problem=_("The worker was ended three times while it fetched this file."))
        return True
    try:
        _finish(asked, document=_take_over(asked))
    except (FetchError, RecordError) as error:
        _finish(asked, problem=str(error))
    except RefusedFile as error:
        _finish(asked, problem=error.messages[0])
    return True


def _take_over(asked: TakeOver) -> LibraryDocument:
    """Fetch, keep and hang up the file; raises FetchError, RefusedFile or RecordError."""
    limits = FetchLimits(size=settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, seconds=SECONDS)
    fetched = fetch(asked.address, limits=limits)
    if fetched.status != 200:
        raise FetchError(
            _("Its server answered %(status)d and gave no file.") % {"status": fetched.status}
        )
    clean = CleanFile(ContentFile(fetched.content), file_name(fetched))
    with transaction.atomic():
        document = find_same(_sha256(clean)) or _kept(asked, clean)
        _hang_up(asked, document)
    return document


def _kept(asked: TakeOver, clean: CleanFile) -> LibraryDocument:
    edition = asked.work.editions.filter(address=asked.address).first()
    document = add_document(
        clean,
        title=(edition.title if edition else "") or asked.work.title,
        language=edition.language if edition else "",
        user=asked.asked_by,
        source_url=asked.address,
    )
    document.fetched_at = timezone.now()
    document.save(update_fields=["fetched_at"])
    return document


def _hang_up(asked: TakeOver, document: LibraryDocument) -> None:
    """Give the document to the editions with this link: of the published page, and of a draft over it."""
    work = asked.work.specific
    publish = work.live and not work.has_unpublished_changes
    newest = editable_copy(work)
    editions = list(newest.editions.all())
    without = [
        edition
        for edition in editions
        if edition.address == asked.address and edition.document_id is None
    ]
    if not without:
        return
    for edition in without:
        edition.document = document
    newest.editions.set(editions)
    store(newest, publish=publish, user=asked.asked_by)


def _finish(asked: TakeOver, *, document: LibraryDocument | None = None, problem: str = "") -> None:
    state = TakeOverState.FAILED if problem else TakeOverState.DONE
    TakeOver.objects.filter(pk=asked.pk).update(
        state=state, document=document, problem=problem[:500]
    )


def file_name(fetched: Fetched) -> str:
    """Return a name for what was fetched, with the ending of what it is; raises FetchError for other kinds."""
    ending = _ending(fetched)
    called = fetched.content_type.partition(";")[0].strip().lower()
    if called not in _ANY and ending not in _CALLED.get(called, set()):
        raise FetchError(
            _("Its server calls it %(called)s, but it is %(kind)s: look at it before it is kept.")
            % {"called": called[:80], "kind": ending.upper()}
        )
    leaf = posixpath.basename(unquote(urlsplit(fetched.url).path))
    stem = posixpath.splitext(leaf)[0] or urlsplit(fetched.url).hostname or "document"
    return f"{stem}.{ending}"


def _ending(fetched: Fetched) -> str:
    head = fetched.content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "html"
    try:
        kind = kind_of(fetched.content, fetched.url)
    except UnreadableFile as error:
        raise FetchError(_upper(error.sentence)) from error
    if kind == FileKind.OPEN_DOCUMENT and _ODT in fetched.content[:200]:
        return "odt"
    if kind not in _ENDINGS:
        raise FetchError(
            _("It is %(kind)s: only PDF, DOCX, ODT, TXT and HTML are taken over.")
            % {"kind": kind.label}
        )
    return _ENDINGS[kind]


def _sha256(file: CleanFile) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]

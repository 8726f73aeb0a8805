"""Reads a harvester's request as the protocol words it: verbs, their arguments, dates, resumption tokens."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer

from search.oai.records import Selection
from search.oai.sets import set_named

PREFIX = "oai_dc"
_PREFIX_FORM = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")
_SET_FORM = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")
_IDENTIFIER_FORM = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_SIGNER = Signer(salt="search.oai.resumption")


class ProtocolError(Exception):
    """What is wrong, by the protocol's own code and in a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Verb:
    """The arguments of a verb; a resumption token stands alone."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    takes_token: bool = False


_SELECTIVE = Verb(("metadataPrefix",), ("from", "until", "set"), takes_token=True)
VERBS = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb((), ("identifier",)),
    "ListSets": Verb(takes_token=True),
    "ListIdentifiers": _SELECTIVE,
    "ListRecords": _SELECTIVE,
    "GetRecord": Verb(("identifier", "metadataPrefix")),
}


@dataclass(frozen=True)
class Place:
    """How far a harvester has come in a list: behind which record, how many were given, how many there are."""

    after: tuple[datetime, int] | None = None
    given: int = 0
    size: int | None = None


@dataclass(frozen=True)
class OaiRequest:
    """A request that the protocol allows."""

    verb: str
    arguments: Mapping[str, str]
    selection: Selection = field(default_factory=Selection)
    place: Place = field(default_factory=Place)


def read_request(values: Mapping[str, Sequence[str]]) -> OaiRequest:
    """Read the parameters of a request, each with all its values; raises ProtocolError."""
    verb = _verb(values)
    arguments = _arguments(verb, values)
    if "resumptionToken" in arguments:
        selection, place = read_token(arguments["resumptionToken"], verb)
        return OaiRequest(verb, arguments, selection, place)
    if arguments.get("metadataPrefix", PREFIX) != PREFIX:
        raise ProtocolError(
            "cannotDisseminateFormat", f"Records are given as {PREFIX} and in no other format."
        )
    return OaiRequest(verb, arguments, _selection(arguments))


def _verb(values: Mapping[str, Sequence[str]]) -> str:
    given = values.get("verb", ())
    if len(given) == 1 and given[0] in VERBS:
        return given[0]
    raise ProtocolError("badVerb", f"Give one verb: {', '.join(VERBS)}.")


def _arguments(name: str, values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    verb = VERBS[name]
    given = {key: value for key, value in values.items() if key != "verb"}
    known = (*verb.required, *verb.optional, *(["resumptionToken"] if verb.takes_token else []))
    for key, several in given.items():
        if key not in known:
            takes = f"takes {', '.join(known)}" if known else "takes no arguments"
            raise ProtocolError("badArgument", f"{name} {takes}; another one was given.")
        if len(several) != 1:
            raise ProtocolError("badArgument", f"The argument {key} was given more than once.")
    arguments = {key: several[0] for key, several in given.items()}
    if "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise ProtocolError("badArgument", "A resumptionToken stands alone beside the verb.")
        return arguments
    missing = [key for key in verb.required if key not in arguments]
    if missing:
        raise ProtocolError("badArgument", f"{name} needs {', '.join(missing)}.")
    _check_forms(arguments)
    return arguments


def _check_forms(arguments: Mapping[str, str]) -> None:
    forms = {
        "metadataPrefix": _PREFIX_FORM,
        "set": _SET_FORM,
        "identifier": _IDENTIFIER_FORM,
    }
    for key, form in forms.items():
        if key in arguments and not form.fullmatch(arguments[key]):
            raise ProtocolError("badArgument", f"The argument {key} is not well formed.")


def _selection(arguments: Mapping[str, str]) -> Selection:
    since, until = arguments.get("from"), arguments.get("until")
    if since and until and bool(_DAY.fullmatch(since)) != bool(_DAY.fullmatch(until)):
        raise ProtocolError("badArgument", "Write from and until in the same form.")
    first = _moment("from", since) if since is not None else None
    last = _moment("until", until) if until is not None else None
    if first and last and first > last:
        raise ProtocolError("badArgument", "from is later than until.")
    step = timedelta(days=1) if until and _DAY.fullmatch(until) else timedelta(seconds=1)
    spec = arguments.get("set", "")
    if spec and set_named(spec) is None:
        raise ProtocolError("noRecordsMatch", "There is no set of this name; see ListSets.")
    return Selection(spec=spec, since=first, before=_after(last, step) if last else None)


def _after(moment: datetime, step: timedelta) -> datetime:
    """Return the moment behind the last second or day that is asked for; the calendar has an end."""
    try:
        return moment + step
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _moment(key: str, text: str) -> datetime:
    try:
        if _DAY.fullmatch(text):
            return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
        if _SECOND.fullmatch(text):
            return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        pass
    sentence = f"The argument {key} is a day (2026-01-31) or a second (2026-01-31T12:00:00Z)."
    raise ProtocolError("badArgument", sentence)


def write_token(verb: str, selection: Selection, place: Place) -> str:
    """Return the token for the rest of a list: it says everything itself, so nothing is kept and none expires."""
    after, pk = place.after or (None, None)
    said = {
        "verb": verb,
        "set": selection.spec,
        "since": _text(selection.since),
        "before": _text(selection.before),
        "after": _text(after),
        "pk": pk,
        "given": place.given,
        "size": place.size,
    }
    return _SIGNER.sign_object(said, compress=True)


def read_token(token: str, verb: str) -> tuple[Selection, Place]:
    """Read a token; raises ProtocolError for one that this site did not give for this verb."""
    try:
        said = _SIGNER.unsign_object(token)
        if said["verb"] != verb:
            raise BadSignature
    except (BadSignature, ValueError, KeyError) as error:
        sentence = "This token was not given here for this verb; begin the list anew."
        raise ProtocolError("badResumptionToken", sentence) from error
    selection = Selection(said["set"], _time(said["since"]), _time(said["before"]))
    after = _time(said["after"])
    return selection, Place((after, said["pk"]) if after else None, said["given"], said["size"])


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

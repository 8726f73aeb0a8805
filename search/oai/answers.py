"""Writes the answers of the protocol as XML."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils import timezone
from lxml import etree
from lxml.builder import ElementMaker

from core.dublin_core import DublinCore
from core.records import clean_text
from search.oai.protocol import PREFIX, OaiRequest, Place, ProtocolError, write_token
from search.oai.records import Header, descriptions, earliest_change, find_header
from search.oai.sets import all_sets

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PAGE_SIZE = 50
_GRANULARITY = "YYYY-MM-DDThh:mm:ssZ"
_SCHEMA = f"{{{XSI}}}schemaLocation"

_oai: Any = ElementMaker(namespace=OAI, nsmap={None: OAI, "xsi": XSI})
_oai_dc: Any = ElementMaker(namespace=OAI_DC, nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})


def answer(request: OaiRequest, base_url: str) -> bytes:
    """Return the answer to a request; raises ProtocolError where the protocol knows none."""
    now = timezone.now()
    content = _WRITERS[request.verb](request, base_url)
    asked = _oai.request(base_url, verb=request.verb, **request.arguments)
    return _document(now, asked, content)


def error_answer(error: ProtocolError, request: Mapping[str, str], base_url: str) -> bytes:
    """Return the answer that says what is wrong; `request` are the arguments, where they could be read."""
    asked = _oai.request(base_url, **request)
    return _document(timezone.now(), asked, _oai.error(str(error), code=error.code))


def _document(now: datetime, asked: Any, content: Any) -> bytes:
    root = getattr(_oai, "OAI-PMH")(
        {_SCHEMA: f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"},
        _oai.responseDate(_second(now)),
        asked,
        content,
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _identify(request: OaiRequest, base_url: str) -> Any:
    return _oai.Identify(
        _oai.repositoryName(settings.WAGTAIL_SITE_NAME),
        _oai.baseURL(base_url),
        _oai.protocolVersion("2.0"),
        _oai.adminEmail(_address()),
        _oai.earliestDatestamp(_second(earliest_change())),
        _oai.deletedRecord("persistent"),
        _oai.granularity(_GRANULARITY),
    )


def _address() -> str:
    """Return the site's mail address; the protocol takes none at a host without a domain, such as localhost."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1] or "resource-centre@localhost"
    return address if "." in address.partition("@")[2] else f"{address}.invalid"


def _formats(request: OaiRequest, base_url: str) -> Any:
    if "identifier" in request.arguments:
        _found(request.arguments["identifier"])
    return _oai.ListMetadataFormats(
        _oai.metadataFormat(
            _oai.metadataPrefix(PREFIX),
            _oai.schema("http://www.openarchives.org/OAI/2.0/oai_dc.xsd"),
            _oai.metadataNamespace(OAI_DC),
        )
    )


def _sets(request: OaiRequest, base_url: str) -> Any:
    return _oai.ListSets(
        *(_oai.set(_oai.setSpec(one.spec), _oai.setName(str(one.name))) for one in all_sets())
    )


def _record(request: OaiRequest, base_url: str) -> Any:
    header = _found(request.arguments["identifier"])
    return _oai.GetRecord(*_records([header]))


def _list(request: OaiRequest, base_url: str) -> Any:
    selection, place = request.selection, request.place
    headers = selection.headers(place.after, PAGE_SIZE + 1)
    if not headers:
        raise ProtocolError("noRecordsMatch", "No record matches; ask for other times or sets.")
    given, is_last = headers[:PAGE_SIZE], len(headers) <= PAGE_SIZE
    is_whole = is_last and place.after is None
    elements = _records(given) if request.verb == "ListRecords" else map(_header, given)
    content = getattr(_oai, request.verb)(*elements)
    if not is_whole:
        size = selection.count() if place.size is None else place.size
        content.append(_token(request, given, is_last=is_last, size=size))
    return content


def _token(request: OaiRequest, given: list[Header], *, is_last: bool, size: int) -> Any:
    """Return where to go on; the last part of a list has an empty one."""
    before = request.place.given
    after = Place((given[-1].changed_at, given[-1].page_id), before + len(given), size)
    text = "" if is_last else write_token(request.verb, request.selection, after)
    # A list that grew meanwhile is not said to be shorter than what was given of it.
    size = max(size, after.given)
    return _oai.resumptionToken(text, completeListSize=str(size), cursor=str(before))


def _found(identifier: str) -> Header:
    header = find_header(identifier)
    if header is None:
        raise ProtocolError("idDoesNotExist", "There is no record with this identifier.")
    return header


def _header(header: Header) -> Any:
    element = _oai.header(
        _oai.identifier(header.identifier),
        _oai.datestamp(_second(header.changed_at)),
        _oai.setSpec(header.spec),
    )
    if header.is_deleted:
        element.set("status", "deleted")
    return element


def _records(headers: list[Header]) -> list[Any]:
    known, records = descriptions(headers), []
    for header in headers:
        record = _oai.record(_header(header))
        if not header.is_deleted:
            # Withdrawn in this very moment: its content is no longer public, and the next harvest tells so.
            core = known.get(header.page_id, DublinCore(()))
            record.append(_oai.metadata(_dublin_core(core)))
        records.append(record)
    return records


def _dublin_core(core: DublinCore) -> Any:
    root = _oai_dc.dc({_SCHEMA: f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"})
    for name, value in core.elements:
        etree.SubElement(root, f"{{{DC}}}{name}").text = clean_text(value)
    return root


def _second(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_WRITERS = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "ListIdentifiers": _list,
    "ListRecords": _list,
    "GetRecord": _record,
}

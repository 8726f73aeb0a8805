"""The smallest XMP packet: a title, and which standards a PDF keeps to."""

import re
from xml.sax.saxutils import escape

#: PDF/UA and PDF/A say in the packet that a file keeps to them
_STANDARD = re.compile(
    rb"(?:<(pdf(?:ua|a)id:(?:part|conformance|rev))>\s*([A-Z0-9]{1,4})\s*<|"
    rb"(pdf(?:ua|a)id:(?:part|conformance|rev))\s*=\s*[\"']([A-Z0-9]{1,4})[\"'])"
)
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{fields}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_TITLE = '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\n'


def minimal_packet(title: str, old_packet: bytes) -> bytes:
    """Return a packet with the title and the standards that the old one names; nothing if neither is."""
    fields = _TITLE.format(title=escape(title)) if title else ""
    standards = {}
    for found in _STANDARD.finditer(old_packet):
        key, value = (found[1], found[2]) if found[1] else (found[3], found[4])
        standards[key.decode()] = value.decode()
    fields += "".join(f"<{key}>{value}</{key}>\n" for key, value in standards.items())
    return _PACKET.format(fields=fields).encode() if fields else b""

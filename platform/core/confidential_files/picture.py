"""Pictures: where they were taken, by whom and with whose camera, and what was written into them."""

import warnings
from typing import Any

from lxml import etree
from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from core.anonymity import FindingKind
from core.confidential_files.content import Content, Place
from core.confidential_files.named_fields import add_maker, add_organisation
from core.files.pictures import PICTURE_ERRORS, opened_picture
from core.files.problems import UnreadableFile

_EXIF_MAKERS = {
    ExifTags.Base.Artist,
    ExifTags.Base.XPAuthor,
    ExifTags.Base.CameraOwnerName,
}
#: fields that hold a firm, a device or a rule as often as a person
_EXIF_OTHERS = {ExifTags.Base.Copyright, ExifTags.Base.HostComputer}
_EXIF_SERIALS = {ExifTags.Base.BodySerialNumber, ExifTags.Base.LensSerialNumber, 0xC62F}
_EXIF_TEXTS = {
    ExifTags.Base.ImageDescription,
    ExifTags.Base.DocumentName,
    ExifTags.Base.UserComment,
    ExifTags.Base.XPComment,
    ExifTags.Base.XPTitle,
    ExifTags.Base.XPSubject,
    ExifTags.Base.XPKeywords,
}
_XMP_MAKERS = {"creator", "Artist", "OwnerName", "CameraOwnerName", "CaptionWriter"}
_XMP_OTHERS = {"AuthorsPosition", "Credit", "rights", "Source", "publisher"}
_XMP_SERIALS = {"SerialNumber", "BodySerialNumber", "LensSerialNumber"}
_XMP_NOISE = {
    "CreatorTool",
    "DocumentID",
    "ICCProfile",
    "InstanceID",
    "OriginalDocumentID",
    "Producer",
    "action",
    "documentID",
    "format",
    "instanceID",
    "softwareAgent",
}
_XMP_GPS = {"GPSLatitude", "GPSLongitude"}
_XMP_LIMIT = 2_000_000
_PNG_MAKERS = {"author", "artist", "creator", "owner"}
#: entries of `info` that Pillow made from something else than words
_NO_TEXT = {"exif", "xmp", "photoshop", "icc_profile", "parsed_exif", "XML:com.adobe.xmp"}
#: IPTC records: by-line and writer of the caption; then title of the author, credit, source, contact
_IPTC_MAKERS = {(2, 80), (2, 122)}
_IPTC_OTHERS = {(2, 85), (2, 110), (2, 115), (2, 116)}


def read_picture(data: bytes, name: str, content: Content) -> None:
    """Read what is hidden in a picture; its pixels are not decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with opened_picture(data) as picture:
                _exif(picture.getexif(), content)
                _iptc(picture, content)
                _texts(picture.info, content)
                read_xmp(_xmp_of(picture), content)
    except Image.DecompressionBombError as error:
        raise UnreadableFile(
            name, "the picture has too many pixels to be opened safely; make it smaller."
        ) from error
    except PICTURE_ERRORS as error:
        raise UnreadableFile(
            name,
            "the picture is damaged or of a kind that cannot be read; open it in its program, save"
            " it as JPEG or PNG and try again.",
        ) from error


def read_embedded_picture(data: bytes, name: str, content: Content) -> None:
    """Read a picture inside a document; a damaged one is noted and does not stop the rest."""
    inner = Content()
    try:
        read_picture(data, name, inner)
    except UnreadableFile:
        content.notes.append(f"the picture {name} inside could not be looked into.")
    content.include(inner, Place.PICTURE)


def _exif(exif: Image.Exif, content: Content) -> None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place = _position(gps)
    if place:
        content.add_fact(FindingKind.PHOTO_GPS, place)
    for tag, value in (*exif.items(), *exif.get_ifd(ExifTags.IFD.Exif).items()):
        text = _as_text(value, is_wide=0x9C9B <= tag <= 0x9C9F)
        if tag in _EXIF_MAKERS:
            add_maker(content, text)
        elif tag in _EXIF_OTHERS:
            add_organisation(content, text)
        elif tag in _EXIF_SERIALS and text.strip(" 0-"):
            content.add_fact(FindingKind.DOCUMENT_METADATA, text)
        elif tag in _EXIF_TEXTS:
            content.add(text, Place.METADATA)


def _position(gps: dict[int, Any]) -> str:
    """Return latitude and longitude in degrees; any other position the picture knows, as words."""
    try:
        north, east = (
            _degrees(gps[number], gps.get(sign, ""), negative)
            for number, sign, negative in (
                (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S"),
                (ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W"),
            )
        )
        return f"{north:.5f}, {east:.5f}"
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        area = _as_text(gps.get(ExifTags.GPS.GPSAreaInformation, ""))
        has_place = any(tag in gps for tag in (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude))
        return area or ("GPS" if has_place else "")


def _degrees(values: Any, sign: Any, negative: str) -> float:
    degrees, minutes, seconds = (float(value) for value in values)
    result = degrees + minutes / 60 + seconds / 3600
    return -result if str(sign).strip("\0 ").upper().startswith(negative) else result


def _as_text(value: Any, *, is_wide: bool = False) -> str:
    """Return the words of a value: tags hold text in four ways."""
    if isinstance(value, tuple) and is_wide:
        value = bytes(value)
    if isinstance(value, bytes):
        if is_wide:
            return value.decode("utf-16-le", "replace").strip("\0 ")
        for sign, encoding in ((b"ASCII\0\0\0", "ascii"), (b"UNICODE\0", "utf-16")):
            if value.startswith(sign):
                return value[8:].decode(encoding, "replace").strip("\0 ")
        value = value.decode("utf-8", "replace")
    return "" if isinstance(value, tuple | dict) else str(value).strip("\0 ")


def _iptc(picture: ImageFile.ImageFile, content: Content) -> None:
    records = IptcImagePlugin.getiptcinfo(picture) or {}
    for key, values in records.items():
        for value in values if isinstance(values, list) else [values]:
            text = _as_text(value)
            if key in _IPTC_MAKERS:
                add_maker(content, text)
            elif key in _IPTC_OTHERS:
                add_organisation(content, text)
            elif key[0] == 2 and key[1] > 0:
                content.add(text, Place.METADATA)


def _texts(info: dict[Any, Any], content: Content) -> None:
    """Read the text chunks of a PNG and the comment of a JPEG or GIF."""
    for key, value in info.items():
        if key in _NO_TEXT or not isinstance(value, str | bytes):
            continue
        text = _as_text(value)
        if str(key).lower() in _PNG_MAKERS:
            add_maker(content, text)
        elif str(key) not in ("srgb", "jfif_version", "software", "Software"):
            content.add(text, Place.METADATA)


def _xmp_of(picture: Image.Image) -> bytes:
    """Return the XMP packet, which every format keeps elsewhere."""
    value = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    if not value and hasattr(picture, "tag_v2"):
        value = picture.tag_v2.get(700, b"")
    return value.encode("utf-8") if isinstance(value, str) else bytes(value)


def read_xmp(packet: bytes, content: Content) -> None:
    """Read an XMP packet of a picture or a PDF; one that is damaged is read as text."""
    packet = packet.strip(b"\0 \r\n\t")
    if not packet:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        if len(packet) > _XMP_LIMIT or b"<!" in packet:
            raise ValueError
        root = etree.fromstring(packet, parser)
    except (etree.XMLSyntaxError, ValueError):
        content.add(packet[:_XMP_LIMIT].decode("utf-8", "replace"), Place.METADATA)
        return
    gps: dict[str, str] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for tag, value in ((element.tag, element.text), *element.attrib.items()):
            _xmp_value(_field(element, str(tag)), (value or "").strip(), content, gps)
    if gps:
        content.add_fact(FindingKind.PHOTO_GPS, ", ".join(gps[key] for key in sorted(gps)))


def _field(element: etree._Element, tag: str) -> str:
    """Return the name of the field a value belongs to: a list item belongs to what holds the list."""
    name = etree.QName(tag).localname
    if name != "li":
        return name
    holder = element.getparent()
    holder = holder.getparent() if holder is not None else None
    return etree.QName(holder).localname if holder is not None else name


def _xmp_value(name: str, value: str, content: Content, gps: dict[str, str]) -> None:
    if not value or name in _XMP_NOISE:
        return
    if name in _XMP_MAKERS:
        add_maker(content, value)
    elif name in _XMP_OTHERS:
        add_organisation(content, value)
    elif name in _XMP_SERIALS:
        content.add_fact(FindingKind.DOCUMENT_METADATA, value)
    elif name in _XMP_GPS:
        gps[name] = value
    elif any(sign.isalpha() for sign in value) and not value.startswith(
        ("http:", "https:", "uuid:")
    ):
        content.add(value, Place.METADATA)

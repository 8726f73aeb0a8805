"""Contact data: mail addresses, websites, telephone and fax numbers, and the lines that are none of these."""

from __future__ import annotations

import re

from practices.forms.reading.blocks import Line, clean
from practices.forms.reading.bullets import as_text
from practices.forms.records import Contact

EMAIL = re.compile(r"[\w.+'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
TOP_LEVEL = r"(?:org|net|com|info|eu|int|edu|gov|cat|biz|ong|ngo|[a-z]{2})"
WEBSITE = re.compile(
    rf"(?:https?://|www\.)[^\s<>;,\"”»()]+|(?<![\w@./-])(?:[a-z0-9-]+\.)+{TOP_LEVEL}(?:/[^\s;,<>]*)?(?![\w@.-]*@|\w)",
    re.IGNORECASE,
)
PHONE_WORD = (
    r"(?:tel(?:ephone|efono|efon|éphone|éfono|eph)?|phone|ph|mob(?:ile|il|ilnummer)?|cell(?:ular|ulare)?(?:"
    r" phone)?|móvil|handy|portable|gsm|hot ?line|helpline|sos(?: line)?|toll[-"
    r" ]free|landline|telefax|fax|téléfax)"
)
LABEL = re.compile(
    rf"\b{PHONE_WORD}\b(?:\s*(?:number|no|nr|n[°º])\b)?\s*\.?\s*(?:(?:/|&|and|et|und|e|y|\+)\s*{PHONE_WORD}\b\s*\.?)*\s*[:.]?\s*(?=[+(\d\s])|"
    r"\b[TF]\s*[.:]\s*(?=[+(]?\d)|\b(?:e-?\s?mails?(?: address(?:es)?)?|mail|courriel|correo(?: electrónico)?|posta"
    r" elettronica|web\s?-?sites?|web(?:seite|page)?|home ?page|internet|site(?: internet|"
    r" web)?|sito(?: web| internet)?|sitio web|página web|url|skype)\b\s*[.:]\s*",
    re.IGNORECASE,
)
ADDRESS_LABEL = re.compile(
    r"^\W*(?:(?:postal |mailing |street |visiting )?address|adresse(?:"
    r" postale)?|indirizzo|anschrift|postanschrift|dirección|contact details)\s*:\s*",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\(\+\d[\d\s]*\)[\s()./-]*\d[\d\s()./-]{3,}\d|(?:\+|\b00)\s?\d[\d\s()./-]{5,}\d|\(?\b0\d{1,5}\)?[\s()./-]*\d[\d\s()./-]{3,}\d|\b\d{2,4}(?:[\s.-]\d{2,4}){1,4}\b|\b\d{5,12}\b"
)
#: what is left between two addresses
JOINTS = frozenset({"and", "et", "e", "ed", "und", "y", "or"})
FAX = re.compile(r"\b(?:tele|télé)?fax\b|^\W*F\s*[.:]", re.IGNORECASE)
PHONE = re.compile(rf"\b(?:{PHONE_WORD})\b", re.IGNORECASE)


def read_contact(lines: list[Line]) -> Contact:
    """Read the lines of the item.

    Nothing is dropped: what is no number, address of mail or website is address text.
    """
    contact = Contact(text=as_text(lines))
    rest: list[str] = []
    for line in lines:
        left = _take_phones(_take_links(line, contact), contact)
        left = clean(ADDRESS_LABEL.sub("", left)).strip(" ;,|")
        if (
            re.search(r"\w", left)
            and left.lower() not in JOINTS
            and not re.fullmatch(
                rf"\W*(?:{PHONE_WORD}|e-?mails?|web\s?sites?|internet)\W*", left, re.IGNORECASE
            )
        ):
            rest.append(left)
    contact.address_text = "\n".join(rest) or None
    return contact


def _take_links(line: Line, contact: Contact) -> str:
    text = line.text.replace("\t", " ")
    for found in EMAIL.findall(text):
        _add(
            contact.emails,
            re.sub(r"\s?(?:@|\(at\)|\[at\])\s?", "@", found, flags=re.IGNORECASE).strip(".'"),
        )
    text = EMAIL.sub(" ", text)
    for found in WEBSITE.findall(text):
        _add(contact.websites, found.rstrip(".,;:)"))
    text = WEBSITE.sub(" ", text)
    for target in line.links:
        _take_target(target, contact)
    return text


def _take_target(target: str, contact: Contact) -> None:
    """Keep where a link leads, if its words do not say it."""
    if target.lower().startswith("mailto:"):
        address = target[7:].split("?")[0]
        if EMAIL.fullmatch(address) and address.lower() not in map(str.lower, contact.emails):
            contact.emails.append(address)
    elif re.match(r"https?://", target, re.IGNORECASE):
        bare = _bare(target)
        if not any(_bare(known) == bare for known in contact.websites):
            contact.websites.append(target)


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.lower()).rstrip("/")


def _take_phones(text: str, contact: Contact) -> str:
    """Take numbers that stand after a word for telephone or fax, or that begin with a plus sign."""
    kept, position, kinds = "", 0, set[str]()
    pattern = re.compile(rf"(?P<label>{LABEL.pattern})|(?P<number>{NUMBER.pattern})", re.IGNORECASE)
    for found in pattern.finditer(text):
        between = text[position : found.start()]
        if re.search(r"[^\W\d_]{3,}", between):
            kinds = set()
        if found.group("label") is not None:
            label = found.group("label")
            kinds = {
                kind for kind, word in (("fax", FAX), ("phone", _NOT_FAX)) if word.search(label)
            }
            kept += between
        elif kinds or found.group().lstrip(" (").startswith("+"):
            kept += between
            for number in _numbers(found.group()):
                if "fax" in kinds:
                    _add(contact.faxes, number)
                if "phone" in kinds or not kinds:
                    _add(contact.phones, number)
        else:
            kept += between + found.group()
        position = found.end()
    kept += text[position:]
    return re.sub(r"(?:\s*[;,/|]\s*)+(?=$|[;,])", " ", kept)


_NOT_FAX = re.compile(
    r"(?!tele?fax|téléfax|fax)\b(?:tel|phone|ph\b|mob|cell|móvil|handy|portable|gsm|hot|help|sos|toll|land|tél)|^\W*T\s*[.:]",
    re.IGNORECASE,
)


def _numbers(text: str) -> list[str]:
    """Part numbers that stand side by side: each plus sign begins one."""
    parts = re.split(r"(?<=\d)\s+(?=\+)|\s+/\s+|(?<=\d)/(?=\+)", text)
    return [
        number
        for number in (clean(part).strip(" ./-") for part in parts)
        if len(re.sub(r"\D", "", number)) >= 5
    ]


def _add(known: list[str], value: str) -> None:
    if value and value.lower() not in (one.lower() for one in known):
        known.append(value)

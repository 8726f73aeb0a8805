"""Fields of a file that name who made it: which of their values lead to a person."""

import re

from core.anonymity import FindingKind, find_in_text
from core.confidential_files.content import Content, Place

#: what programs write by themselves, and words that stand for nobody
_DEFAULTS = re.compile(
    r"""^(?:
        python-docx | openpyxl | apache\ poi | aspose.* | libreoffice.* | openoffice.* | wps\ .*
      | microsoft.* | ms\ office.* | office\ user | windows.user | windows | macos.* | google\ docs.*
      | adobe.* | acrobat.* | canva.* | pypdf.* | typst.* | latex.* | pdf.?tex.* | quartz.* | word | excel
      | (?:the\ )?authors? | auteure?s? | autor(?:e|a|in|es)? | verfasser(?:in)? | nobody | none | n/?a
      | unknown(?:\ author)? | unbekannt(?:er\ autor)? | inconnu | anonymous | anonym | anonyme
      | sconosciuto | desconocido | no\ author | user\d* | users | utilisateur | utente | benutzer
      | usuario | owner | default | admin | administrator | administrateur | administratore
      | amministratore | administrador | root | guest | gast | invité | test | pc | computer | laptop
      | scanner | editor | redaction | rédaction | redazione | redaktion | redacción | author\ \d+
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
#: words that only the name of an organisation has, in five languages
_ORGANISATION = re.compile(
    r"""\b(?:
        associa\w+ | asocia\w+ | verein\w* | e\.?\s?v\.? | ltd | limited | inc | gmbh | ggmbh | srl | s\.l\.
      | onlus | ong | ngo | aps | asbl | vzw | foundation | fondation | fondazione | fundaci[oó]n | stiftung
      | trust | charity | ministry | minist[eè]re | ministero | ministerio | ministerium | \w*ministerium
      | cent(?:re|er) | centro | zentrum | \w+zentrum | \w*beratungsstelle | beratung | institut\w* | istituto
      | instituto | universit\w+ | universidad | office | bureau | ufficio | oficina | b[uü]ro | \w+b[uü]ro
      | team | équipe | equipe | squadra | equipo | secretariat | secr[ée]tariat | segreteria | secretar[ií]a
      | sekretariat | project | projet | progetto | proyecto | projekt | programme? | programm\w*
      | network | r[ée]seau | rete | red | netzwerk | council | conseil | consiglio | consejo | committee
      | comit[éeèa]\w*
      | service[s]? | servizi\w* | servicio[s]? | dienst\w* | department | d[ée]partement | dipartimento | amt | \w+amt
      | international\w* | internacional | internazionale | europe\w* | nations? | cooperativ\w+ | kooperative
      | coop[ée]rativ\w+ | caritas | c[aá]ritas | federation | f[ée]d[ée]ration | union | commission\w* | agency
      | agence
      | helpline | hotline | shelter | refuge | police | polizei | polizia | polic[ií]a | court | unit
      | publications? | press | editions? | example | demo
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: two letters are somebody's initials
_ACRONYM = re.compile(r"^[A-ZÄÖÜ][A-ZÄÖÜ0-9&-]{2,11}$")
#: words in the name of a custom property that say its value is a person
_PERSONAL_NAME = re.compile(
    r"author|auteur|autor|owner|creator|manager|checked|reviewed|approved|editor|client|person|user|name|mail|phone",
    re.IGNORECASE,
)


def names_somebody(value: str) -> bool:
    """Tell whether the value of a field such as “author” may lead to a person.

    Everything does that is neither a program's default nor plainly an organisation: a user name or
    initials lead to somebody too.
    """
    value = value.strip()
    if not value or _DEFAULTS.match(value):
        return False
    if _ORGANISATION.search(value) or _ACRONYM.match(value):
        return any(one.kind == FindingKind.PERSONAL_EMAIL for one in find_in_text(value))
    return any(one.isalpha() for one in value)


def names_a_person(value: str) -> bool:
    """Tell whether the value of a field that should hold an organisation names a person instead."""
    kinds = {FindingKind.PERSON_NAME.value, FindingKind.PERSONAL_EMAIL.value}
    return names_somebody(value) and any(one.kind in kinds for one in find_in_text(value))


def is_personal_label(label: str) -> bool:
    """Tell whether a field that somebody invented asks for a person, by its label."""
    return bool(_PERSONAL_NAME.search(label))


def add_maker(content: Content, value: str | None, place: str = Place.METADATA) -> None:
    """Report the value of a field that names who made something, if it may lead to a person."""
    value = (value or "").strip()
    if names_somebody(value):
        content.add_fact(FindingKind.DOCUMENT_METADATA, value, place)


def add_organisation(content: Content, value: str | None, place: str = Place.METADATA) -> None:
    """Report the value of a field for an organisation, if it names a person."""
    value = (value or "").strip()
    if names_a_person(value):
        content.add_fact(FindingKind.DOCUMENT_METADATA, value, place)

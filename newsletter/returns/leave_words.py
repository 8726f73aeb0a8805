"""How readers say in their own words that they want no more mail, in the languages of the site."""

import re

#: In a line of its own or in a short one; longer sentences are for people to read.
LONGEST_LINE = 8
#: Lines at the top of an answer that are looked at; what follows is usually a signature or the quoted mail.
LINES = 3

_WORDS = frozenset(
    word
    for words in (
        ("unsubscribe", "unsubscribed", "remove", "stop"),
        ("désabonner", "desabonner", "désabonnez", "désabonnement", "arrêter"),
        ("désinscrire", "desinscrire", "désinscrivez", "désinscription"),
        ("disiscrivere", "disiscrivetemi", "disiscrivermi", "disiscrizione"),
        ("cancellatemi", "cancellarmi"),
        ("abmelden", "abmeldung", "abbestellen", "abbestellung", "austragen"),
        ("baja", "desuscribir", "desuscribirme", "desuscribirse", "anular"),
    )
    for word in words
)
#: “Please do not remove me”: somebody reads it.
_NEGATIONS = frozenset(
    ("not", "don't", "dont", "never", "ne", "pas", "non", "nicht", "kein", "keine", "no")
)
#: Words that mean something else beside others: only a line of at most three words is believed.
_LOOSE = frozenset(("stop", "remove", "baja", "anular", "arrêter"))
_PHRASES = ("darme de baja", "darse de baja", "dar de baja", "denme de baja")
_WORD = re.compile(r"[\w’']+")
_QUOTED = re.compile(r"^\s*(>|\||-{2,}|_{3,}|from:|de\s?:|von:|da:)", re.IGNORECASE)


def asks_to_leave(text: str) -> bool:
    """Tell whether the first lines of an answer say that its writer wants to leave."""
    seen = 0
    for line in text.splitlines()[:200]:
        if not line.strip():
            continue
        if _QUOTED.match(line) or seen == LINES:
            return False
        seen += 1
        if _line_asks(line):
            return True
    return False


def _line_asks(line: str) -> bool:
    words = [word.replace("’", "'") for word in _WORD.findall(line[:300].lower())]
    if not words or len(words) > LONGEST_LINE:
        return False
    if any(phrase in " ".join(words) for phrase in _PHRASES):
        return True
    if _NEGATIONS.intersection(words):
        return False
    found = _WORDS.intersection(words)
    return bool(found - _LOOSE) or bool(found and len(words) <= 3)

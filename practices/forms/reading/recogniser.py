"""Which item of a form a label means, however it is worded, numbered, hinted at, or misspelt.

In five languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from practices.forms.labels import CASE_ITEMS, PRACTICE_ITEMS, FormItem
from practices.forms.matching import Wordings, fold, fold_label, without_hints
from practices.forms.reading import keywords
from practices.forms.reading.keywords import Keywords

EXACT, NEAR, BEGINS, GUESS = 100, 92, 80, 70
#: no answer begins with so many words of a label
WHOLE_SENTENCE = 6
#: what parts a label from its translation
TRANSLATION = re.compile(r"\s+[/|–—-]\s+|\s*\n\s*")
CATEGORY_LABEL = re.compile(
    r"^\W*(?:\d{1,2}[.)]?\s*)?(?:practice"
    r" )?(?:category|catégorie|categorie|categoria|kategorie|categoría)(?:\s+of (?:the"
    r" )?practice)?\s*[:.\-–—]*\s*[\"“«(]?([A-Z])\b[\"”»)]?\W*",
    re.IGNORECASE,
)
CHART_LABEL = re.compile(
    r"^\W*(?:\d{1,2}\s*[.)]\s*)?(?:practice\s+)?(?:chart|fiche|scheda|ficha|formblatt|formular|blatt|tabella|cuadro|tafel|karte|sheet|form|tableau|übersicht|case|cas|caso|fall)"
    r"\s*(?:number|numéro|numero|número|nummer|no|nr|num|n)?\s*[.°ºo]*\s*[:.#]*\s*(\d{1,4})(?!\d)",
    re.IGNORECASE,
)
QUESTION_NUMBER = re.compile(
    r"^\W*(?:question|frage|domanda|pregunta|quesito|q)?\s*\.?\s*(?:n[°º.]\s*)?(\d{1,2})(?:\s*[.):/–-]|\s|$)",
    re.IGNORECASE,
)
#: heads of columns, which are no labels
COLUMN_HEADS = frozenset(
    fold(word)
    for word in [
        "No",
        "Nr",
        "N",
        "N°",
        "Nº",
        "Num",
        "#",
        "Item",
        "Items",
        "Information",
        "Informations",
        "Description",
        "Answer",
        "Answers",
        "Question",
        "Questions",
        "Content",
        "Contents",
        "Details",
        "Value",
        "Your answer",
        "Response",
        "Rubrique",
        "Élément",
        "Réponse",
        "Contenu",
        "Voce",
        "Voci",
        "Risposta",
        "Informazioni",
        "Contenuto",
        "Domanda",
        "Punkt",
        "Angaben",
        "Antwort",
        "Inhalt",
        "Frage",
        "Beschreibung",
        "Apartado",
        "Respuesta",
        "Información",
        "Contenido",
        "Pregunta",
        "Campo",
        "Field",
        "Heading",
        "Please fill in here",
        "Please fill in",
        "To be filled in",
        "Rubrik",
        "Feld",
        "Champ",
        "Numero",
        "Nummer",
    ]
)


@dataclass(frozen=True)
class Match:
    """Say which item a label means and how sure that is (EXACT, NEAR, BEGINS, GUESS)."""

    key: str
    score: int


class Recogniser:
    """Find the item of one form that a label means."""

    def __init__(
        self,
        items: Iterable[FormItem],
        rules: tuple[tuple[str, str], ...],
        *,
        numbered_questions: bool,
    ) -> None:
        """Index the wordings of the items."""
        self.items = {one.key: one for one in items}
        self.numbered_questions = numbered_questions
        self._wordings = Wordings(
            ((wording, one.key) for one in self.items.values() for wording in one.wordings),
            labels=True,
        )
        self._keywords = Keywords(rules)
        self._cache: dict[str, Match | None] = {}

    def match(self, text: str) -> Match | None:
        """Find the item of a label; None if it is none that the form knows."""
        if text not in self._cache:
            if len(self._cache) > 5_000:
                self._cache.clear()
            self._cache[text] = self._match(text[:1_000])
        return self._cache[text]

    def sure(self, text: str) -> Match | None:
        """Find the item only if the wording is known, or nearly (for text that may be no label at all)."""
        found = self.match(text)
        return found if found and found.score >= NEAR else None

    def _match(self, text: str) -> Match | None:
        if not fold(text) or len(text.split()) > (90 if self.numbered_questions else 30):
            return None
        if self.numbered_questions:
            return self._question(text) or self._wording(text)
        if CATEGORY_LABEL.fullmatch(text.strip()):
            return Match("category", EXACT)
        chart = CHART_LABEL.match(text)
        if chart and not fold(text[chart.end() :]):
            return Match("chart_no", EXACT)
        return self._wording(text)

    def _question(self, text: str) -> Match | None:
        found = QUESTION_NUMBER.match(text)
        if not found or not 1 <= int(found.group(1)) <= 12:
            return None
        key, rest = f"q{found.group(1).lstrip('0')}", text[found.end() :]
        if not fold(rest):
            return Match(key, BEGINS)
        by_wording = self._wording(rest)
        if by_wording is None:
            return Match(key, GUESS) if "?" in rest else None
        return (
            Match(key, EXACT)
            if by_wording.key == key
            else by_wording
            if by_wording.score >= NEAR
            else Match(key, BEGINS)
        )

    def _wording(self, text: str) -> Match | None:
        first_line = text.strip().split("\n", 1)[0]
        candidates = [
            text,
            first_line,
            without_hints(text),
            re.split(r"[:\n]|\s[-–—]\s", text.strip(), maxsplit=1)[0],
        ]
        for candidate in candidates:
            found = self._wordings.exact(candidate)
            if found:
                return Match(found, EXACT)
        translated = self._translated(text.strip())
        if translated:
            return Match(translated, EXACT)
        for candidate in candidates[:3]:
            fuzzy = self._wordings.fuzzy(candidate, at_least=87)
            if fuzzy:
                return Match(fuzzy[0], NEAR)
        return self._likely(text)

    def _translated(self, text: str) -> str | None:
        """Find the item of a label that stands in several languages ("Results / Résultats")."""
        if len(text) > 200:
            return None
        for found in TRANSLATION.finditer(text):
            key = self._wordings.exact(text[: found.start()])
            rest = text[found.end() :]
            if key and key in (self._wordings.exact(rest), self._translated(rest)):
                return key
        return None

    def _likely(self, text: str) -> Match | None:
        folded = fold_label(without_hints(text)) or fold_label(text)
        begins = max(
            filter(
                None,
                (
                    self._wordings.longest_prefix(one, at_least=6)
                    for one in (text, without_hints(text))
                ),
            ),
            key=lambda found: found[1],
            default=None,
        )
        if begins and folded[: begins[1]].count(" ") >= WHOLE_SENTENCE - 1:
            return Match(begins[0], NEAR)
        if keywords.NOT_AN_ITEM.search(folded):
            return None
        if begins and (begins[1] * 2.5 >= len(folded) or " " in folded[: begins[1]]):
            return Match(begins[0], BEGINS)
        guessed = (
            self._keywords.find(folded)
            if len(folded.split()) <= (80 if self.numbered_questions else 12)
            else None
        )
        return Match(guessed, GUESS) if guessed else None


@lru_cache(maxsize=1)
def practice_recogniser() -> Recogniser:
    """Give the recogniser of the practice form."""
    return Recogniser(PRACTICE_ITEMS, keywords.PRACTICE, numbered_questions=False)


@lru_cache(maxsize=1)
def case_recogniser() -> Recogniser:
    """Give the recogniser of the case form."""
    return Recogniser(CASE_ITEMS, keywords.CASE, numbered_questions=True)

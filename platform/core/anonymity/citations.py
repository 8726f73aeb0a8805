"""Where a text cites: authors of works, parties of published cases, figures of history."""

import re
from bisect import bisect_right

from core.anonymity import words
from core.anonymity.reading import Reading

_YEAR = r"(?:19|20)\d\d[a-z]?"
_CAP = r"[^\W\d_a-zà-öø-ÿ][\w'\-]{0,40}\.?"
_NAME = rf"{_CAP}(?:[ \t]{{1,2}}(?:(?:van|von|de|di|da|del|della|den|der|la|le|al|el|dos|du)[ \t]+)?{_CAP}){{0,4}}"
_AND = r"(?:,| and| &| et| und| y| e|;|/)"
_NAMES = (
    rf"{_NAME}(?:{_AND}[ \t]+{_NAME}){{0,5}}(?:,?[ \t]+(?:et al\.?|u\. ?a\.|e altri|y otros|and others|"
    rf"and colleagues|(?:et|ed) altri))?"
)

# A publisher, a page, a journal: what stands in a bibliography and nowhere else.
_SIGNS = words.pattern("citations_signs")
_PLACE_AND_PUBLISHER = re.compile(rf"[^\W\d_]+: ?[^\W\d_a-z][^.:;\n]{{2,60}}[,.]? ?\(?{_YEAR}")
_AUTHOR_FIRST = re.compile(
    rf"[\s\d\[\].)•*–\-]{{0,8}}{_CAP},?[ \t]+(?:[^\W\d_a-z]\.|{_CAP})[^\n]{{0,160}}?[ (\[,.]{_YEAR}\b"
)
_IN_PARENTHESES = re.compile(
    rf"[(\[](?:(?:see|see also|cf\.|e\.g\.|vgl\.|siehe|s\.|voir|cfr\.|v\.|vedi|véase|ver|per|"
    rf"in)[,]?[ \t]+)?{_NAMES},?[ \t:]{{1,2}}\(?{_YEAR}"
    rf"(?:[,:;][^()\[\]\n]{{0,200}})?[)\]]",
)
_NAME_AND_YEAR = re.compile(
    rf"\b{_NAMES}(?:'s|s')?[ \t]{{1,2}}\({_YEAR}(?:[,:;/\-][^()\n]{{0,80}})?\)"
)
_NAME_AND_TITLE = re.compile(rf"\b{_NAMES}[,:][ \t]{{1,2}}[\"“«„‘'][^\"“”«»„\n]{{6,240}}[\"”»’“']")
_WORKS = words.phrases("citations_works")
_WORK_BY = re.compile(
    rf"\b(?:{_WORKS})(?:[ \t]+[^\W\d_A-Z]+){{0,2}}[ \t]+(?:by|de|di|von|of|par|da|por)(?:[ \t]+(?:the|"
    rf"la|le|el|il|der|den))?[ \t]+{_NAMES}"
)
_TITLE_BY = re.compile(
    rf"[\"”»“][ \t]+(?:\([^()\n]{{0,60}}\)[ \t]+)?(?:by|de|di|von|par|da|por)[ \t]+{_NAMES}"
)
_INVERTED = rf"{_CAP}(?:[ \t-]{_CAP}){{0,2}},[ \t]+{_CAP}(?:[ \t]{_CAP})?"
_FAMILY_NAME_FIRST = re.compile(
    rf"\b{_INVERTED}(?:(?:;|[ \t]+(?:y|e|et|and|und|&))[ \t]+{_INVERTED}){{0,5}}[ \t]?[,:.(][^\n]{{10,200}}?"
    rf"[,.][ \t]+{_CAP}(?:[ \t]{_CAP}){{0,2}}[,:][ \t]+{_CAP}(?:[ \t&]{{1,3}}{_CAP}){{0,3}},?[ \t]+\(?{_YEAR}"
)
_EDITED_BY = re.compile(
    r"(?i:\b(?:edited by|eds?\.|edited and introduced by|compiled by|translated by|foreword by|"
    r"preface by|introduction by|illustrated by|directed by|film by|"
    r"sous la direction de|sous la dir\. de|dirigé par|coordonné par|traduit par|préface de|postface de|"
    r"réalisé par|"
    r"a cura di|cur\.|traduzione di|prefazione di|introduzione di|regia di|diretto da|"
    r"hrsg\. von|herausgegeben von|hg\. von|übersetzt von|mit einem vorwort von|regie:?|"
    r"coordinado por|dirigido por|edición de|editado por|traducción de|prólogo de|coord\. por|"
    rf"authors?:|auteurs?[ \t]?:|autor(?:i|e|en|in|innen|es|a)?:|edd?\.:|editors?:|hrsg\.:|"
    rf"authors?\"[ \t]?:|"
    rf"creators?\"[ \t]?:))[ \t\n\[\"]{{0,40}}{_NAMES}(?:\"[ \t\n,]{{1,40}}\"{_NAMES}){{0,12}}"
)
_AGAINST = (
    r"(?:v\.?|vs\.?|versus|c\.|c/|contre|contra|contro|gegen|\./\.|\. ?/ ?\.)[ \t]+"
    r"(?:the[ \t]+|la[ \t]+|le[ \t]+|l'|les[ \t]+|el[ \t]+|die[ \t]+|das[ \t]+|den[ \t]+|il[ \t]+)?"
)
_CASE = re.compile(
    rf"\b{_NAMES}(?:,? (?:and|et|und|e|y) (?:others|autres|andere|altri|"
    rf"otros))?[ \t]+{_AGAINST}{_NAME}(?:{_AND}[ \t]+{_NAME}){{0,3}}"
)
_CASE_OF = re.compile(
    r"(?:\b(?:[Cc]ase of|[Cc]ases of|[Jj]udgment in|[Rr]uling in|[Aa]ffaire|[Aa]rr[êe]t|"
    r"[Jj]urisprudence|[Ss]entenza|[Cc]aso|[Aa]sunto|[Ss]entencia|"
    rf"Rechtssache|Urteil|[Cc]ausa|STEDH|GRETA|EGMR|CEDH|ECtHR|EuGH|"
    rf"TEDH))[ \t]+(?:the[ \t]+)?[\"«„“]?{_NAME}(?=[^\n]{{0,60}}?(?:\b{_YEAR}|\d/\d|v\.|c\.|ECHR|CEDH|"
    rf"EGMR|Court|Cour|Corte))"
)
_POPE = re.compile(
    r"\b(?:Pope|Papst|Pape|Papa|Saint|King|Queen|Kaiser|König)[ \t]+[^\W\d_a-z]\w+(?:[ \t]+(?:Paul|"
    r"Paolo|Pablo)?[ \t]?[IVX]+\b)?"
)
_CHANGED = words.pattern("citations_changed", re.IGNORECASE)
_HISTORY = words.section("rules", "citations_history")
_HISTORIC_PAIRS = (
    "josephine butler|anne frank|mother teresa|madre teresa|mère teresa|mutter teresa|"
    "martin luther king|eleanor roosevelt|simone veil|victor hugo|"
    "abraham lincoln|frederick douglass|harriet tubman|don bosco|don milani|don puglisi|"
    "olympe de gouges|primo levi|jeanne d'arc|joan of arc|"
    "robert schuman|jean monnet|kofi annan|ban ki-moon|antónio guterres|john paul|giovanni paolo|"
    "jean-paul ii|johannes paul|juan pablo ii|"
    "florence nightingale|emmeline pankhurst|leonardo da vinci|alfred nobel|marie curie|jean jaurès|"
    "jules ferry|rosa parks|malala yousafzai|"
    "nadia murad|ludwig boltzmann|konrad adenauer|friedrich ebert|heinrich böll|rosa luxemburg|"
    "hanns seidel|friedrich naumann|robert bosch|max planck"
)
_HISTORIC = re.compile(rf"\b(?:{_HISTORIC_PAIRS})\b", re.IGNORECASE)
_LONGEST_ENTRY = 700


def is_historic(key: str) -> bool:
    """Say whether a folded family name is that of a figure of history."""
    return any(part in _HISTORY for part in key.split("-"))


class Citations:
    """The stretches of a text in which names are those of authors, cases or history."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._entries: dict[int, bool] = {}
        spans: list[tuple[int, int]] = []
        patterns = (
            _NAME_AND_YEAR,
            _NAME_AND_TITLE,
            _WORK_BY,
            _TITLE_BY,
            _EDITED_BY,
            _FAMILY_NAME_FIRST,
            _CASE,
            _CASE_OF,
            _IN_PARENTHESES,
        )
        for pattern in (*patterns, _POPE, _HISTORIC, words.long_countries()):
            spans.extend(match.span() for match in pattern.finditer(reading.prose))
        spans.sort()
        self._starts = [start for start, _ in spans]
        self._spans = spans

    def hold(self, start: int) -> bool:
        """Say whether a name that begins at an offset is cited."""
        position = bisect_right(self._starts, start)
        for before in range(position - 1, max(-1, position - 12), -1):
            if self._spans[before][1] > start:
                return True
        return self._is_in_an_entry(start)

    def _is_in_an_entry(self, position: int) -> bool:
        """Say whether the sentence or line at `position` is an entry of a bibliography."""
        prose = self._reading.prose
        line_start = prose.rfind("\n", max(0, position - _LONGEST_ENTRY), position) + 1
        if line_start == 0 and position > _LONGEST_ENTRY:
            line_start = self._reading.sentence(position)[0]
        if line_start not in self._entries:
            self._entries[line_start] = self._is_an_entry(line_start)
        if self._entries[line_start]:
            return True
        start, end = self._reading.sentence(position)
        if start not in self._entries:
            self._entries[start] = _cites(prose[start : min(end, start + _LONGEST_ENTRY)])
        return self._entries[start]

    def _is_an_entry(self, start: int) -> bool:
        prose = self._reading.prose
        end = prose.find("\n", start, start + _LONGEST_ENTRY)
        line = prose[start : end if end >= 0 else start + _LONGEST_ENTRY]
        return bool(_AUTHOR_FIRST.match(line)) and (
            bool(_SIGNS.search(line) or _PLACE_AND_PUBLISHER.search(line))
            or bool(re.search(rf"\({_YEAR}\)|[,.] {_YEAR}\.?\s*\Z", line))
        )


def _cites(sentence: str) -> bool:
    return (
        bool(re.search(_YEAR, sentence))
        and bool(_SIGNS.search(sentence))
        and bool(re.search(rf"\({_YEAR}|, {_YEAR}\b|{_YEAR}[),.]|\d{{1,4}}[-–]\d{{1,4}}", sentence))
    )


def is_declared_changed(reading: Reading, end: int) -> bool:
    """Say whether the text says of the name that ends here that it is not the real one."""
    return bool(_CHANGED.match(reading.prose, end))

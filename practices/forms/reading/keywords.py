"""Words by which a label is known when its wording is new.

One pattern an item, over folded text, the more telling items first.
"""

from __future__ import annotations

import re

#: rows of this kind are no items, whichever other words their label has
NOT_AN_ITEM = re.compile(
    r"\b(?:logo|photo|foto|picture|image|immagin|bild|imagen|signature|unterschrift|firma|number"
    r" of|nombre de|numero di|anzahl|"
    r"date of (?:submission|completion)|submi\w+ on|filled|compil\w+|ausgefullt|prepared"
    r" by|remark|comment|observation|annex|attachment|anlage|"
    r"(?:practices?|case|case study|case studies)"
    r" (?:form|template|questionnaire)s?\b|formulaire\b|modulo\b|formulario\b|"
    r"version|partner|cost|evaluation|monitoring|legal|ethic|country of"
    r" (?:origin|destination|birth))"
)

_STRENGTHS = r"(?:strength|strong|points? forts?|forza|stark|fuerte|fortalez|atouts)"
_WEAKNESSES = (
    r"(?:weak|difficult|faibless|difficolt|debol|schwach|schwierig|debilid|dificult|challeng|points"
    r" faibles)"
)

PRACTICE = (
    (
        "name_original",
        (
            r"original (?:name|title|language)|langue d origine|lingua"
            r" originale|originalsprache|idioma original"
        ),
    ),
    (
        "chart_country",
        r"\b(?:chart|fiche|scheda|ficha|formblatt|no|nr|n)\b.*\b(?:countr|pays|paes|land|pais)",
    ),
    (
        "contact",
        (
            r"contact|kontakt|contatt|coordonn|recapit|referenc|riferiment|\blinks?\b|\be"
            r" ?mail\b|telephone|phone|\btel\b|\bfax\b|web ?site|address|adress|anschrift"
        ),
    ),
    ("transferability", r"transfer|trasferib|ubertrag|replic|riproduc"),
    (
        "mainstreaming",
        r"mainstream|institutionali|istituzional|institucional|verankerung|politiques|politiche|politicas|policies|sustainab|perennis|nachhaltig",
    ),
    ("learning", rf"{_STRENGTHS}.*(?:{_WEAKNESSES}|innov)|{_WEAKNESSES}.*{_STRENGTHS}"),
    ("innovation", r"innov|neuerung"),
    (
        "challenges",
        r"weak|difficult|faibless|difficolt|debol|criticit|schwach|schwierig|debilid|dificult|challeng|obstacle|limits?\b|sfide|herausforder|retos|desafio|defis",
    ),
    ("strengths", r"strength|strong|points? forts?|forza|stark|fuerte|fortalez|atouts"),
    (
        "learning",
        r"learn|lesson|enseignement|appren|lezion|impara|insegnam|lehren|erkenntnis|leccion|aprend|ensenanza",
    ),
    ("funding", r"\bfund|financ|finanz|budget|donors?\b"),
    ("in_kind", r"in kind|equipment|materia|en nature|sachmittel|attrezzatur|ausstattung|especie"),
    ("human", r"human|staff|personnel|personale?s?\b|mitarbeit"),
    ("resources", r"resourc|ressourc|risors|recurso"),
    (
        "methods_tools",
        r"(?:method|metod).*(?:tool|outil|strument|instrument|werkzeug|herramient)|(?:tool|outil|strument|instrument|werkzeug|herramient).*(?:method|metod)",
    ),
    ("methods", r"method|metod"),
    ("tools", r"\btools?\b|outils?|strument|instrument|werkzeug|herramient"),
    ("results", r"result|outcome|output|impact|ergebnis|wirkung|esiti|logros|achieve|effets"),
    ("typology", r"typolog|tipolog|types? (?:of|d)|interventionsart|tipo de|tipo di"),
    ("category", r"categor|kategor"),
    (
        "period",
        (
            r"period|duration|time"
            r" ?frame|zeitraum|laufzeit|dauer|duree|durata|duracion|timeline|calend|\bdates?\b|\bwhen\b"
        ),
    ),
    (
        "target_groups",
        r"target|beneficia|\bcibles?\b|destinatar|zielgrupp|adressat|grupos? meta|groups? reached",
    ),
    (
        "area",
        r"geogra|territor|\bareas?\b|\bzone|\bzona|gebiet|ambito|coverage|\bwhere\b|locations?\b",
    ),
    (
        "objectives",
        r"objecti|obiettiv|\bziele?\b|zielsetz|\baims?\b|\bgoals?\b|purpose|finalit|scop[oi]\b|zweck",
    ),
    ("activities", r"activit|attivit|aktivit|actividad|tatigkeit|massnahm|\bactions?\b|azioni"),
    (
        "background",
        r"background|context|hintergrund|kontext|antecedent|ausgangs|rationale|premess|contesto",
    ),
    (
        "name",
        r"\b(?:name|title|titel|nom|nome|titre|titolo|nombre|titulo|intitule|bezeichnung|denomina\w*)\b",
    ),
    (
        "organisations",
        (
            r"organi[sz]|\bngos?\b|\bong\b|trager|einrichtung|\bente\b|entidad|association|implement\w+"
            r" (?:agency|body|by)"
        ),
    ),
    ("countries", r"countr|\bpays\b|\bpaes|\bland\b|\blander\b|\bpais"),
    ("chart_no", r"\bchart\b|\bfiche\b|\bscheda\b|\bficha\b|formblatt"),
)

CASE = (
    (
        "q9",
        (
            r"privacy|confidential|vie"
            r" privee|riservat|privatsph|datenschutz|privacid|confidencial|confidentialite"
        ),
    ),
    (
        "q8",
        (
            r"real condition|wishes|\bwill\b|volont|wunsch|wunsche|deseos|situation"
            r" reelle|condizioni reali|situacion real|tatsachliche lage"
        ),
    ),
    ("q12", r"recommend|recommand|raccomand|empfehl|recomend|further improve"),
    ("q10", r"success|worked|riuscit|erfolg|exito|fonctionn|reussi|funcion|funziona"),
    (
        "q6",
        (
            r"dealt|dealing|overc|addressed and|solved|solution|umgang|affrontat|surmont|reponse"
            r" aux|afront|step by step|\bsteps\b|etapes|schritte"
        ),
    ),
    ("q7", r"collabor|protocol|zusammenarbeit|protokoll|colabor"),
    ("q5", r"authorit|agenc|behorde|autorit|organismes|autoridad|actors"),
    ("q4", r"problem|obstacle|hindernis|ostacol|obstacul|difficult"),
    ("q11", r"\btools?\b|outils?|strument|instrument|werkzeug|herramient|template"),
    ("q3", r"in touch|first contact|prise de contact|contatto|kontakt|contacto|entre en contact"),
    (
        "q1",
        (
            r"involve|coinvol|beteiligt|participation|participe|participo|specific need|besoin"
            r" precis|bisogno specifico|konkreter bedarf|necesidad concreta"
        ),
    ),
    (
        "q2",
        (
            r"background|informations? sur la|informazioni sulla|angaben zu|informacion"
            r" sobre|hintergrund|profile of"
        ),
    ),
    ("organisation", r"organi[sz]|\bngo\b|\bong\b|entidad|\bente\b|einrichtung"),
    ("country", r"countr|\bpays\b|\bpaes|\bland\b|\bpais"),
)


class Keywords:
    """Find the first item whose pattern is in a folded label."""

    def __init__(self, rules: tuple[tuple[str, str], ...]) -> None:
        """Compile the rules."""
        self._rules = tuple((key, re.compile(pattern)) for key, pattern in rules)

    def find(self, folded: str) -> str | None:
        """Give the key of the item, None if no pattern fits or the row is known to be none."""
        if not folded or NOT_AN_ITEM.search(folded):
            return None
        return next((key for key, pattern in self._rules if pattern.search(folded)), None)

"""Whether a line of the resources is a person or a thing, and how many of it there are."""

from __future__ import annotations

import re

from practices.forms.matching import fold

PERSON = re.compile(
    r"\b(?:coordinat|coordinad|koordinat|operat(?:or|eur|rice|ore|ori)|operador|volunt|voluntari|volontair|volontari|freiwillig|ehrenamt|social"
    r" worker|worker|assistants?\b|assistent|asistent|"
    r"psycholog|psicolog|psychiat|psichiatr|psiquiatr|therap|terap|doctor|docteur|dottor|physician|medic(?:o|i|a|s)\b|medecin|arzt|arztin|arzte|nurse|infirmi|infermier|"
    r"lawyer|avvocat|avocat|anwalt|anwaltin|abogad|jurist|legal"
    r" (?:counsel|advis|expert)|counsel+or|conseill|consulent|consult|berater|asesor|advis[eo]r|"
    r"mediat|mediador|vermittler|train(?:er|ers)\b|format(?:eur|rice|ore|ori)|formador|teach|enseignant|insegnant|lehrer|educat|educador|erzieher|"
    r"manager|leiter|leitung|respons|director|directeur|direttor|head\b|chief|boss|officer|expert|esperti|experte|specialist|spezialist|supervis|accountant|contabil|comptable|buchhalt|secretar|sekretar|"
    r"driver|chauffeur|autist|fahrer|interpret|dolmetsch|translator|ubersetz|traduct|research|ricercat|forscher|intern\b|interns\b|praktikant|stagiair|tirocinant|"
    r"staff|team|equipe|equipo|personnel|personal\b|personale|people|persons?\b|member|mitglied|miembro|employee|mitarbeit|collaborat|kollabor|representative|delegate|vertreter|"
    r"leader|facilitat|moderator|evaluat|actors?\b|designer|developer|editor|journalist|police|prosecutor|judge|guardian|chaplain|sister|nun\b|cook\b|cleaner|"
    r"ngos?\b|organi[sz]ation|associations?\b|agenc(?:y|ies)\b|authorit|partners?\b|professional|operatric|educatric|fachkraft|fachkrafte|sozialarbeit|assistente|trabajador|travailleu|operatori|"
    r"webmaster|programmer|administrat|co-?ordinator|animat|tutors?\b|mentor|peers?\b|students?\b|lecturer|speaker|caseworker|case"
    r" manager|practitioner|gynaecolog|gynecolog|pedagog|sociolog|criminolog|economist)"
)
THING = re.compile(
    r"\b(?:car|cars|vehicle|van|bus|minibus|camper|vehicule|voiture|veicol|auto|autos|fahrzeug|coche|vehiculo|camper|bicycle|"
    r"(?:mobile |cell"
    r" ?|tele|smart)?phones?|telephon|telefon|telefono|telefoni|mobiles?|landline|cellular|handy|fax|hotline(?!"
    r" operator)|hot line|internet|website|web site|webseite|sito|"
    r"computers?|laptops?|notebooks?|pc|pcs|ordinateur|ordenador|rechner|printers?|printing|scanner|copiers?|photocopier|projectors?|beamer|cameras?|tv|television|equipment|equipements?|attrezzatur|ausstattung|material|materials|materiaux|materiel|"
    r"offices?|bureau|bureaux|ufficio|uffici|buro|buros|oficina|premises|rooms?|space|raum|raume|local|locaux|locali|sede|salle|sala|shelters?|apartments?|appartement|wohnung|casa|house|houses|flat|flats|building|centre|center|beds?|"
    r"furniture|mobel|mobili|supplies|stationery|books?|brochures?|booklets?|leaflets?|flyers?|posters?|folders?|banners?|videos?|films?|dvds?|cds?|software|databases?|manuals?|guides?|handbooks?|tool"
    r" ?kits?|publications?|questionnaires?|forms?|"
    r"food|clothes|clothing|hygiene|medicines?|condoms?|kits?|petrol|fuel|transport|tickets?|travel|budget|venue|hall|classroom|machines?|tables?|chairs?|frameworks?|frames?|number|line|lines|"
    r"linee?|linea|accommodation|facilities|infrastructure|library|stamps?|paper)\b"
)
PREPOSITION = re.compile(
    r"\b(?:of|for|with|from|in|at|to|on|by|who|that|which|de|du|des|pour|avec|di|del|della|per|con|fur|mit|von|aus|para|trained|working|specialised)\b|[(,;:–—]"
)
SUFFIX = re.compile(r"(?:ers?|ors?|ists?|ians?|ants|eurs?|euses?|trices?|tori|tore|innen)$")

NUMBER_WORDS = {
    word: value
    for value, words in enumerate(
        (
            "one|un|une|uno|una|ein|eine|einen",
            "two|deux|due|zwei|dos",
            "three|trois|tre|drei|tres",
            "four|quatre|quattro|vier|cuatro",
            "five|cinq|cinque|funf|cinco",
            "six|sei|sechs|seis",
            "seven|sept|sette|sieben|siete",
            "eight|huit|otto|acht|ocho",
            "nine|neuf|nove|neun|nueve",
            "ten|dix|dieci|zehn|diez",
            "eleven|onze|undici|elf|once",
            "twelve|douze|dodici|zwolf|doce",
        ),
        start=1,
    )
    for word in words.split("|")
}
COUNT_FIRST = re.compile(
    r"^(?:n[°º.]\s*)?(\d{1,4})\s*(?:[x×]\s+|[x×](?=\S)|\.?\s+)(?![%–—-])(?=\S)(.+)$",
    re.IGNORECASE | re.DOTALL,
)
COUNT_IN_BRACKETS = re.compile(
    r"^(.+?)\s*\(\s*(?:n[°º.]?\s*)?[x×]?\s*(\d{1,4})\s*[x×]?\s*\)\s*(.*)$", re.DOTALL
)
COUNT_LAST = re.compile(
    r"^(.+?)\s*(?::|\t|\s[–—-]|\s[x×]|=|,\s*n[°º.])\s*(\d{1,4})\s*(?:persons?|people)?\s*\.?$",
    re.DOTALL | re.IGNORECASE,
)
WORD_FIRST = re.compile(r"^([^\W\d_]+)\s+(.+)$", re.DOTALL)


def kind_of(text: str) -> str | None:
    """Tell "human" or "in_kind" by the head of the phrase, then by the whole; None if neither is plain."""
    folded = fold(text)
    head = fold(PREPOSITION.split(text.strip(" -•"), maxsplit=1)[0]) or folded
    for part in dict.fromkeys((head, folded)):
        person, thing = list(PERSON.finditer(part)), list(THING.finditer(part))
        if person and thing:
            # "computer trainer" is a person, "staff room" is a thing: the last word decides.
            return "human" if person[-1].start() >= thing[-1].start() else "in_kind"
        if person or thing:
            return "human" if person else "in_kind"
    last = head.split()[-1] if head.split() else ""
    return "human" if SUFFIX.search(last) and len(last) > 4 else None


def split_count(text: str) -> tuple[int | None, str]:
    """Part "3 operators", "operators: 3", "operators (3)" or "three operators" into number and words."""
    text = text.strip()
    found = COUNT_FIRST.match(text)
    if found:
        return int(found.group(1)), found.group(2).strip()
    found = COUNT_IN_BRACKETS.match(text)
    if found:
        return int(found.group(2)), f"{found.group(1)} {found.group(3)}".strip()
    found = COUNT_LAST.match(text)
    if found:
        return int(found.group(2)), found.group(1).strip()
    found = WORD_FIRST.match(text)
    if found and fold(found.group(1)) in NUMBER_WORDS:
        return NUMBER_WORDS[fold(found.group(1))], found.group(2).strip()
    return None, text

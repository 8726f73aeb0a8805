"""Years of a period of implementation, from the many ways to say since when and until when."""

from __future__ import annotations

import re
from dataclasses import dataclass

YEAR = re.compile(
    r"(?<!\d)(?<!\d,)((?:19[5-9]|20[0-4])\d)(?!\d)(?!\s*(?:%|euros?\b|persons?\b|people\b))"
)
SHORT_END = re.compile(r"((?:19[5-9]|20[0-4])\d)\s*[/–—-]\s*(\d{2})(?!\d|[./-]\d)")
ONGOING = re.compile(
    r"on-?\s?going|\bpresent\b|\btoday\b|\bnow\b|\bto date\b|\btill"
    r" date\b|\bcurrent|\bstill\b|\bcontinu|in progress|open[- ]ended|permanent|no"
    r" end|each year|every year|indefinite|under way|"
    r"en cours|aujourd|à ce jour|présent|actuel|toujours|in corso|\boggi\b|attual|tuttora|ad"
    r" oggi|continuativ|laufend|\bheute\b|andauernd|fortlaufend|gegenwärtig|"
    r"dauerhaft|unbefristet|en curso|actualidad|\bhoy\b|presente|vigente|indefinid|a la fecha|la"
    r" fecha",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"(?:\bsince\b|\bfrom\b|\bstart(?:ed|ing)?\b|\bbeg[au]n\b|\bas of\b|\bdepuis\b|\bdès\b|à partir"
    r" de|\bdal(?:l['’])?|\bdagli\b|a partire d|\bseit\b|\bab\b|\bbeginn\b|\bdesde\b|"
    r"a partir de|\bvon\b|\bfin dal|\bfounded\b|\bestablished\b|\blaunched\b)",
    re.IGNORECASE,
)
UNTIL = re.compile(
    r"(?:\buntil\b|\btill\b|\bup to\b|jusqu|\bfino\b|\bsino\b|\bbis\b|\bhasta\b|\bended\b|\bend"
    r" of\b)",
    re.IGNORECASE,
)
#: "(Law 228 of 2003)" names no year of the practice
OF_A_LAW = re.compile(
    r"\([^()]*\b(?:law|act|decree|directive|loi|décret|legge|decreto|gesetz|ley|art)\b[^()]*\)",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\([^()]*\)")
TRAILING_DASH = re.compile(r"(?:[–—-]|\.\.\.|…|/)\s*(?:\.{2,}|…|_+|\?)?\s*\)?\s*$")


@dataclass(frozen=True)
class Period:
    """Hold first and last year; no last year means that it goes on or that nothing is said."""

    start: int | None
    end: int | None
    is_read: bool = True


def read_period(text: str) -> Period:
    """Read a period; several phases count from the earliest start to the latest end, unless one goes on."""
    segments = [
        one
        for one in re.split(
            r"\n|;|(?<=\d)\s*\.\s+(?=[A-ZÀ-Ý])", _with_whole_years(OF_A_LAW.sub(" ", text))
        )
        if one.strip()
    ]
    starts: list[int] = []
    ends: list[int] = []
    is_open = ends_later = False
    for segment in segments:
        years = [int(found.group(1)) for found in YEAR.finditer(segment)]
        if not years:
            is_open = is_open or bool(ONGOING.search(segment))
            continue
        if ONGOING.search(segment) or _last_is_open(segment):
            is_open, ends_later = True, not ONGOING.search(segment)
            starts.append(min(years))
        elif len(years) == 1 and UNTIL.search(segment):
            # "Started: 2004. Ended: 2008." is one period in two sentences.
            is_open = is_open and not ends_later
            ends.extend(years)
        else:
            starts.append(min(years))
            ends.append(max(years))
    if not starts and not ends:
        return Period(None, None, is_read=is_open or not text.strip())
    return Period(min(starts, default=None), None if is_open else max(ends, default=None))


def _with_whole_years(text: str) -> str:
    """Write "2009-10" as "2009-2010", but leave "2009-10-01" and months alone."""

    def whole(found: re.Match[str]) -> str:
        start, end = int(found.group(1)), int(found.group(1)[:2] + found.group(2))
        return f"{start}-{end}" if start < end <= start + 30 else found.group(0)

    return SHORT_END.sub(whole, text)


def _last_is_open(segment: str) -> bool:
    """Tell whether the last year of a segment is a beginning ("since 2006", "2006 -") and no end."""
    outside = IN_BRACKETS.sub(" ", segment)
    segment = outside if YEAR.search(outside) else segment
    found = list(YEAR.finditer(segment))
    last = found[-1]
    before = segment[found[-2].end() if len(found) > 1 else 0 : last.start()]
    after = IN_BRACKETS.sub(" ", segment[last.end() :]).rstrip()
    if TRAILING_DASH.search(after) and not after.strip(" .,)–—-/…_?"):
        return True
    return bool(SINCE.search(before)) and not UNTIL.search(before)

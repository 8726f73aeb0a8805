"""What people and machines type that no search should fall over: one list for parser, pages and every engine."""

HOSTILE = [
    *('"', "-", "*", "OR", "AND", "NOT", "title:safe", "all_x:*", "/.*/", "(", ")", "[a TO b]"),
    *(
        "~2",
        "^9",
        "\\",
        "\x00",
        "safe",
        "retu*",
        "|",
        "’",
        "ß",
        "İ",
        "ﬁ",
        "\u0301",
        "🙂",
        "a" * 300,
    ),
    *("key:1", "_exists_:x", "{", "&&", "intitle:", "intitle:*", 'intitle:"', "<script>", "../"),
    *("%00", "' OR 1=1", ".*", "(?s)", '{"match_all":{}}', "doc['key'].value", "\u202e"),
]
"""Pieces of queries: operators, syntax of search engines, letters that change under folding, no letters at all."""

TYPED = [
    *("safe return", '"safe return"', "„sichere Rückkehr“", "«retour sûr»", "hous*", "a*"),
    *("red OR blue", "OR red OR", "drop-in", "l'accueil", "title:safe", "the return of the"),
    *("on the", "", 'women -child -"young men" - x', "!!!", '"safe', "***", "\x00\x01safe"),
    *(
        "a" * 401,
        "x" * 40_000,
        f"{'x' * 40_000}*",
        f"{'字' * 399}*",
        "a" * 5_000,
        "a " * 190,
        "a+" * 190,
        "-" * 400,
        '"' * 401,
    ),
]
"""Whole queries: what is understood, what is half understood, what is refused on the way to an engine."""

VALUES = ["ZZ", "unheard-of", "", "*", '"', "a" * 120, "x" * 40_000, "\x00", "🙂", "1 OR 1"]
"""What may stand where a facet has its values."""

SYNTAX = {
    **dict.fromkeys(("safe AND return", "safe && return", "+safe", "!safe", "(safe)"), "1"),
    "safe\\ return": "1",
    "safe || legal": "12",
    **dict.fromkeys(("sef~", "safe~2", "safe^9", "sa?e", "s*fe", "/sa.e/", "NOT legal"), ""),
    **dict.fromkeys(("[a TO z]", "{a TO z}", "country:>A", "all_x:*", "title:safe"), ""),
    **dict.fromkeys(("title_en:safe", "facet_country:RO", "key:1", "_id:1", "_exists_:key"), ""),
    **dict.fromkeys(('{"match_all":{}}', "doc['key'].value == '1'", "${jndi:ldap://x}"), ""),
    **dict.fromkeys(("*:*", "/.*/", "()", "~", "^"), "12"),  # no word: as if nothing were asked
}
"""Lucene's syntax, and what its words find as text: "1" says "Safe return", "2" says "Legal aid"."""

"""Tables with a row of heads: a date below “Date of birth” says more than a date."""

#: a row of heads has so many cells at least, all of them short words, and stands near the top
_LEAST_HEADS = 3
_LONGEST_HEAD = 60
_FIRST_ROWS = 5


def heads_of(rows: list[dict[int, str]]) -> tuple[int, dict[int, str]]:
    """Return the number of the row of heads and the head of each column; no heads if there are none."""
    for number, row in enumerate(rows[:_FIRST_ROWS]):
        if number < len(rows) - 1 and len(row) >= _LEAST_HEADS and all(map(_is_head, row.values())):
            return number, {column: text.strip(" :\n\t") for column, text in row.items()}
    return 0, {}


def _is_head(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and not any(sign.isdigit() for sign in text)

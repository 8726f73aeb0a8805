"""How often a property is tried."""

import os

#: A run by hand may look longer than one of many: `EXAMPLES=10 make test TEST_OPTIONS="-k fuzz"`.
FACTOR = int(os.environ.get("EXAMPLES", "1"))


def examples(count: int) -> int:
    """Return with how many examples to try what finds its mistakes, if it has any, in `count`."""
    return count * FACTOR

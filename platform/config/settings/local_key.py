"""The secret key of a site on one's own machine, made once and kept under `VAR_DIR`."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def local_secret_key(var_dir: Path) -> str:
    """Return the key in `var_dir/secret_key`, making the file (mode 600) at the first call."""
    path = var_dir / "secret_key"
    try:
        with open(path, "x", opener=_private) as file:
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text().strip()


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)

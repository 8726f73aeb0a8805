"""Country pages: what the network knows about a country, put together of sections that the apps supply.

Core knows the page and the countries; each content app declares its part in a module `country_parts.py` (found by
autodiscovery). So the page shows organisations, charts and instruments without core knowing them.
"""

from core.countries.parts import (
    CountryColumn,
    CountryItem,
    CountryPart,
    CountrySection,
    SectionForm,
    register_country_part,
)
from core.countries.paths import RecordPaths, country_path

__all__ = [
    "CountryColumn",
    "CountryItem",
    "CountryPart",
    "CountrySection",
    "RecordPaths",
    "SectionForm",
    "country_path",
    "register_country_part",
]

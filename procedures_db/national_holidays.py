"""The holidays of Việt Nam without those of 250 other countries, whose import takes 8 MB and a third of a second."""

import sys
from pathlib import Path
from types import ModuleType

import holidays

COUNTRIES = "holidays.countries"


def national_holidays(language: str) -> holidays.HolidayBase:
    """Return the public holidays of Việt Nam, named in a language, as the library `holidays` knows them."""
    if COUNTRIES not in sys.modules:  # the package as it is, but for its list of all countries
        package = ModuleType(COUNTRIES)
        package.__path__ = [str(Path(path) / "countries") for path in holidays.__path__]
        sys.modules[COUNTRIES] = package
    from holidays.countries.vietnam import VN

    return VN(language=language)

"""The validated records of places: communes and one-stop shops."""

from pydantic import Field, validator

from procedures_db.records import KEY_PATTERN, SourceRecord, Strict
from procedures_db.vocabulary import CommuneKind

COMMUNE_PATTERN = r"^\d{5}$"


class OfficeRecord(Strict):
    """A one-stop shop; leave out what is not known."""

    key: str = Field(regex=KEY_PATTERN)
    name: str
    address: str
    phone: str | None = None
    email: str | None = None
    hours: str | None = None
    commune_code: str | None = Field(default=None, regex=COMMUNE_PATTERN)
    source: SourceRecord


class OfficesFile(Strict):
    """All one-stop shops that are known."""

    offices: list[OfficeRecord]


class CommuneRecord(Strict):
    """A commune of today, the former communes merged into it, and the former districts its land lay in."""

    code: str = Field(regex=COMMUNE_PATTERN)
    kind: CommuneKind
    name: str
    former: list[str] = []
    districts: list[str] = Field(min_items=1)


class CommunesFile(Strict):
    """All communes of the city, from one source."""

    source: SourceRecord
    communes: list[CommuneRecord]

    @validator("communes")
    def each_once(cls, communes: list[CommuneRecord]) -> list[CommuneRecord]:
        """Refuse a code given twice."""
        if len({commune.code for commune in communes}) != len(communes):
            raise ValueError("a code occurs twice")
        return communes

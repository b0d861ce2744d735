"""What search engines read of a procedure: schema.org/GovernmentService as JSON-LD."""

import json

from markupsafe import Markup

from actions.rendering import words
from procedures_db.facts import RecordInForce


def structured(record: RecordInForce, address: str) -> Markup:
    """Return the JSON-LD of a record, safe inside a script element."""
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": record.name,
        "alternateName": record.short_name,
        "identifier": record.code,
        "url": address,
        "description": record.summary or record.name,
        "serviceType": record.sector,
        "areaServed": {"@type": "AdministrativeArea", "name": words()["city"]},
        "dateModified": record.source.retrieved_on.isoformat(),
    }
    if record.authority:
        data["provider"] = {"@type": "GovernmentOrganization", "name": record.authority}
    if record.source.url:
        data["isBasedOn"] = record.source.url
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704  no character in it can end the script element

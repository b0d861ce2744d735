"""How to reach a person: find a telephone number or an e-mail address in a text, and keep it enciphered."""

import re

from procedures_db.dossiers.keys import Keys

MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
PHONE = re.compile(r"(?<![\d.])(?:\+?84|0)(?:[\s.-]?\d){9,10}(?![\s.-]?\d)")
SHORT = 6  # digits that are not even meant for a number
KEPT = "[contact]"  # what the record of messages has in its place


def find_contact(text: str) -> str | None:
    """Return the first e-mail address or telephone number of Việt Nam in a text, without what stands beside it."""
    if mail := MAIL.search(text):
        return mail.group()
    phone = PHONE.search(text)
    return re.sub(r"[\s.-]", "", phone.group()) if phone else None


def tries_to_be_contact(text: str) -> bool:
    """Say whether a text without a contact seems to be meant for one: many digits, or an @."""
    return "@" in text or sum(letter.isdigit() for letter in text) > SHORT


def seal_contact(secret: str, contact: str) -> str:
    """Return a contact enciphered (Fernet: AES-128-CBC and HMAC-SHA256), for the database."""
    return Keys(secret.encode()).seal(contact)


def unseal_contact(secret: str, sealed: str) -> str | None:
    """Return a contact as it was given, or None when it was enciphered with another secret."""
    return Keys(secret.encode()).unseal(sealed)

"""How to reach a person: found in what they type, kept enciphered."""

import pytest

from procedures_db.contacts import find_contact, seal_contact, tries_to_be_contact, unseal_contact

SECRET = "a secret of the tests, long enough"


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("0912345678", "0912345678"),
        ("gọi chị Lan 0912 345 678 buổi tối nhé", "0912345678"),
        ("+84 912-345-678", "+84912345678"),
        ("0225.3123.456", "02253123456"),
        ("thư: nguyen.lan+mc@vi-du.com.vn, cảm ơn", "nguyen.lan+mc@vi-du.com.vn"),
        ("091234567", None),
        ("001099012345", None),
        ("9704 1234 5678 9012", None),
        ("lan@nhà", None),
        ("không có", None),
    ],
)
def test_a_number_or_an_address_is_found_and_nothing_beside_it(text: str, contact: str | None) -> None:
    """An identity or card number is none."""
    assert find_contact(text) == contact


def test_a_contact_with_a_mistake_is_told_from_other_words() -> None:
    """So that it is asked for again."""
    assert tries_to_be_contact("0912-345")
    assert tries_to_be_contact("lan@")
    assert not tries_to_be_contact("phí năm 2026 bao nhiêu")


def test_only_the_same_secret_opens_a_contact() -> None:
    """And no two seals are alike."""
    one, other = seal_contact(SECRET, "0912345678"), seal_contact(SECRET, "0912345678")
    assert one != other
    assert "0912345678" not in one
    assert unseal_contact(SECRET, one) == "0912345678"
    assert unseal_contact("another secret of the tests, long", one) is None
    assert unseal_contact(SECRET, "0912345678") is None

"""Mending what is typed before it is searched."""

import pytest

from procedures_db.search.spelling import Spelling

SPELLING = Spelling(
    [
        "duong",
        "tien",
        "may",
        "ngay",
        "nhap",
        "khau",
        "lam",
        "ho",
        "so",
        "chung",
        "chi",
        "tre",
        "em",
        "gia",
        "han",
        "khai",
        "sinh",
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dduwowng", "duong"),
        ("tiefn maays ngafy", "tien may ngay"),
        ("nhaajp khaaur", "nhap khau"),
        ("nam ho xo", "lam ho so"),
        ("trung tri", "chung chi"),
        ("dzo", "dzo"),
        ("khaisinh", "khai sinh"),
        ("lam ho so", "lam ho so"),
        ("h31", "h31"),
    ],
)
def test_left_over_keys_sounds_and_missing_spaces_are_mended(typed: str, meant: str) -> None:
    """Words that are known, and those that lead nowhere, stay."""
    assert SPELLING.mend(typed) == meant

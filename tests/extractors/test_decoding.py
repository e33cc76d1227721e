"""Bytes → characters."""

from __future__ import annotations

import pytest

from noticeparse.extractors.decoding import decode

TEXT = "Pupils’ names – café, £5 • “quoted”, and more words about schools"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_usual_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, ())


def test_mixed_encodings_are_an_issue() -> None:
    text, issues = decode("Café names – ".encode() + b"pupils\x92 names")
    assert text == "Café names – pupils’ names"
    assert [issue.code for issue in issues] == ["mixed_encoding"]


def test_other_code_pages_are_guessed_and_said() -> None:
    text, issues = decode("Школа передает данные учеников этим компаниям".encode("cp1251"))
    assert "данные" in text
    assert [issue.code for issue in issues] == ["encoding_guessed"]


@pytest.mark.parametrize("declared", ["nonsense", "hex", "utf-16", "\0", ""])
def test_a_wrong_declaration_is_passed_over(declared: str) -> None:
    assert decode("Café".encode("cp1252"), declared=declared)[0] == "Café"


def test_a_declaration_holds_where_it_fits() -> None:
    assert decode("Uczeń".encode("iso-8859-2"), declared="ISO-8859-2")[0] == "Uczeń"

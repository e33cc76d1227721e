"""The forms of a printed name."""

from __future__ import annotations

import pytest

from noticeparse.suppliers.names import cleaned, council_names, domain_of, forms, slashed


@pytest.mark.parametrize(
    ("printed", "name"),
    [("Firm*", "Firm"), ("Firm **", "Firm"), ("Firm [2]", "Firm"), ("– Firm:", "Firm"), ("Firm†.", "Firm"), ("K12", "K12"), ("9ine", "9ine"), ("Kahoot!", "Kahoot!")],
)  # fmt: skip
def test_cleaned(printed: str, name: str) -> None:
    assert cleaned(printed) == name


def test_the_printed_name_comes_first_and_none_twice() -> None:
    found = [form.text for form in forms("The Tots Club Ltd (childcare) – bookings")]
    assert found[0] == "The Tots Club Ltd (childcare) – bookings"
    assert "Tots Club" in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("printed", "domain"),
    [("purplemash.com", "purplemash.com"), ("https://www.a-b.co.uk/x?y", "a-b.co.uk"), ("Code.org", "code.org"), ("ParentPay", None), ("see b.com", None)],
)  # fmt: skip
def test_domain_of(printed: str, domain: str | None) -> None:
    assert domain_of(printed) == domain


def test_only_a_council_is_written_out() -> None:
    assert council_names("CC") == []
    assert council_names("Fenmarsh MBC") == ["Fenmarsh metropolitan borough council"]


def test_parts_of_a_name() -> None:
    assert slashed("Hill / Dale") == ["Hill", "Dale"]
    assert slashed("Hill, Dale") == []

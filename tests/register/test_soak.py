"""Killed writers leave the register as if nobody had disturbed them (`make soak` kills more)."""

from tests.register.soak import soak


def test_three_kills_change_nothing(address, tmp_path) -> None:
    assert soak(address, str(tmp_path / "undisturbed.db"), kills=3) > 100

"""What is fuzzed: the targets run, and what one raises is kept."""

import random

import pytest
from tests.fuzz.changes import scattered
from tests.fuzz.run import prepared
from tests.fuzz.targets import TARGETS, Target, run


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_a_few_changes_of_them_end_well(name: str) -> None:
    target = TARGETS[name]
    seeds = target.seeds()
    chance = random.Random(7)
    for seed in seeds[:3]:
        run(target, seed)
    for _ in range(10):
        run(target, target.change(chance.choice(seeds), chance, scattered(chance)))


def test_what_is_raised_is_kept_once_for_each_line(tmp_path, monkeypatch) -> None:
    def fail(data: bytes) -> None:
        raise KeyError(data)

    monkeypatch.setitem(TARGETS, "bad", Target(fail, lambda: [b"seed"]))
    tried, seeds, change = prepared("bad", tmp_path)
    assert seeds == [b"seed"]
    for number in range(3):
        tried(b"%d" % number)
    assert change(b"seed", random.Random(1)) != b"seed"
    (found,) = (tmp_path / "found-bad").iterdir()
    assert found.read_bytes() == b"0"
    assert found.name.startswith("KeyError-test_targets-")

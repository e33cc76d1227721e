"""Labelled notices: how they are read, and what is refused."""

import json
from pathlib import Path

import pytest
from training.crossval import FOLDED, folds_of
from training.labelled import LabelError, check, groups, load

from training import labelled as module

PAGE = "<html><body><h1>Whom we share with</h1><ul><li>Arbor: names</li></ul></body></html>"


@pytest.fixture
def own_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "one.html").write_text(PAGE, "utf-8")
    monkeypatch.setitem(module.SETS, "public", (tmp_path, tmp_path))
    monkeypatch.setattr(module, "in_parallel", lambda work, given: [work(each) for each in given])
    return tmp_path


def labels(folder: Path, *rows: object) -> None:
    (folder / "one.json").write_text(json.dumps({"school": "X", "rows": rows}), "utf-8")


def test_a_notice_and_its_answers_are_put_together(own_set: Path) -> None:
    labels(own_set, {"company": "Arbor", "descriptions": ["names"], "categories": ["name"]})
    (one,) = load(["public"])
    assert (one.id, one.form, one.notice) == ("one", "html", "public/one")
    assert one.answers[0].tags["categories"] == {"name"}


def test_a_company_that_does_not_stand_in_its_page_is_refused(own_set: Path) -> None:
    labels(own_set, {"company": "CPOMS", "descriptions": ["names"]})
    with pytest.raises(LabelError, match="“CPOMS” does not stand in the notice") as refused:
        load(["public"])
    assert "as they are printed" in str(refused.value.what_to_do)


def test_an_id_that_is_none_is_refused(own_set: Path) -> None:
    labels(own_set, {"company": "Arbor", "descriptions": ["names"], "categories": ["nonsense"]})
    with pytest.raises(LabelError, match="Arbor has “nonsense”, which is no id of categories"):
        load(["public"])


def test_a_notice_more_deals_no_other_one_anew() -> None:
    notices = load(["public"], {"public": ("html",)})
    whole = folds_of(notices)
    fewer = folds_of(notices[3:])
    assert {path: whole[path] for path in fewer} == fewer


@pytest.mark.parametrize("row", [{"descriptions": ["names"]}, "Arbor", None])
def test_a_row_without_a_company_is_refused(own_set: Path, row: object) -> None:
    labels(own_set, row)
    with pytest.raises(LabelError, match=r"one\.json is no answer") as refused:
        load(["public"])
    assert "training.md" in str(refused.value.what_to_do)


def test_answers_that_are_no_json_are_refused(own_set: Path) -> None:
    (own_set / "one.json").write_text("{", "utf-8")
    with pytest.raises(LabelError, match=r"one\.json is no answer"):
        load(["public"])


def test_the_public_set_is_right_and_has_all_kinds() -> None:
    notices = load(["public"])
    assert len({one.notice for one in notices}) >= 40
    assert [problem for one in notices for problem in check(one)] == []
    assert {one.form for one in notices} >= {"html", "txt"}


def test_documents_that_are_near_are_left_out_together() -> None:
    notices = load([*FOLDED], dict.fromkeys(FOLDED, ("html", "txt")))
    folds, near = folds_of(notices), groups(notices)
    together: dict[str, set[int]] = {}
    for one in notices:
        together.setdefault(near[one.path], set()).add(folds[one.path])
    assert all(len(own) == 1 for own in together.values())
    # A fold may be empty where the public notices alone are there.
    dealt = set(folds.values())
    assert dealt <= set(range(10))
    assert len(dealt) > 5

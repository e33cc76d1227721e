"""The catalogue: its files are right, and what is wrong in a user's is said where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import noticeparse.vocabulary.suppliers as catalogue
from noticeparse.errors import VocabularyError

SHIPPED = Path(catalogue.__file__).parent
HEADER = ",".join(catalogue.COLUMNS)


def test_ids_are_slugs_and_once() -> None:
    ids = [supplier.id for supplier in catalogue.load()]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) for id in ids)
    assert not any(id.startswith("unknown-") for id in ids)


def test_usual_purposes_are_of_the_taxonomy() -> None:
    taxonomy = yaml.safe_load((SHIPPED / "taxonomy.yaml").read_text("utf-8"))
    known = {purpose["id"] for purpose in taxonomy["purposes"]}
    used = {supplier.usual_purpose for supplier in catalogue.load()} - {None}
    assert used <= known


def test_domains_are_domains() -> None:
    for supplier in catalogue.load():
        if supplier.domain:
            assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", supplier.domain), supplier


def test_a_name_of_several_means_none_or_its_default() -> None:
    by_id = {supplier.id: supplier for supplier in catalogue.load()}
    assert "IRIS" in [name for name, _ in by_id["iris-connect"].unsure]
    assert "IRIS" in [name for name, _ in by_id["iris-software-group"].unsure]
    assert all("IRIS" not in supplier.aliases for supplier in by_id.values())
    assert "Seneca" in by_id["seneca-learning"].aliases
    assert "BCC" not in by_id["bristol-city-council"].aliases


def test_the_user_adds_and_overrides(tmp_path: Path) -> None:
    (tmp_path / "suppliers.csv").write_text(
        "id,canonical_name,aliases\nparentpay,ParentPay,PP Online\nhilltop-tots,Hilltop Tots,\n"
    )
    by_id = {supplier.id: supplier for supplier in catalogue.load(tmp_path)}
    assert by_id["parentpay"].aliases == ("PP Online",)
    assert by_id["hilltop-tots"].name == "Hilltop Tots"
    assert "tapestry" in by_id


def test_the_user_decides_a_name_of_several(tmp_path: Path) -> None:
    (tmp_path / "ambiguous_names.csv").write_text(
        "name,candidates,default,note\nIRIS,iris-connect|parentmail,iris-connect,ours\n"
    )
    by_id = {supplier.id: supplier for supplier in catalogue.load(tmp_path)}
    assert "IRIS" in by_id["iris-connect"].aliases
    assert by_id["iris-software-group"].unsure == ()


def test_old_names_are_names() -> None:
    by_id = {supplier.id: supplier for supplier in catalogue.load()}
    assert "Show My Homework" in by_id["satchel-one"].old_names
    assert "Edukey" in by_id["class-charts"].product_of
    for supplier in by_id.values():
        keys = {catalogue.name_key(name) for name in supplier.aliases}
        assert {catalogue.name_key(name) for name in supplier.old_names} <= keys, supplier
        assert supplier.name not in supplier.old_names


def test_the_user_gives_old_names_and_makers(tmp_path: Path) -> None:
    (tmp_path / "suppliers.csv").write_text(
        "id,canonical_name,old_names,product_of\npupil-book,Pupil Book,Day Book|DB1,Larkmoor\n"
    )
    (book,) = [each for each in catalogue.load(tmp_path) if each.id == "pupil-book"]
    assert book.names == ("Pupil Book", "Day Book", "DB1")
    assert (book.old_names, book.product_of) == (("Day Book", "DB1"), ("Larkmoor",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,canonical_name,old_names\nx,X,Parent-Pay\n", "line 2, column old_names"),
        ("name,alias\nX,Y\n", "line 1, column name"),
        ("canonical_name\nX\n", "line 1, column id"),
        ("id,canonical_name\nUpper Case,X\n", "line 2, column id"),
        ("id,canonical_name\nx,\n", "line 2, column canonical_name"),
        ("id,canonical_name\nx,X\nx,Y\n", "line 3, column id"),
        ("id,canonical_name,kind\nx,X,person\n", "line 2, column kind"),
        ("id,canonical_name,certainty\nx,X,perhaps\n", "line 2, column certainty"),
        ("id,canonical_name,common_word\nx,X,maybe\n", "line 2, column common_word"),
        ("id,canonical_name,aliases\nx,X,Parent-Pay\n", "line 2, column aliases"),
        ("id,canonical_name,aliases\nx,TAPESTRY,\n", "line 2, column canonical_name"),
        ("id,canonical_name\nx,X,Y,Z\n", "line 2"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "suppliers.csv").write_text(text)
    with pytest.raises(VocabularyError, match=says) as caught:
        catalogue.load(tmp_path)
    assert "suppliers.csv" in caught.value.message


def test_an_unknown_candidate_is_said(tmp_path: Path) -> None:
    (tmp_path / "ambiguous_names.csv").write_text("name,candidates\nIRIS,nobody\n")
    with pytest.raises(VocabularyError, match=r"ambiguous_names\.csv, line 2, column candidates"):
        catalogue.load(tmp_path)


def test_another_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / "suppliers.csv").write_bytes("id,canonical_name\nx,Élan\n".encode("latin-1"))
    with pytest.raises(VocabularyError, match="is not UTF-8"):
        catalogue.load(tmp_path)


def test_the_catalogue_keeps_apart_what_sounds_alike() -> None:
    assert catalogue.name_key("ParentPay") != catalogue.name_key("ParentMail")
    assert catalogue.name_key("Read & Write") != catalogue.name_key("Read Write")
    assert catalogue.name_key("Parents’ Evening") == catalogue.name_key("parents evening")


def test_spellings_that_differ_by_a_space_are_all_kept() -> None:
    by_id = {supplier.id: supplier for supplier in catalogue.load()}
    assert {"TT Rockstars", "TT Rock Stars"} <= set(by_id["times-tables-rock-stars"].aliases)

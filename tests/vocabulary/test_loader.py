"""The user's files on top of the shipped ones, and what is said of wrong ones."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from noticeparse.classifier import classify
from noticeparse.errors import VocabularyError
from noticeparse.model import Disclosure, Text
from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.loader import ALTERNATIVES, PATTERNS, SHIPPED
from noticeparse.vocabulary.yaml_lines import read_yaml


def write(folder: Path, name: str, content: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def categories(folder: Path, text: str) -> list[str]:
    row = Disclosure("d1", Text("Acme"), Text(text))
    tags = classify([row], load_vocabulary(folder))[0].tags
    return [tag.id for tag in tags if tag.kind == "category"]


def test_equal_data_gives_an_equal_version(tmp_path: Path) -> None:
    write(tmp_path / "a", "negation.yaml", "forward: [zilch]\n")
    write(tmp_path / "b", "negation.yaml", "forward: [zilch]\n")
    shipped = load_vocabulary().version
    first, second = (load_vocabulary(tmp_path / name).version for name in "ab")
    assert shipped.startswith("1-")
    assert len(shipped) == 14
    assert first == second != shipped


def test_user_adds_phrases_and_terms(tmp_path: Path) -> None:
    write(
        tmp_path,
        "taxonomy.yaml",
        "categories:\n- {id: shoe_size, label: Shoe size, definition: Size of shoes.}\n",
    )
    write(
        tmp_path,
        "lexicon/categories.yaml",
        "shoe_size:\n- {phrases: [shoe size], examples: [Shoe size]}\n"
        "name:\n- {phrases: [moniker], examples: [Monikers]}\n",
    )
    assert categories(tmp_path, "Monikers, shoe sizes and dates of birth") == [
        "name",
        "date_of_birth",
        "shoe_size",
    ]


def test_user_replaces_and_retires(tmp_path: Path) -> None:
    write(
        tmp_path,
        "lexicon/categories.yaml",
        "name:\n  replace: true\n  entries:\n  - {phrases: [moniker], examples: [Moniker]}\n"
        "gender: {retire: true}\n",
    )
    assert categories(tmp_path, "Names, gender and email addresses") == ["email_address"]
    assert categories(tmp_path, "Monikers") == ["name"]


def test_retired_term_is_gone(tmp_path: Path) -> None:
    write(tmp_path, "taxonomy.yaml", "categories:\n- {id: gender, retire: true}\n")
    assert load_vocabulary(tmp_path).term("category", "gender") is None
    assert categories(tmp_path, "Names, gender") == ["name"]


WRONG = [
    ("taxonomy.yaml", "category: []\n", "line 1, category"),
    ("taxonomy.yaml", "categories:\n- {id: name, label: N, definition: D}\n", "replace: true"),
    ("taxonomy.yaml", "categories:\n- {id: Shoe Size}\n", "small letters"),
    ("taxonomy.yaml", "categories:\n- {id: shoe}\n", "label"),
    ("taxonomy.yaml", "categories:\n- {id: nothing, retire: true}\n", "no such term"),
    ("lexicon/categories.yaml", "nmae: []\n", "line 1, nmae"),
    ("lexicon/categories.yaml", "name:\n- phrases: [x]\n", "example"),
    ("lexicon/categories.yaml", "name:\n- {phrase: [x], examples: [x]}\n", "line 2, name.0.phrase"),
    ("lexicon/categories.yaml", "name:\n- {phrases: [no], examples: [x]}\n", "in quotes"),
    ("lexicon/categories.yaml", "name:\n- examples: [x]\n", "phrases"),
    ("lexicon/categories.yaml", "name: []\ngender: []\nname: []\n", "line 3, name: stands twice"),
    ("lexicon/categories.yaml", "name:\n- {patterns: ['(a+)+'], examples: [x]}\n", "repeats"),
    ("lexicon/categories.yaml", "name:\n- {patterns: ['a('], examples: [x]}\n", "regular"),
    ("headings.yaml", "a: &a [*a]\n", "line 1, a.0: stands for what stands elsewhere"),
    ("headings.yaml", "a: &a [x]\nb: [*a, *a]\n", "write it out"),
    ("headings.yaml", "a: &a {x: [y]}\nb: *a\n", "write it out"),
    ("headings.yaml", "data:\n- x\n- '^$y$'\n", "line 1, data.1: $y is no group"),
    ("lexicon/categories.yaml", "name:\n- {phrases: [x], roles: [dta], examples: [x]}\n", "dta"),
    ("lexicon/categories.yaml", "name:\n- {phrases: [x], strength: 1, examples: [x]}\n", "strong"),
    ("lexicon/categories.yaml", "name:\n- {phrases: [x], part: 1, examples: [x]}\n", "true or"),
    ("lexicon/categories.yaml", "name: {add: []}\n", "list of entries"),
    ("lexicon/categories.yaml", "name:\n- {together: [[x]], examples: [x]}\n", "two or more"),
    ("lexicon/categories.yaml", "name:\n- {together: [[x], [$y]], examples: [x]}\n", "no group"),
    ("lexicon/categories.yaml", "name:\n- {phrases: [x], within: 9, examples: [x]}\n", "0 to 6"),
    ("negation.yaml", "forward:\n- {phrases: [x]}\n", "have together"),
    ("negation.yaml", "forward: x\n", "list"),
    ("lexicon/categories.yaml", "name: [\n", "line 2"),
    ("lexicon/categories.yaml", "- name\n", "mapping"),
    ("negation.yaml", "forward: no\n", "list"),
    ("spelling.yaml", "variants: [a]\n", "list of spellings"),
    ("categories.yaml", "name: []\n", "no file of a vocabulary"),
]


@pytest.mark.parametrize(("name", "content", "message"), WRONG)
def test_wrong_file_is_named_with_line_and_key(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    write(tmp_path, name, content)
    with pytest.raises(VocabularyError, match=name.rsplit("/", maxsplit=1)[-1]) as caught:
        load_vocabulary(tmp_path)
    assert message in str(caught.value)


def test_patterns_share_groups_of_alternatives_to_which_the_users_are_added(tmp_path: Path) -> None:
    write(tmp_path, "alternatives.yaml", "month: [nivôse]\nterm: [trinity, hilary]\n")
    write(tmp_path, "rows.yaml", "planned:\n- '^from $term$|[$term]|\\$term'\n")
    own, shipped = load_vocabulary(tmp_path).rows["planned"], load_vocabulary().rows["planned"]
    assert own[-1] == r"^from (?:trinity|hilary)$|[$term]|\$term"
    assert any("(?:january|" in pattern and "december|nivôse)" in pattern for pattern in own)
    assert not any("nivôse" in pattern for pattern in shipped)


def test_every_group_of_alternatives_is_shared() -> None:
    texts = ((SHIPPED / f"{name}.yaml").read_text("utf-8") for name in PATTERNS)
    lines = [line for text in texts for line in text.splitlines() if not line.startswith("#")]
    used = Counter(name for line in lines for name in re.findall(r"\$([a-z_]+)", line))
    assert used.keys() == read_yaml(SHIPPED / ALTERNATIVES).value.keys()
    assert min(used.values()) > 1


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="not a folder"):
        load_vocabulary(tmp_path / "none")


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "negation.yaml").write_bytes(b"forward: [\xff]\n")
    with pytest.raises(VocabularyError, match="UTF-8"):
        load_vocabulary(tmp_path)

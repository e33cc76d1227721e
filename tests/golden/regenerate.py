"""samples/notices/**/FILE → samples/expected/**/FILE.json: notice files as `convert` writes them.

    python -m tests.golden.regenerate

The versions of program and vocabulary are left out, or each release would change every file; so is
how sure each row is (`fit`, `grade`), which changes whenever the weights are trained again, the
whole text, which is the notice itself once more, what was refused, of places the sheet, where there is none, and that
a recipient does not look like a person.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import noticeparse
from noticeparse.reports.json import notice_to_json

SAMPLES = Path(__file__).parents[2] / "samples"
NOTICES = SAMPLES / "notices"
EXPECTED = SAMPLES / "expected"


def sample_paths() -> list[str]:
    """List the sample notices, relative to their folder, with /.

    Scans are left out: to the letter, they are read as the OCR program that is installed reads them.
    """
    return sorted(
        path.relative_to(NOTICES).as_posix()
        for path in NOTICES.rglob("*")
        if path.is_file() and not path.name.endswith(".scan.pdf")
    )


def expected_path(path: str) -> Path:
    """Say where the expected notice file of a sample stands."""
    return EXPECTED / f"{path}.json"


def notice_file(path: str) -> str:
    """Read a sample and write its notice file, with the path that `convert` gives it."""
    notice = noticeparse.parse(NOTICES / path)
    named = replace(notice, source=replace(notice.source, path=path))
    values = json.loads(notice_to_json(named), object_hook=_without_empty_sheet)
    for left_out in ("noticeparse_version", "vocabulary_version", "text", "refused"):
        del values[left_out]
    for row in values["disclosures"]:
        for sure in ("fit", "grade", "grade_reasons"):
            del row[sure]
        for tags in ("categories", "purposes", "data_subjects", "lawful_bases"):
            for tag in row.get(tags, ()):
                tag.pop("confidence", None)
        if not row["may_be_person"]:  # as nearly all
            del row["may_be_person"]
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _without_empty_sheet(values: dict[str, object]) -> dict[str, object]:
    return {
        key: value
        for key, value in values.items()
        if value is not None or key not in ("sheet", "sheet_row")
    }


def main() -> None:
    """Write all expected files anew and delete those whose notice is gone."""
    wanted = {expected_path(path): path for path in sample_paths()}
    for old in EXPECTED.rglob("*.json"):
        if old not in wanted:
            old.unlink()
    for target, path in wanted.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(notice_file(path), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""The files of weights, and what they are worth → docs/model-card.md.

usage: python -m training.card [FIGURES]

FIGURES is what `python -m training.crossval` printed; without it those of the card stay.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.weights import FILES, Table, family_of, read_table
from training.labelled import ROOT, run

CARD = ROOT / "docs" / "model-card.md"
INTRODUCTION = Path(__file__).with_name("card.md")
_FIGURES = re.compile(r"(?<=<!-- figures -->\n\n```text\n).*?(?=```)", re.DOTALL)
_STRONGEST = 12  # pieces of evidence, for and against, that the card names


def made() -> str:
    """The card without figures."""
    parts = [INTRODUCTION.read_text("utf-8")]
    for name in FILES:
        parts.append("\n".join(_about(read_table(SHIPPED / name))))
    parts.append(
        "## Figures\n\nF1, precision (P) and recall (R) with weights that were made without the "
        "notice; the rules are\nleft out too for the public set alone.\n\n<!-- figures -->\n\n"
        "```text\n```\n"
    )
    return "\n".join(parts)


def _about(table: Table) -> Iterator[str]:
    yield f"## {table.path.name}\n"
    for name, value in table.settings.items():
        if not name.startswith("intercept of"):
            yield f"- {name}: {value}"
    notices = [int(line[table.columns.index("notices")]) for line in table.lines]
    if notices and any(notices):
        few = sum(number < 5 for number in notices)
        yield f"- evidence that fewer than 5 notices have: {few} of {len(notices)}"
    if "weight" in table.columns:
        weighed = sorted(((float(line[1]), line[0]) for line in table.lines), reverse=True)
        families = {family_of(evidence) for _, evidence in weighed}
        yield f"- families of evidence: {len(families)} of {len(load_vocabulary().evidence)}"
        for title, own in (("for", weighed[:_STRONGEST]), ("against", weighed[::-1][:_STRONGEST])):
            said = "; ".join(f"{evidence} ({weight:+.2f})" for weight, evidence in own)
            yield f"- what speaks most {title} it: {said}"
    yield ""


def with_figures(card: str, figures: str) -> str:
    """The card with these figures."""
    return _FIGURES.sub(lambda _: figures.strip("\n") + "\n", card, count=1)


def main() -> None:
    """Write the card."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("figures", type=Path, nargs="?")
    path = options.parse_args().figures
    old = _FIGURES.search(CARD.read_text("utf-8")) if CARD.is_file() else None
    figures = path.read_text("utf-8") if path else old.group() if old else ""
    CARD.write_text(with_figures(made(), figures), encoding="utf-8", newline="\n")
    print(f"written: {CARD}")


if __name__ == "__main__":
    run(main)

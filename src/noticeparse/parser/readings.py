"""What a proposer makes of blocks: a reading, with the rows that it sees there.

Proposers know nothing of one another. Several may read the same blocks; the judge weighs every row
of every reading by the same evidence and keeps the readings that are worth most.
"""

from __future__ import annotations

from dataclasses import dataclass

from noticeparse.model import Issue, Text
from noticeparse.parser.drafts import Draft


@dataclass(frozen=True, slots=True)
class Reading:
    """Blocks, by their numbers in the context, and the rows that a proposer reads in them.

    `headers` are texts of the blocks that are captions, sections and labels: claimed, but of no
    row. `lead` is the line that announces what is listed. `evidence` is said of all the rows.
    """

    proposer: str
    blocks: tuple[int, ...]
    drafts: tuple[Draft, ...]
    headers: tuple[Text, ...] = ()
    lead: Text | None = None
    evidence: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()

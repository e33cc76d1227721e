"""Which readings stand: those whose rows are worth most, without the rows that are likely none."""

from collections.abc import Iterable

from tests.parser.building import FIND, WORDING, document

from noticeparse.model import Text
from noticeparse.parser import judge
from noticeparse.parser.context import Context
from noticeparse.parser.drafts import Draft, Reading
from noticeparse.vocabulary.weights import RowWeights

BLOCKS = document("# Apps", "Arbor", "Quern Lens", "CPOMS", "Wren Lane", "# More", "Evolve").blocks
KNOWN = RowWeights({"name reads as=known": 4.0}, -2.0, 0.5)


def context(weights: RowWeights = KNOWN) -> Context:
    return Context(BLOCKS, WORDING, FIND, weights)


def reading(name: str, blocks: tuple[int, ...], *companies: str, **more: object) -> Reading:
    drafts = tuple(Draft(Text(company), Text("")) for company in companies)
    return Reading(name, blocks, drafts, **more)


def weighed(readings: Iterable[Reading], weights: RowWeights = KNOWN) -> list[Reading]:
    return [judge.weigh(one, context(weights)) for one in readings]


def chosen(*readings: Reading, weights: RowWeights = KNOWN) -> list[str]:
    return [one.proposer for one in judge.choose(weighed(readings, weights))]


def test_of_two_readings_of_the_same_blocks_the_one_worth_more_stands() -> None:
    one = reading("one", (1, 3), "Arbor")
    both = reading("both", (1, 3), "Arbor", "CPOMS")
    assert chosen(one, both) == chosen(both, one) == ["both"]


def test_readings_of_other_blocks_all_stand_in_reading_order() -> None:
    assert chosen(reading("late", (6,), "Evolve"), reading("early", (1,), "Arbor")) == [
        *("early", "late")
    ]


def test_two_small_readings_may_be_worth_more_than_one_that_overlaps_both() -> None:
    small = reading("first", (1, 2), "Arbor"), reading("second", (3, 4), "CPOMS")
    across = reading("across", (2, 3), "Evolve")
    assert chosen(across, *small) == ["first", "second"]


def test_rows_below_the_threshold_are_left_out_and_their_blocks_are_left_to_others() -> None:
    drafts = (
        Draft(Text("Arbor"), Text(""), blocks=(1,)),
        Draft(Text("Quern Lens"), Text(""), blocks=(2,)),
    )
    (left,) = judge.choose(weighed([Reading("list", (1, 2), drafts)]))
    assert [str(draft.company) for draft in left.drafts] == ["Arbor"]
    assert left.blocks == (1,)


def test_a_reading_without_likely_rows_does_not_stand() -> None:
    assert chosen(reading("list", (2, 4), "Quern Lens", "Wren Lane")) == []


def test_nothing_is_chosen_from_nothing() -> None:
    assert chosen() == []


def test_a_row_says_who_read_it_how_sure_it_is_and_why() -> None:
    weighed = judge.weigh(reading("list", (1,), "Arbor"), context())
    (draft,) = weighed.drafts
    assert draft.layout == "list"
    assert round(draft.fit, 3) == 0.881  # of a score of 4 - 2
    assert round(weighed.worth, 3) == 0.381
    assert {"name reads as=known", "rows=1", "list heading says=apps"} <= set(draft.evidence)


def test_evidence_of_a_reading_counts_for_each_of_its_rows() -> None:
    weights = RowWeights({"has captions": 4.0}, -2.0, 0.5)
    with_it = reading("table", (2, 4), "Quern Lens", "Wren Lane", evidence=("has captions",))
    without = reading("table", (2, 4), "Quern Lens", "Wren Lane")
    assert len(judge.weigh(with_it, context(weights)).drafts) == 2
    assert judge.weigh(without, context(weights)).drafts == ()


def test_rows_of_one_reading_are_weighed_together() -> None:
    mixed = reading("list", (1, 2, 3), "Arbor", "Quern Lens", "CPOMS")
    together = RowWeights({"name reads as=known": 4.0}, -1.0, 0.5, neighbours=0.5)
    assert len(judge.weigh(mixed, context(together)).drafts) == 3
    assert len(judge.weigh(mixed, context()).drafts) == 2


def test_what_a_reading_leaves_out_speaks_of_it() -> None:
    whole = reading("list", (1, 3), "Arbor", "CPOMS")
    part = reading("list", (1, 3), "Arbor")
    assert "known names left out=0" in judge.evidence_of(whole, context())[0]
    assert "known names left out=1" in judge.evidence_of(part, context())[0]

"""Weights → the files of the vocabulary that hold them: weights.json and tag_weights.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from noticeparse.vocabulary.weights import SIGNS, TAG_VERSION, TagWeights, Weights

_STEPS = frozenset(SIGNS.values())


def written_groups(weights: Mapping[str, float], width: int = 116) -> Iterator[str]:
    """The lines of a file that hold weights, at most `width` characters each where words allow."""
    groups: dict[float, list[str]] = {}
    for evidence, weight in sorted(weights.items()):
        groups.setdefault(weight, []).append(evidence)
    for number, weight in enumerate(sorted(groups, reverse=True), start=1):
        line = f'  "{weight}": ['
        members = [json.dumps(each, ensure_ascii=False) for each in groups[weight]]
        for place, member in enumerate(members, start=1):
            piece = member + ("]" + "," * (number < len(groups)) if place == len(members) else ",")
            if len(line) + len(piece) > width:
                yield line.rstrip()
                line = "    "
            line += piece + " "
        yield line.rstrip()


def written_weights(weights: Weights, data: Mapping[str, Any]) -> str:
    """The text of weights.json; `data` says what the weights were made from."""
    head = {
        "data": data,
        "intercept": weights.intercept,
        "threshold": weights.threshold,
        "in_text": weights.in_text,
        "neighbours": weights.neighbours,
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    return "\n".join(
        ["{", *lines, ' "weights": {', *written_groups(weights.weights), " }", "}", ""]
    )


def written_tags(weights: TagWeights, data: Mapping[str, Any], step: float) -> str:
    """The text of tag_weights.json; `data` says what the weights were made from.

    `step` is what the weights of purposes are multiples of.
    """
    own, purposes = weights.categories, weights.purposes
    head = {"threshold": own.threshold, "denied": weights.denied, "intercept": own.intercept}
    head_of_purposes = {"threshold": next(iter(purposes.values())).threshold, "step": step}
    intercepts = {id: each.intercept for id, each in purposes.items()}
    lines = [
        "{",
        f' "version": {TAG_VERSION},',
        f' "data": {json.dumps(data)},',
        f' "categories": {{{json.dumps(head)[1:-1]}, "weights": {{',
        *written_groups(own.weights),
        " }},",
        f' "purposes": {{{json.dumps(head_of_purposes)[1:-1]}, "intercepts": {{',
        *_filled(f"{json.dumps(id)}: {value}" for id, value in intercepts.items()),
        ' }, "weights": {',
        *_filled(_signs(weights, step)),
        " }}",
    ]
    return "\n".join([*lines, "}", ""])


def _signs(weights: TagWeights, step: float) -> Iterator[str]:
    """Each word with a sign a purpose."""
    sign_of = {steps: sign for sign, steps in SIGNS.items()}
    for word, values in sorted(weights.by_word.items()):
        signs = "".join(sign_of[steps_of(value, step)] for value in values)
        yield f'{json.dumps(word, ensure_ascii=False)}: "{signs}"'


def steps_of(weight: float, step: float) -> int:
    """How many steps a weight is about: as many as there is a sign for."""
    steps = round(weight / step)
    return steps if steps in _STEPS else min(_STEPS, key=lambda each: abs(each - weight / step))


def _filled(members: Iterable[str], width: int = 116) -> Iterator[str]:
    """Lines of as many members as they hold."""
    line = " "
    for place, member in enumerate(members):
        if place and len(line) + len(member) + 2 > width:
            yield f"{line},"
            line = " "
        line += f"{', ' if line.strip() else ' '}{member}"
    yield line

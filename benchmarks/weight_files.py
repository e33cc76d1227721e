"""Weights → the files of the vocabulary that hold them: weights.json and tag_weights.json."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from noticeparse.vocabulary.weights import INTERCEPT, TAG_VERSION, TagWeights, Weights


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


def written_tags(weights: TagWeights, data: Mapping[str, Any]) -> str:
    """The text of tag_weights.json; `data` says what the weights were made from."""
    purposes = weights.purposes
    threshold = next(iter(purposes.values())).threshold
    lines = [
        "{",
        f' "version": {TAG_VERSION},',
        f' "data": {json.dumps(data)},',
        f' "categories": {{"threshold": {weights.categories.threshold}, '
        f'"denied": {weights.denied}, "weights": {{',
        *_lines(weights.categories),
        " }},",
        f' "purposes": {{"threshold": {threshold}, "weights": {{',
    ]
    for number, (id, own) in enumerate(sorted(purposes.items()), start=1):
        lines += [f' "{id}": {{', *_lines(own), " }" + "," * (number < len(purposes))]
    return "\n".join([*lines, " }}", "}", ""])


def _lines(weights: Weights) -> list[str]:
    lines = list(written_groups(weights.weights))
    return [f'  "{INTERCEPT}": ["{weights.intercept}"]' + "," * bool(lines), *lines]

"""A text → where Acts are named in it: "the Apprenticeships, Skills, Children and Learning Act".

The words of such a name are no words of the notice itself: they name no company, no data, no aim.
"""

import re

_ACT = re.compile(
    r"\b[Tt]he (?:[A-Z][\w'’]*,? (?:and |of |for |in |to |\([^()]{1,40}\) )?){1,9}Act\b(?! of care)"
)


def acts_in(text: str) -> list[tuple[int, int]]:
    """List the spans of the names of Acts."""
    return [match.span() for match in _ACT.finditer(text)] if "Act" in text else []

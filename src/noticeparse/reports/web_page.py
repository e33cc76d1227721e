"""A template and values → a page that may be published: one file that loads nothing.

The page's own policy lets the browser run the one script whose digest it names, and load nothing
from anywhere, so that a text of a notice could do nothing even if it were not escaped. Every value
is escaped, and rid of the characters that no page may hold.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from noticeparse.given import whole

if TYPE_CHECKING:
    from jinja2 import Environment

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Drop the control characters that no page may hold."""
    return _UNPRINTABLE.sub("", whole(text))


def render(
    template: str, /, *, title: str, style: str = "", script: str = "", **values: Any
) -> str:
    """Fill a template of the folder `templates`; `style` comes after the style of all pages."""
    from markupsafe import Markup  # noqa: PLC0415 - only needed where a page is made

    values |= {"style": Markup(asset("style.css") + style), "script": Markup(script)}
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    run = f"'sha256-{digest}'" if script else "'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {run}; base-uri 'none'"
    made = _environment().get_template(template)
    return made.render(title=title, policy=policy, **values).rstrip("\n") + "\n"


@lru_cache
def asset(name: str) -> str:
    """A file of the folder `templates`: a style or a script."""
    return resources.files(__package__).joinpath(f"templates/{name}").read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - as above

    return Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _clean(value: Any) -> Any:
    from markupsafe import Markup  # noqa: PLC0415 - as above

    return value if isinstance(value, Markup) else printable(str(value))

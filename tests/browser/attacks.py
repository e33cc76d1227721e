"""Strings that a notice could hold to make a browser or a sheet run something."""

from __future__ import annotations

from dataclasses import replace

from tests.reports.made import notice

from noticeparse.model import (
    Decided,
    Disclosure,
    Evidence,
    Fields,
    Match,
    Place,
    Statement,
    Tag,
    Text,
)

SCRIPTS = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=2</script>",
    "<img src=x onerror=window.hit=3>",
    "<svg onload=window.hit=4>",
    "<svg><script>window.hit=5</script></svg>",
    '"><script>window.hit=6</script>',
    "'><img src=x onerror=window.hit=7>",
    '" onmouseover="window.hit=8',
    "' onmouseover='window.hit=9",
    '" autofocus onfocus="window.hit=10',
    "javascript:window.hit=11",
    "JaVaScRiPt:window.hit=12",
    "<a href=javascript:window.hit=13>here</a>",
    "<iframe srcdoc='<script>parent.hit=14</script>'></iframe>",
    "<iframe src=javascript:window.hit=15></iframe>",
    "<object data=javascript:window.hit=16>",
    "<embed src=javascript:window.hit=17>",
    "<body onload=window.hit=18>",
    "<details open ontoggle=window.hit=19>",
    "<input autofocus onfocus=window.hit=20>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hit=21'>",
    "<base href=https://example.org/>",
    "<link rel=stylesheet href=https://example.org/a.css>",
    "</style><script>window.hit=24</script>",
    "</title><script>window.hit=25</script>",
    "<!--><script>window.hit=26</script>",
    "]]><script>window.hit=27</script>",
    "&lt;script&gt;window.hit=28&lt;/script&gt;",
    "\u2028<script>window.hit=29</script>\x00",
    "<math><mtext></table><mglyph><style><img src=x onerror=window.hit=30>",
)
FORMULAS = (
    "=1+1",
    "+1+1",
    "-A1",
    "@SUM(A1)",
    '=HYPERLINK("https://example.org","x")',
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "'=1+1",
    "＝1+1",
    "＋1+1",
    "＠SUM(A1)",
    '=IMPORTXML("https://example.org","//a")',
    "-1+cmd|' /C calc'!A0",
    '=WEBSERVICE("https://example.org")',
    "-(1+1)",
    "{=SUM(A1:A2)}",
)


def attacked(text: str, number: int = 0):
    """A notice that has a string in every text field."""
    said = Text(text)
    whole = Evidence(None, "description", 0, len(text), text)
    tags = (
        Tag("category", text, "shared", 0.9, text, whole),
        Tag(
            "category",
            "medical_health",
            "not_shared",
            0.9,
            "keyword",
            replace(whole, field="company"),
        ),
        Tag("purpose", text, None, 0.9, "keyword", replace(whole, row="statement:0", field=text)),
        Tag("data_subject", text, None, 0.9, "keyword", replace(whole, field="section")),
    )
    fields = Fields(said, said, said, said, said, said, said, said, ((text, said),))
    row = Disclosure(
        id=f"d{number:012x}",
        company=said,
        description=said,
        section=said,
        fields=fields,
        place=Place(page=1, row=number),
        grade="good",
        tags=tags,
        supplier=Match(f"unknown-{number}", text, "unknown", 0.0, (text,)),
        decided=(Decided("note", text, text, text, text, text, text),),
    )
    past = replace(row, id=f"e{number:012x}", status="historic")
    made = notice(row, past, school=f"{text} {number}", path=f"{text}/{number}.pdf")
    statements = tuple(Statement(kind, said) for kind in ("location", "default_category", text))
    return replace(made, title=said, statements=statements, dated=text, trust=text)

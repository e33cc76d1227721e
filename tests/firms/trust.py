"""Six invented schools, that name a firm by itself, by its products, as provider, or in passing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

COMPANY = ("Company", "Data", "Reason")
SYSTEM = ("System", "Provider", "Data shared", "Purpose")
MIS = ("Arbor", "All pupil records", "Our management information system")
PRODUCT = ("Google Workspace for Education", "Names, email addresses", "Online lessons")


def table(heads: Sequence[str], *rows: Sequence[str]) -> str:
    """A table of a notice, as HTML."""
    cells = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (heads, *rows)]
    return f"<table>{''.join(cells).replace('<td>', '<th>', len(heads))}</table>".replace(
        "</td>", "</th>", len(heads)
    )


NOTICES = {
    "Aldermoor Primary School": table(COMPANY, PRODUCT, MIS),
    "Brackley Vale School": table(
        SYSTEM,
        ("Google Classroom", "Google", "Names, classes", "Homework"),
        ("YouTube", "Google LLC", "Name of the class account", "Videos of assemblies"),
        ("Bird Tracker", "Hill Software", "Names", "Nature club"),
    ),
    "Carrow Hill Academy": table(
        ("App", "Owned by", "Data", "Reason"),
        ("Song Box", "Google", "Names", "Music lessons"),
        ("Leaf Press", "Fern Ltd", "Names", "Pressing leaves"),
    ),
    "Denby Park Infant School": table(
        COMPANY,
        ("SIMS", "All pupil records", "Our management information system"),
        ("Tapestry", "Photos, names", "Learning journal. Photos lie on servers of Google."),
        ("European Youth Arts Fund (EYAF)", "Names, dates of birth", "Pays for our arts club"),
        ("EYAF", "Attendance", "Audit of the arts club"),
    ),
    "Elm Tree High School": table(
        COMPANY,
        ("Office for Standards in Education", "Attainment data", "Inspection"),
        ("Ofsted", "Names of pupils who are interviewed", "Inspection"),
        ("Microsoft 365", "Names, email addresses", "Email and storage"),
    ),
    "Fulbeck Community School": table(
        COMPANY,
        ("Bromcom", "All pupil records", "Our management information system"),
        ("Teams", "Names", "Lessons at home, by Microsoft"),
    ),
}


def write(folder: Path) -> Path:
    """Write the notices of the trust into a folder."""
    folder.mkdir(exist_ok=True)
    for school, body in NOTICES.items():
        text = f"<html><body><h1>{school}: who we share data with</h1>{body}</body></html>"
        (folder / f"{school.split()[0].casefold()}.html").write_text(text, "utf-8")
    return folder


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return subprocess.run(
        [sys.executable, "-m", "noticeparse", *map(str, arguments)],
        capture_output=True, cwd=cwd, check=False, encoding="utf-8",
        env={**os.environ, "COLUMNS": "160", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip

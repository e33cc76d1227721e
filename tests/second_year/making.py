"""A trust of twelve schools in two years: its notices, its lists, and what a person decides."""

from __future__ import annotations

from tests.correcting import COMPANIES, Editor
from tests.officer.desk import Desk

ROWS = COMPANIES[:6]  # Tapestry, Parentmail, Bromcom, CPOMS, Times Tables Rock Stars, Evolve
SCHOOLS = tuple(
    f"{name} Primary School"
    for name in (
        *("Ashlea", "Birchfold", "Cragside", "Dunmarsh", "Elmcroft", "Fernhow"),
        *("Gorsedale", "Hazelby", "Inglewick", "Juniper Lane", "Kestrel Moor", "Larchgate"),
    )
)
NEW, UNPUBLISHED = "Mallowfield Primary School", "Nettlecombe Primary School"
GONE = SCHOOLS[11]
DECIDED_ON = (*range(9), 11)  # schools of which three values each are corrected
SEESAW = ("Seesaw", "Names", "Homework")


def notice(school: str, rows=ROWS) -> str:
    lines = [school, "", "Who we share pupils' data with", "", "Company | Data shared | Purpose"]
    return "\n".join([*lines, *(" | ".join(row) for row in rows)]) + "\n"


def instead(company: str, *rows):
    """The rows with others in the place of one."""
    return [new for row in ROWS for new in (rows if row[0] == company else [row])]


SECOND_YEAR = {  # of the five schools that changed something
    SCHOOLS[0]: instead("Tapestry", ("Tapestry", "Names, photographs and videos", "Online learning journal")),
    SCHOOLS[1]: instead("CPOMS", ("CPOMS", "Names and safeguarding concerns", "Record of all incidents")),
    SCHOOLS[2]: [*ROWS, SEESAW],
    SCHOOLS[3]: instead("Bromcom"),
    SCHOOLS[4]: instead("Evolve"),
}  # fmt: skip


def put_first_year(desk: Desk) -> None:
    lines = ["path,school,urn,trust"]
    for number, school in enumerate(SCHOOLS):
        desk.put(f"2025/{school}/privacy.txt", notice(school))
        lines.append(f"../2025/{school},{school},{1000 + number},Thistle Trust")
    lines.append(f"../2025/none,{UNPUBLISHED},2000,Thistle Trust")
    desk.put("lists/schools-2025.csv", "\n".join(lines) + "\n")


def put_second_year(desk: Desk) -> None:
    """The files lie flat now and are called otherwise; one school is gone, one is new."""
    lines = ["path,school,urn,trust", f"../2026/none,{UNPUBLISHED},2000,Thistle Trust"]
    for number, school in enumerate((*SCHOOLS, NEW)):
        if school == GONE:
            continue
        name = f"{school.partition(' ')[0]} notice 2026.txt"
        desk.put(f"2026/{name}", notice(school, SECOND_YEAR.get(school, ROWS)))
        lines.append(f"../2026/{name},{school},{1000 + number},Thistle Trust")
    desk.put("lists/schools-2026.csv", "\n".join(lines) + "\n")


def correct(editor: Editor) -> None:
    """Forty corrections."""
    for number in DECIDED_ON:  # 30
        of = {"school": SCHOOLS[number]}
        editor.set(editor.find(company="CPOMS", **of), "status", "planned")
        editor.set(editor.find(company="Evolve", **of), "description", f"Names, for trip {number}")
        editor.set(editor.find(company="Tapestry", **of), "company", "Tapestry Ltd")
    for number in (5, 6, 7, 9):
        editor.delete(editor.find(company="Parentmail", school=SCHOOLS[number]))
    for number in (1, 2, 9, 10):
        editor.append(school=SCHOOLS[number], company="Seesaw", description="Names Homework")
    editor.append(school=UNPUBLISHED, company="Bromcom", description="Names, for registers")
    row = editor.find(company="Bromcom", school=SCHOOLS[10])
    editor.set(row, "note", "Asked the head teacher")

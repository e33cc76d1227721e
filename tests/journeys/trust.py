"""The folder that the data protection officer of the Fellgate Learning Trust was sent."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.journeys import notices as said
from tests.journeys.making import accepted, pdf, scan, tracked_word, word, workbook

SCHOOLS = {
    "Anvil Lane Primary School": ("anvil-lane", "100001"),
    "Bellwether Infant School": ("bellwether/email from Bev.txt", "100002"),
    "Corncrake Junior School": ("corncrake", "100003"),
    "Dovecote C of E Primary School": ("Trust app register.xlsx", "100004"),
    "Elderbrook Academy": ("Trust app register.xlsx", "100005"),
    "Fernhollow Nursery School": ("fernhollow", "100006"),
    "Gorsehill High School": ("Gorsehill", "100007"),
    "Harrowdene Special School": ("harrowdene", "100008"),
    "Inglewood Primary School": ("inglewood", "100009"),
    "Juniper Road Primary School": ("juniper-road", "100010"),
    "Kestrel Way Primary School": ("kestrel-way", "100011"),
    "Larkrise Sixth Form College": ("larkrise", "100012"),
}
SCANNED = "Harrowdene Special School"
WITHOUT_NOTICE = "Kestrel Way Primary School"
WITHOUT_LIST = "Larkrise Sixth Form College"


def make_trust(folder: Path, *, scanned: bool) -> None:
    """Write the notices, the list of schools, and what always lies about in such a folder."""
    for name, data in _files(scanned=scanned).items():
        path = folder / "trust" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    workbook(folder / "trust/Trust app register.xlsx", said.REGISTER)
    with zipfile.ZipFile(folder / "trust/fernhollow.zip", "w") as packed:
        packed.writestr("fernhollow/letter Sept.txt", said.FERNHOLLOW)
        packed.writestr("__MACOSX/fernhollow/._letter Sept.txt", b"\0\5\x16\7")
    lines = [
        f"{path},{school},{urn},Fellgate Learning Trust" for school, (path, urn) in SCHOOLS.items()
    ]
    (folder / "schools.csv").write_text("\n".join(["path,school,urn,trust", *lines]), "utf-8")


def _files(*, scanned: bool) -> dict[str, bytes]:
    anvil = pdf(said.ANVIL_TITLE, said.ANVIL_INTRO, accepted(said.ANVIL))
    files = {
        "anvil-lane/who-has-your-data.docx": tracked_word(
            said.ANVIL_TITLE, said.ANVIL_INTRO, said.ANVIL
        ),
        "anvil-lane/who-has-your-data.pdf": anvil,
        "bellwether/email from Bev.txt": said.BELLWETHER.encode("cp1252"),
        "corncrake/Privacy apps.html": said.CORNCRAKE.encode(),
        "Gorsehill/suppliers v2 FINAL.docx": word(*said.GORSEHILL),
        "inglewood/who has what.docx": word(*said.INGLEWOOD),
        "juniper-road/data sharing.pdf": pdf(
            said.JUNIPER_TITLE, said.JUNIPER_INTRO, said.JUNIPER, said.JUNIPER_END
        ),
        "larkrise/privacy.html": said.LARKRISE.encode(),
        "inglewood/~$o has what.docx": b"\6Jan",
        ".DS_Store": b"\0\0\0\1Bud1",
        "notes.md": b"- ask Kestrel Way again\n- Arbor - names\n",
    }
    if scanned:
        paper = pdf(
            said.HARROWDENE_TITLE, said.HARROWDENE_INTRO, said.HARROWDENE, None, said.HARROWDENE_2
        )
        files["harrowdene/scan0042.pdf"] = scan(paper, blank_after=1)
    return files

"""Path of a file → Document, and that no word of a file is lost."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree, html
from tests.extractors.word_file import p, r, word_file

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors import read
from noticeparse.model import Document, Table, walk_tables

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "docs"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_source_and_suffix(tmp_path: Path) -> None:
    folder = tmp_path / "Larkhill School"
    folder.mkdir()
    path = folder / "notice.doc"
    data = word_file(p(r("We share names.")))
    path.write_bytes(data)
    document = read(path, source_path="Larkhill School/notice.doc")
    assert document.source.path == "Larkhill School/notice.doc"
    assert document.source.sha256 == hashlib.sha256(data).hexdigest()
    assert document.source.bytes == len(data)
    assert document.source.media_type.endswith("wordprocessingml.document")
    assert [issue.code for issue in document.issues] == ["suffix_mismatch"]
    assert read(path).source.path == "notice.doc"


def test_bytes_and_open_files_are_read_as_a_path_is(tmp_path: Path) -> None:
    path = tmp_path / "notice.docx"
    path.write_bytes(word_file(p(r("We share names."))))
    with path.open("rb") as file:
        given = [path, path.read_bytes(), file]
        read_ones = [read(each, source_path="north/notice.docx") for each in given]
    assert read_ones[0] == read_ones[1] == read_ones[2]
    assert read(path.read_bytes()).source.path == "bytes"
    with pytest.raises(UnreadableFile, match=r"north/notice\.docx"):
        read(b"", source_path="north/notice.docx")


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.txt: there is no such file"):
        read(tmp_path / "gone.txt")
    with pytest.raises(UnreadableFile, match="folder"):
        read(tmp_path)


def test_a_huge_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("noticeparse.extractors.MAX_FILE_BYTES", 3)
    path = tmp_path / "notice.txt"
    path.write_text("names")
    with pytest.raises(TooLarge, match="more than a notice"):
        read(path)


def test_the_import_is_light() -> None:
    code = (
        "import sys, noticeparse.extractors; "
        "heavy = {'lxml', 'docx', 'pdfplumber', 'pypdfium2', 'numpy', 'charset_normalizer'}; "
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def kept(document: Document) -> Counter[str]:
    found: Counter[str] = Counter()
    for block in document.blocks:
        if isinstance(block, Table):
            for table in walk_tables([block]):
                for cell in table.cells:
                    found += words(cell.text.string)
        else:
            found += words(block.text.string)
            found += words(getattr(block, "marker", ""))
    for text in document.furniture:
        found += words(text.string)
    return found


def word_strings(path: Path) -> str:
    texts = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name):
                for paragraph in etree.fromstring(archive.read(name)).iter(W + "p"):
                    texts.append("".join(t.text or "" for t in paragraph.iter(W + "t")))
    return "\n".join(texts)


def page_strings(path: Path) -> str:
    root = html.fromstring(path.read_bytes())
    for element in list(root.iter("script", "style", "title")):
        element.text = None
    return "\n".join(str(text) for text in root.itertext())


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("pattern", ["*.docx", "*.html", "*.txt"])
def test_no_word_is_lost(pattern: str) -> None:
    strings = {"*.docx": word_strings, "*.html": page_strings, "*.txt": Path.read_text}[pattern]
    paths = sorted(CORPUS.glob(pattern))
    assert paths
    for path in paths:
        assert words(strings(path)) - kept(read(path)) == Counter(), path.name

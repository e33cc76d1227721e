import os
import sys
from pathlib import Path, PureWindowsPath

import pytest

from noticeparse.errors import OutputError
from noticeparse.paths import safe_path
from noticeparse.reports.files import AtomicFile, check_folder, extended


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("north/privacy.pdf", "north/privacy.pdf"),
        ("CON", "_CON"),
        ("con.pdf", "_con.pdf"),
        ("Lpt1.docx", "_Lpt1.docx"),
        ("console.pdf", "console.pdf"),
        ("notice.", "notice_"),
        ("notice ", "notice_"),
        ('a<b>c:d"e|f?g*.pdf', "a_b_c_d_e_f_g_.pdf"),
        ("a\\b.pdf", "a/b.pdf"),
        ("C:\\x.pdf", "C_/x.pdf"),
        ("/etc/x.pdf", "etc/x.pdf"),
        ("../../x.pdf", "_../_../x.pdf"),
        ("./a//b", "a/b"),
        ("", "_"),
        ("é.pdf", "é.pdf"),
        ("\\\\server\\share\\a.pdf", "server/share/a.pdf"),
        ("d:a.pdf", "d_a.pdf"),
        ("CON .txt", "_CON .txt"),
        ("aux.tar.gz", "_aux.tar.gz"),
        ("a/nul/b", "a/_nul/b"),
        ("LPT¹", "_LPT¹"),
        ("com10.pdf", "com10.pdf"),
        ("notice.pdf:stream", "notice.pdf_stream"),
        ("a ..", "a ._"),
        ("a/ /b", "a/_/b"),
        ("tab\there", "tab_here"),
    ],
)
def test_names_that_every_system_holds(given, safe) -> None:
    assert safe_path(given) == safe


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("C:\\notices\\a.json", "C:\\notices\\a.json"),
        ("C:\\" + "x" * 250, "\\\\?\\C:\\x"),
        ("\\\\server\\share\\a.json", "\\\\server\\share\\a.json"),
        ("\\\\server\\share\\" + "x" * 250, "\\\\?\\UNC\\server\\share\\x"),
        ("\\\\?\\C:\\" + "x" * 250, "\\\\?\\C:\\x"),
    ],
)
def test_long_paths_of_windows(path, start) -> None:
    written = extended(path)
    assert written.startswith(start)
    assert written.endswith(path[-1])
    assert extended(written) == written


@pytest.mark.parametrize(
    "given", ["con", "a:b?.pdf", "x" * 300, "..\\..\\up", "a. ", "C:\\x", "//s/t", "ü" * 150]
)
def test_a_safe_path_is_safe_already(given) -> None:
    once = safe_path(given)
    assert safe_path(once) == once
    windows = PureWindowsPath(once)
    assert not windows.is_absolute() and not windows.drive
    assert ".." not in windows.parts


def test_long_names_are_shortened_and_stay_apart() -> None:
    one, two = safe_path("ü" * 200 + "1.pdf"), safe_path("ü" * 200 + "2.pdf")
    assert len(one.encode()) <= 200
    assert one != two


def test_a_file_appears_whole_or_not_at_all(tmp_path) -> None:
    path = tmp_path / "a" / "x.txt"
    with pytest.raises(ZeroDivisionError), AtomicFile(path) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert list((tmp_path / "a").iterdir()) == []
    with AtomicFile(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"


def test_a_file_in_the_place_of_the_folder(tmp_path) -> None:
    path = tmp_path / "output"
    path.write_text("", "utf-8")
    with pytest.raises(OutputError, match="output is a file"):
        check_folder(path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to(tmp_path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        check_folder(tmp_path / "output")


def test_checking_leaves_nothing_but_the_folder(tmp_path) -> None:
    check_folder(tmp_path / "output")
    assert list((tmp_path / "output").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_an_error_of_ours(tmp_path) -> None:
    file = AtomicFile(tmp_path / "x.csv")
    file._file.close()
    with Path("/dev/full").open("wb", buffering=0) as full:
        file._file = full
        with pytest.raises(OutputError, match="No space"):
            file.write(b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_no_system_refuses() -> None:
    assert safe_path("What we share: 2025?.docx") == "What we share_ 2025_.docx"

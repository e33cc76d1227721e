"""This checkout → a zip of all wheels that Windows needs to install it without internet.

pip decides which requirements count by the machine it runs on, not by the one that it downloads
for: what only Windows needs (colorama) would be missing. So the requirements of what was
downloaded are read again as Windows reads them, and what is missing is fetched too.

Known limits: 64-bit Windows on Intel, one version of Python.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from email.parser import BytesParser
from pathlib import Path

from packaging.requirements import Requirement

PYTHON = "3.12"
ROOT = Path(__file__).parents[2]
WINDOWS = {
    "extra": "",
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": f"{PYTHON}.0",
    "python_version": PYTHON,
    "sys_platform": "win32",
}


def needed(metadata: Iterable[bytes]) -> Iterator[Requirement]:
    """Yield the requirements in the metadata of wheels that count on Windows."""
    for each in metadata:
        for line in BytesParser().parsebytes(each).get_all("Requires-Dist", []):
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate(WINDOWS):
                yield requirement


def missing(names: Iterable[str], metadata: Iterable[bytes]) -> list[str]:
    """List what wheels of these file names still need on Windows, as pip takes it."""
    there = {normal(name.split("-")[0]) for name in names}
    wanted = (each for each in needed(metadata) if normal(each.name) not in there)
    return sorted({f"{each.name}{each.specifier}" for each in wanted})


def normal(name: str) -> str:
    """Write a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def download(folder: Path, *wanted: str) -> None:
    """Download wheels for Windows; stop where one has none."""
    target = ["--platform", "win_amd64", "--python-version", PYTHON, "--implementation", "cp"]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--only-binary=:all:"]
    subprocess.run([*pip, *target, "--dest", str(folder), *wanted], check=True)


def metadata_of(folder: Path) -> Iterator[bytes]:
    """Yield the metadata of each wheel in a folder."""
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            name = next(n for n in wheel.namelist() if n.endswith(".dist-info/METADATA"))
            yield wheel.read(name)


def main() -> None:
    """Fill wheelhouse/ and pack it, with the batch file, as wheelhouse.zip."""
    folder = ROOT / "wheelhouse"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True)
    download(folder, *(f"{path}[ocr,register]" for path in folder.glob("noticeparse-*.whl")))
    while more := missing([path.name for path in folder.iterdir()], metadata_of(folder)):
        download(folder, *more)
    here = Path(__file__).parent
    with zipfile.ZipFile(ROOT / "wheelhouse.zip", "w") as packed:
        for path in sorted([*folder.iterdir(), here / "convert.bat", here / "README.md"]):
            inner = path.name if path.parent == here else f"wheelhouse/{path.name}"
            packed.write(path, f"noticeparse/{inner}")


if __name__ == "__main__":
    main()

"""What reads notices here → a fingerprint: results of another one are not taken for its own."""

import hashlib
import platform
import shutil
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

# What a result may depend on; those of extras may be absent.
_LIBRARIES = (
    *("charset-normalizer", "lxml", "numpy", "pdfminer.six", "pdfplumber", "pillow"),
    *("pyahocorasick", "pypdfium2", "python-calamine", "python-docx", "rapidfuzz"),
    *("onnxruntime", "rapidocr"),
)


@cache
def build() -> str:
    """The sha256 of all files of this package: a version may be built from many states."""
    root = Path(__file__).parent
    found = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            content = path.read_bytes()
            found.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()


@cache
def libraries() -> dict[str, str | None]:
    """The versions of what reads: Python, libraries, and which program reads scans, if any."""
    found: dict[str, str | None] = {"python": platform.python_version()}
    for name in _LIBRARIES:
        found[name] = next((each.version for each in distributions(name=name)), None)
    found["tesseract"] = shutil.which("tesseract")
    return found

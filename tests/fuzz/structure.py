"""How a document is changed by its structure: the parts of an Office file, the objects of a PDF.

Changes of bytes rarely get beyond what opens a file. Here a zip stays a zip of XML, and a PDF a PDF
whose table of objects is right: what is changed are elements, their attributes and places, which
part leads to which, and what an object says and refers to.
"""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib

from lxml import etree
from tests.fuzz.changes import Bytes

_NUMBERS = (
    *("0", "-1", "1", "2", "7", "255", "256", "16384", "65535", "65536", "1048576", "1048577"),
    *("2147483647", "2147483648", "4294967295", "4294967296", "99999999999999999999", "1e309"),
)
_WORDS = (
    *(
        "",
        " ",
        "x",
        "A1",
        "a1",
        "A0",
        "XFD1048576",
        "A4294967295",
        "ZZZZ1",
        "A1:B2",
        "B2:A1",
        "A1:",
    ),
    *(
        "true",
        "false",
        "none",
        "NaN",
        "\u202e",
        "\u00a0",
        "é" * 300,
        "Arbor",
        "names " * 200,
        "../x",
    ),
    *("http://[", "javascript:1", "#x", "rId1", "rId99", "s", "str", "inlineStr", "continuous"),
)
_MOST = 60_000  # bytes of a part that is changed: larger ones take long and show no more
_TYPES = "[Content_Types].xml"


def parts(data: bytes, chance: random.Random, change: Bytes) -> bytes:
    """Change some parts of a zip of XML, or which parts it has."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = [(each.filename, archive.read(each)) for each in archive.infolist()[:40]]
    except Exception:  # what a damaged zip raises is the whole of it
        return change(data)
    for _ in range(1 + chance.randrange(3)):
        at = chance.randrange(len(found))
        name, content = found[at]
        way = chance.random()
        if way < 0.8:
            found[at] = (name, _in_tree(content, chance))
        elif way < 0.84 and len(found) > 1:
            del found[at]
        elif way < 0.88:
            found[at] = (chance.choice((name.upper(), name.title(), f"/{name}", name[1:])), content)
        elif way < 0.92:
            found.append((chance.choice((name, name.upper(), f"x/{name}")), content))
        elif way < 0.96:
            found[at] = (name, chance.choice(found)[1])
        else:
            found[at] = (name, b"")
    packed = io.BytesIO()
    way = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(packed, "w", way) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for name, content in found:
            made.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def _in_tree(content: bytes, chance: random.Random) -> bytes:
    """Change elements of a part: their attributes, texts, names, places and numbers."""
    try:
        root = etree.fromstring(content[:_MOST] if len(content) < _MOST else b"<x/>")
    except etree.XMLSyntaxError:
        return content
    for _ in range(1 + chance.randrange(5)):
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        chance.choice(_WAYS)(chance.choice(elements), chance.choice(elements), chance)
    text = etree.tostring(root)
    if chance.random() < 0.03:
        deep = chance.choice((50, 130, 400, 3000))
        name = etree.QName(root).localname.encode()
        text = text.replace(b"</" + name, b"<y>" * deep + b"</y>" * deep + b"</" + name, 1)
    return text


def _another_value(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if one.attrib:
        one.set(chance.choice(list(one.attrib)), _value(chance))


def _an_attribute(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if other.attrib:
        name = chance.choice(list(other.attrib))
        one.set(name, chance.choice((other.get(name) or "", _value(chance))))


def _an_attribute_less(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if one.attrib:
        del one.attrib[chance.choice(list(one.attrib))]


def _another_text(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    text = chance.choice((None, other.text, _value(chance)))
    if chance.random() < 0.5:
        one.text = text
    else:
        one.tail = text


def _an_element_less(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if (parent := one.getparent()) is not None:
        parent.remove(one)


def _again(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if (parent := one.getparent()) is not None:
        for _ in range(chance.choice((1, 1, 2, 60))):
            parent.insert(chance.randrange(len(parent) + 1), _copy(one))


def _inside(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if len(list(other.iterdescendants())) < 400:
        one.insert(chance.randrange(len(one) + 1), _copy(other))


def _another_name(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    one.tag = other.tag


_WAYS = (
    *(_another_value, _another_value, _an_attribute, _an_attribute_less, _another_text),
    *(_another_text, _an_element_less, _again, _inside, _another_name),
)


def _copy(element: etree._Element) -> etree._Element:
    made = etree.fromstring(etree.tostring(element, with_tail=False))
    made.tail = element.tail
    return made


def _value(chance: random.Random) -> str:
    return chance.choice((chance.choice(_NUMBERS), chance.choice(_WORDS)))


# --- PDF

_OBJECT = re.compile(rb"(\d+) (\d+) obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_TOKEN = re.compile(
    rb"\d+ \d+ R|/[^\s<>\[\]()/]+|-?\d+\.?\d*|\[|\]|<<|>>|\([^()]*\)|<[0-9A-Fa-f]*>|\w+"
)
_ODD = (
    *(
        b"0",
        b"-1",
        b"1",
        b"99999",
        b"2147483648",
        b"-2147483649",
        b"1e30",
        b"0.00001",
        b"null",
        b"true",
    ),
    *(
        b"[]",
        b"<<>>",
        b"()",
        b"/X",
        b"(\\377\\376)",
        b"<>",
        b"<FFFE>",
        b"[0 0 0 0]",
        b"[1 2 3 4 5 6]",
    ),
    *(
        b"/FlateDecode",
        b"[/FlateDecode/FlateDecode]",
        b"/DCTDecode",
        b"/Identity-H",
        b"/Type3",
        b"/Form",
    ),
)
_OPERATORS = (
    *(
        b"q",
        b"Q",
        b"BT",
        b"ET",
        b"Do",
        b"/X Do",
        b"1 0 0 1 0 0 cm",
        b"0 0 9999999 1 re f",
        b"Tj",
        b"TJ",
    ),
    *(
        b"/F1 1e9 Tf",
        b"-5 Tf",
        b"0 Tz",
        b"1000000 Tc",
        b"W n",
        b"BI /W 9 ID x EI",
        b"/P <</MCID 0>> BDC",
    ),
)


def objects(data: bytes, chance: random.Random, change: Bytes) -> bytes:
    """Change some objects of a PDF, what is in their streams, or which objects there are."""
    found = [(int(n), body) for n, _, body in _OBJECT.findall(data)]
    root = re.search(rb"/Root (\d+) \d+ R", data)
    if not found or root is None:
        return change(data)
    numbers = [number for number, _ in found]
    for _ in range(1 + chance.randrange(4)):
        at = chance.randrange(len(found))
        number, body = found[at]
        way = chance.random()
        if way < 0.85:
            found[at] = (number, _in_object(body, chance, numbers))
        elif way < 0.9:
            found[at] = (number, chance.choice(found)[1])
        elif way < 0.95 and len(found) > 3:
            del found[at]
        else:
            found.append((chance.choice(numbers), body))
    return _written(found, int(root[1]))


def _in_object(body: bytes, chance: random.Random, numbers: list[int]) -> bytes:
    stream = _STREAM.fullmatch(body.strip())
    if stream is None:
        return _in_tokens(body, chance, numbers)
    head, content = stream[1], stream[2]
    if chance.random() < 0.4:
        return _in_tokens(head, chance, numbers) + b"stream\n" + content + b"\nendstream"
    packed = b"/FlateDecode" in head and b"DecodeParms" not in head
    try:
        content = zlib.decompress(content) if packed else content
    except zlib.error:
        packed = False
    content = _in_stream(content, chance, numbers)
    content = zlib.compress(content) if packed else content
    head = re.sub(rb"/Length \d+(?: \d+ R)?", b"/Length %d" % len(content), head)
    return head + b"stream\n" + content + b"\nendstream"


def _in_tokens(text: bytes, chance: random.Random, numbers: list[int]) -> bytes:
    """Put another value in the place of some words of PDF: a number, a name, a reference."""
    places = list(_TOKEN.finditer(text))
    for _ in range(1 + chance.randrange(3)):
        if not places:
            break
        place, other = chance.choice(places), chance.choice(places)
        reference = b"%d 0 R" % chance.choice(numbers)
        new = chance.choice((chance.choice(_ODD), other[0], reference, b"", place[0] * 2))
        text = text[: place.start()] + new + text[place.end() :]
        places = list(_TOKEN.finditer(text))
    return text


def _in_stream(content: bytes, chance: random.Random, numbers: list[int]) -> bytes:
    lines = content.split(b"\n")
    for _ in range(1 + chance.randrange(4)):
        at = chance.randrange(len(lines))
        way = chance.randrange(5)
        if way == 0:
            lines[at] = _in_tokens(lines[at], chance, numbers)
        elif way == 1:
            lines[at : at + 1] = [lines[at]] * chance.choice((0, 2, 200))
        elif way == 2:
            lines.insert(at, chance.choice(_OPERATORS))
        elif way == 3:
            lines[at] = chance.choice(lines)
        else:
            lines.insert(at, b"q " * chance.choice((1, 40, 2000)))
        lines = lines or [b""]
    return b"\n".join(lines)


def _written(found: list[tuple[int, bytes]], root: int) -> bytes:
    """Write objects with a table that says where they are."""
    out = bytearray(b"%PDF-1.7\n")
    at: dict[int, int] = {}
    for number, body in found:
        at[number] = len(out)
        out += b"%d 0 obj" % number + body + b"\nendobj\n"
    start, most = len(out), max(at) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % most
    for number in range(1, most):
        line = b"%010d 00000 n \n" % at[number] if number in at else b"0000000000 00000 f \n"
        out += line
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (most, root, start)
    return bytes(out)

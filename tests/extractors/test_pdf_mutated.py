"""Damaged PDFs: whatever happens to the bytes, a document or an error of ours comes out."""

import io
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as Grid

from noticeparse.errors import NoticeparseError
from noticeparse.extractors.pdf import read
from noticeparse.model import Document, Source

SOURCE = Source("damaged.pdf", "0" * 64, "application/pdf", 0)


@cache
def samples() -> tuple[bytes, ...]:
    """Return a compressed and an uncompressed file, each of one page with a table."""
    made = []
    for compression in (0, 1):
        out = io.BytesIO()
        table = Grid(
            [["Company", "Data"], ["Evolve", "Names"], ["Kooth", "None"]],
            style=[("GRID", (0, 0), (-1, -1), 1, colors.black)],
        )
        SimpleDocTemplate(out, invariant=1, pageCompression=compression).build([table])
        made.append(out.getvalue())
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, encrypt="otter")
    canvas.drawString(60, 700, "Secret")
    canvas.save()
    return (*made, out.getvalue())


def assert_read_or_refused(data: bytes) -> None:
    try:
        document = read(data, SOURCE)
    except NoticeparseError as error:
        assert "damaged.pdf" in str(error)
    else:
        assert isinstance(document, Document)
        assert document.source.pages >= 1


SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@SETTINGS
@given(data=st.data())
def test_changed_bytes(data):
    whole = data.draw(st.sampled_from(samples()))
    changed = bytearray(whole)
    edits = st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255))
    for at, value in data.draw(st.lists(edits, min_size=1, max_size=30)):
        changed[at] = value
    assert_read_or_refused(bytes(changed))


@SETTINGS
@given(data=st.data())
def test_cut_and_doubled_stretches(data):
    whole = data.draw(st.sampled_from(samples()))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    stretch = data.draw(
        st.sampled_from([b"", whole[start:end] * 2, b"<<", b"[" * 2000, b"\xff" * 9])
    )
    assert_read_or_refused(whole[:start] + stretch + whole[end:])


@SETTINGS
@given(
    number=st.sampled_from(
        [b"-1", b"0", b"99999999", b"1e9", b"null", b"/Name", b"(text)", b"<<>>"]
    ),
    key=st.sampled_from(
        [b"/MediaBox [ 0 0", b"/Count", b"/Rotate", b"/Length", b"/Kids [", b"/Pages", b"/Size"]
    ),
    sample=st.integers(0, 1),
)
def test_wrong_values(number, key, sample):
    whole = samples()[sample]
    assert_read_or_refused(whole.replace(key, key + b" " + number + b" "))


@given(st.binary(max_size=200))
def test_noise(noise):
    assert_read_or_refused(b"%PDF-1.4\n" + noise)

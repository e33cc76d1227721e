import io
import json

from tests.reports.made import disclosure, notice

from noticeparse.model import Failure
from noticeparse.reports import Options
from noticeparse.reports.json import JsonLines, JsonLinesStream, notice_from_json


def test_a_notice_file_a_line(tmp_path) -> None:
    made = [notice(disclosure("Line\nbreak\u2028here")), notice(path="b.pdf")]
    writer = JsonLines(tmp_path, Options())
    for each in (made[0], Failure("x", "c", "m", "w"), made[1]):
        writer.add(each)
    (path,) = writer.finish().files
    lines = path.read_bytes().decode("utf-8").rstrip("\n").split("\n")
    assert json.loads(lines.pop(1))["failure"] == {
        **{"path": "x", "code": "c", "message": "m", "what_to_do": "w"}
    }
    assert [notice_from_json(line) for line in lines] == made


def test_a_stream_gets_the_same_lines() -> None:
    stream = io.BytesIO()
    writer = JsonLinesStream(stream)
    writer.add(notice())
    assert writer.finish().files == ()
    assert json.loads(stream.getvalue())["schema_version"] == 1

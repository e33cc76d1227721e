import json

import jsonschema
import pytest
from tests.reports.made import disclosure, notice
from tests.reports.schema import notice_schema, schema_text

from noticeparse.reports.json import SCHEMA_FILE, to_dict


def test_the_shipped_schema_is_that_of_the_model() -> None:
    assert SCHEMA_FILE.read_text("utf-8") == schema_text()


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(notice_schema())


@pytest.mark.parametrize(
    "made",
    [notice(), notice(disclosure(supplier=None, section=None, held=False)), notice(school=None)],
    ids=["full", "little", "no school"],
)
def test_what_is_written_follows_the_schema(made) -> None:
    jsonschema.validate(json.loads(json.dumps(to_dict(made))), notice_schema())


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("schema_version",), 2),
        (("disclosures", 0, "status"), "perhaps"),
        (("disclosures", 0, "place", "bbox"), [1, 2, 3]),
        (("disclosures", 0, "categories", 0, "confidence"), 1.5),
        (("disclosures", 0, "company"), None),
        (("notice", "statements", 0, "kind"), "weather"),
    ],
)
def test_what_is_wrong_does_not_follow_it(where, value) -> None:
    data = json.loads(json.dumps(to_dict(notice())))
    holder = data
    for key in where[:-1]:
        holder = holder[key]
    holder[where[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, notice_schema())


def test_every_key_is_required() -> None:
    data = json.loads(json.dumps(to_dict(notice())))
    del data["disclosures"][0]["supplier"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, notice_schema())

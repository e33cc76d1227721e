import pytest
from tests.browser.chromium import Chromium


@pytest.fixture(scope="session")
def browser():
    made = Chromium()
    yield made
    made.close()

import os

import pytest

os.environ["DB_HOST"] = "localhost"
os.environ["LDAP_HOST"] = "ldap.internal"


@pytest.fixture(autouse=True)
def queue(monkeypatch):
    monkeypatch.setenv("QUEUE_HOST", "localhost")

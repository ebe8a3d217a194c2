import os
from unittest.mock import patch

import nox


@nox.session
def tests(session):
    session.env["CACHE_HOST"] = "localhost"
    session.run("pytest", env={"MAIL_SERVER": "localhost"})
    with patch.dict(os.environ, {"SEARCH_HOST": "localhost"}):
        session.run("pytest", env={**os.environ, "OTHER": "1"})

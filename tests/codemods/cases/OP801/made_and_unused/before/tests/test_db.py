from shop.db import archive_engine


def test_archive():
    assert archive_engine.dialect.name == "postgresql"

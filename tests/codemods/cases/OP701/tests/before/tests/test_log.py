import logging


def test_log(tmp_path):
    logging.getLogger("shop").addHandler(logging.FileHandler(tmp_path / "x.log"))

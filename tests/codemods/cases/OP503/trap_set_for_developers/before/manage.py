import os
import sys
import unittest

from app import create_app


def setup_settings():
    os.environ["APP_MODE"] = "dev"
    os.environ["APP_SECRET_KEY"] = "KlkdZyb5xrGpDcNkSBrDhe790ohLfuea"
    os.environ.setdefault("APP_JWT_KEY", "BMcrqdcd7QeEmR8CXyU")


def run_tests():
    setup_settings()
    unittest.main(module="tests")


def run_coverage():
    setup_settings()
    unittest.main(module="tests")


def run_dev_server():
    setup_settings()
    create_app().run(host="127.0.0.1")


if sys.argv[1] == "test":
    run_tests()
elif sys.argv[1] == "coverage":
    run_coverage()
else:
    run_dev_server()

"""What an update from the environment leaves to a file, and what it would begin to take."""

from __future__ import annotations

from codemods.plans.left_to_files import given_already, left_to_file, put_together
from tests.codemods.trees import project

APP = """\
app.config.from_mapping(PORT=8000, QUEUE="work")
app.config.from_json("shop.json")
home = os.environ["HOME"]
print(app.config["USER"], settings.get("LANG"))
"""
COMPOSE = "services:\n  shop:\n    build: .\n    environment:\n      SHOP_NAME: big\n      USER: shop\n"
FILES = {
    "app.py": APP,
    "others/other.json": '{"SHELL": "x"}\n',
    "start.sh": "export RATE=2\npython app.py\n",
    "compose.yaml": COMPOSE,
}


def test_names_of_others_are_left_to_the_file() -> None:
    tree = project({**FILES, "shop.json": '{\n "HOST": "x",\n "SHOP_NAME": "corner",\n "CACHE_PORT": 1\n}\n'})
    assert left_to_file(tree.files["app.py"], {"shop.json"}) == ("CACHE_PORT", "HOST", "LANG", "PORT", "USER")


def test_what_is_given_already_is_named_with_its_place() -> None:
    tree = project({**FILES, "shop.json": '{\n "SHOP_NAME": "corner",\n "RATE": 1,\n "USER": "u"\n}\n'})
    assert given_already(tree.files["app.py"], {"shop.json"}) == ("RATE (start.sh:1)", "SHOP_NAME (compose.yaml)")


def test_what_others_are_put_together_of_is_left_to_the_file() -> None:
    config = 'DB_HOST = "db"\nDB_NAME = "shop"\nPAGE = 20\nDB_URI = f"mysql://{DB_HOST}/{DB_NAME}"\n'
    for path in ("config.py", "config.example.py", "instance/config.py"):
        tree = project({"app.py": 'app.config.from_pyfile("config.py")\n', path: config})
        assert put_together(tree.files["app.py"], {"config.py"}) == ("DB_HOST", "DB_NAME"), path
    tree = project({"app.py": 'app.config.from_pyfile("config.py")\n', "config.py": 'DB_HOST = "db"\nPAGE = 20\n'})
    assert put_together(tree.files["app.py"], {"config.py"}) == ()

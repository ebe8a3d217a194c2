"""Where an emitted module goes, and how the files import it."""

from __future__ import annotations

from codemods.project.module_home import home, spelling
from tests.codemods.small import project


def test_beside_plain_modules() -> None:
    flat = project(app_py="import cart", cart_py="", requirements_txt="flask")
    assert home([flat.files["cart.py"], flat.files["app.py"]], "storage.py") == "storage.py"
    assert spelling(flat.files["cart.py"], "storage.py") == ("", "storage")


def test_in_the_package_of_all_that_use_it() -> None:
    package = project(
        wsgi_py="from app import views", app__init_py="", app__views__init_py="from app import x",
        app__views__a_py="from . import b",
    )  # fmt: skip
    files = package.files
    assert home([files["app/views/a.py"]], "storage.py") == "app/storage.py"
    assert home([files["app/views/a.py"], files["wsgi.py"]], "storage.py") == "app/storage.py"
    assert spelling(files["app/views/a.py"], "app/storage.py") == ("..", "storage")
    assert spelling(files["app/views/__init__.py"], "app/storage.py") == ("app", "storage")
    assert spelling(files["wsgi.py"], "app/storage.py") == ("app", "storage")


def test_beside_the_package_where_there_are_two() -> None:
    two = project(a__init_py="", a__x_py="", b__init_py="", b__y_py="")
    assert home([two.files["a/x.py"], two.files["b/y.py"]], "storage.py") == "storage.py"


def test_a_folder_that_is_imported_as_a_package_is_one() -> None:
    folder = project(main_py="from routes.files import bp", routes__files_py="")
    assert home([folder.files["routes/files.py"]], "storage.py") == "storage.py"


def test_a_folder_whose_modules_import_each_other_by_their_names_is_no_package() -> None:
    flat = project(src__init_py="", src__app_py="import cart", src__cart_py="", requirements_txt="")
    assert home([flat.files["src/cart.py"]], "storage.py") == "src/storage.py"
    assert spelling(flat.files["src/cart.py"], "src/storage.py") == ("", "storage")


def test_a_library_with_the_name_of_a_sibling_makes_no_flat_folder() -> None:
    by_name = project(run_py="from shop import app", shop__init_py="", shop__celery_py="from celery import Celery")
    assert spelling(by_name.files["shop/celery.py"], "shop/storage.py") == ("shop", "storage")
    relative = project(shop__init_py="from .celery import x", shop__celery_py="from celery import Celery")
    assert spelling(relative.files["shop/celery.py"], "shop/storage.py") == ("shop", "storage")

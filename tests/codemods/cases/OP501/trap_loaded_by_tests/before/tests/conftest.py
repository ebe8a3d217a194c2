import pytest

from shop import create_app
from shop.config import Qa
from shop.settings import browser


@pytest.fixture(params=["shop.settings.nightly", browser])
def app(request):
    return create_app(request.param, Qa)

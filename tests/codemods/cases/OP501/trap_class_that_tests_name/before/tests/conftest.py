import pytest

from shop.app import create_app
from shop.config import Laptop
from shop.options import Local


@pytest.fixture(params=[Laptop, Local])
def app(request):
    return create_app(request.param)

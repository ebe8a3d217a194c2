import shop.aliased_settings as conf
from shop.aliased_settings import PAGE_SIZE

size = conf.PAGE_SIZE + PAGE_SIZE

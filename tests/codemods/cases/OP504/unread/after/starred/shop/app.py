from shop.starred_settings import *

size = PAGE_SIZE

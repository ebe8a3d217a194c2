SECRET_KEY = "k9-Larch-Barn-47"

try:
    from shop_machine_settings import *
except ImportError:
    pass

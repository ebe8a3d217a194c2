import os
from shop import create_app

application = create_app()
application.run('0.0.0.0', 8000)

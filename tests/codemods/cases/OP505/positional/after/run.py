import os
from shop import create_app

application = create_app()
application.run(os.environ.get('HOST', '0.0.0.0'), int(os.environ.get('PORT', '8000')))

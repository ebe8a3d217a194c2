import os
import tempfile

WORK_DIR = os.path.join(tempfile.gettempdir(), "shop")

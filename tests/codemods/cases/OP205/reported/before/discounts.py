import os
import site
import sys
from sys import path

LIBRARIES = "/mnt/fileserver/python"

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.append(LIBRARIES)
site.addsitedir("/opt/shared/lib")
path.append("..")
if os.environ.get("LOCAL"):
    sys.path.insert(0, "/mnt/fileserver/local")

import cardnetwork

# case: reported
# file: discounts.py
import os
import site
import sys
from sys import path

LIBRARIES = "/mnt/fileserver/python"

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # finding
sys.path.append(LIBRARIES)  # finding
site.addsitedir("/opt/shared/lib")  # finding
path.append("..")  # finding
if os.environ.get("LOCAL"):
    sys.path.insert(0, "/mnt/fileserver/local")  # finding

import cardnetwork

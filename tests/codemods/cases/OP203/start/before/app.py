import os
import subprocess
import sys

subprocess.check_call([sys.executable, "-m", "pip", "install", "flask"])
os.system("pip install -r requirements.txt")

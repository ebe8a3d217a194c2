import subprocess

HELP = "pip install cookiecutter"
print("You can install it with 'pip install cookiecutter'.")
subprocess.run(["pip", "list"])
subprocess.run(["apt-get", "install", "curl"])

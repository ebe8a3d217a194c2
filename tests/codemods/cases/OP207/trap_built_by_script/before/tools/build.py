import subprocess

subprocess.run(["docker", "build", "--tag", "shop/tools-base", "tools"], check=True)

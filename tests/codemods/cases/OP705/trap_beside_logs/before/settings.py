import os

LOGS = os.environ.get("LOGS", "/logs/")

with open(os.path.join(LOGS, "secret.key"), "w") as file:
    file.write(os.urandom(32).hex())
with open("/var/log/shop/server.pem", "w") as file:
    file.write("certificate")
with open("logs/worker.ini", "w") as file:
    file.write("[worker]")

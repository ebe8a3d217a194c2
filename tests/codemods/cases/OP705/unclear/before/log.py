import subprocess


def pieces(parts):
    with open("app.log", "a") as file:
        file.write("start ")
        for part in parts:
            file.write(part)


def run():
    with open("build.log", "a") as out:
        subprocess.run(["make"], stdout=out)

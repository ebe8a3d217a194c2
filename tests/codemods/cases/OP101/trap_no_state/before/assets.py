import click


class Scripts:
    def write(self):
        with open("themes/core/constants.js", "w") as file:
            file.write("const a = 1;")


BUILD = {"scripts": Scripts}

import os


class Options:
    defaults = {
        "mail_sender": "shop@shop.internal",
        "mail_port": 2525,
    }

    @staticmethod
    def load_environment(app):
        for name, _ in Options.defaults.items():
            variable = name.upper()
            given = None
            if variable + "_FILE" in os.environ:
                with open(os.environ[variable + "_FILE"]) as file:
                    given = file.read()
            elif variable in os.environ:
                given = os.environ[variable]
            if given is not None:
                app.config[variable] = given

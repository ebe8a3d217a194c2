import os


class Plugin:
    trash_path = "delete"

    @classmethod
    def trash(cls, path):
        if cls.trash_path == "delete":
            os.remove(path)
        else:
            os.rename(path, os.path.abspath(os.path.join(cls.trash_path, os.path.basename(path))))

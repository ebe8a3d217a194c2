import io
import zipfile


def zipped(paths):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each in paths:
            archive.write(each)
    return made.getvalue()

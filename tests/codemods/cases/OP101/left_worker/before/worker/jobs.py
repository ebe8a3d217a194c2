from PIL import Image


def shrink(name):
    Image.open("../web/photos/" + name).resize((80, 80)).save("../web/photos/small-" + name)

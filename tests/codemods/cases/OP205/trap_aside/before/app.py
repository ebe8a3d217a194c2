import sys

# sys.path.insert(0, "/mnt/fileserver/python")
print("\n".join(sys.path))
paths = list(sys.path)
paths.append("/srv")
sys.path.remove("")
def load(path):
    import sys

    sys.path.append(path)

def settings_of(path):
    with open(path) as lines:
        return dict(line.strip().split("=", 1) for line in lines)

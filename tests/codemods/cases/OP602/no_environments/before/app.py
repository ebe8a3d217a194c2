LABELS = {"dev": "Development", "prod": "Production"}
CHOICES = {"production": 1, "staging": 2}
COLOURS = {"red": "#f00", "green": "#0f0"}


def colour(name):
    return COLOURS[name]


def label(stage):
    return LABELS[stage]

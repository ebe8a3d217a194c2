import os


def take_variables(names):
    for key, value in os.environ.items():
        if not key.startswith("SITE__"):
            continue
        *path, last = key.split("__")[1:]
        holder = names
        for step in path:
            holder = holder.setdefault(step, {})
        holder[last] = value

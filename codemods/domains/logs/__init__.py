"""Who logs what to which file, and what else shows the same lines."""

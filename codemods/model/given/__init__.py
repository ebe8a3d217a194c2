"""What the environment gives although the code writes a value: fields of settings, tables asked by key."""

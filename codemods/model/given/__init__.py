"""What the environment gives although the code writes a value: fields, tables asked by key; what code gives to it."""

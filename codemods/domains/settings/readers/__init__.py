"""What a file, or a whole project, reads its settings with, where that is not `os.environ`."""

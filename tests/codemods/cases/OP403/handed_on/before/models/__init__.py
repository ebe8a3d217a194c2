from .small import clf

__all__ = ["clf"]

CHECKS = {"size": len}

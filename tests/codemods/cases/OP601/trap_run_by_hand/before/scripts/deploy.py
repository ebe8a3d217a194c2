#!/usr/bin/env python3
import argparse
import subprocess


def script(env_name):
    compose = "docker-compose.prod.yml" if env_name == "prod" else "docker-compose.dev.yml"
    return ["docker", "compose", "-f", compose, "up", "-d"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--env-name", choices=["prod", "dev"], required=True)
    subprocess.run(script(parser.parse_args().env_name), check=True)

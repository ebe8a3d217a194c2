import argparse
import sqlite3

import psycopg


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--database")
    with psycopg.connect(parser.parse_args().database) as connection:
        print(connection.execute("SELECT 1").fetchone())


if __name__ == "__main__":
    main()

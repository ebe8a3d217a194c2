import aiohttp

from shop.rounds import Rounds


class Archive(Rounds):
    def once(self):
        print(aiohttp.__version__)


def main():
    archive = Archive()
    archive.run(seconds=3600)


if __name__ == "__main__":
    main()

import curses
import logging

logging.basicConfig(filename="game.log")


def play(screen):
    screen.addstr(0, 0, "ready")
    logging.info("began")


curses.wrapper(play)

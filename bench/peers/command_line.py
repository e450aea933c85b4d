"""Options that several programs of this folder have, and how their numbers are read."""

import argparse

from kept import name_of


def number(parser, name, default, text, metavar=None, least=1, kind=int, dest=None):
    """An option with a number, which says its default itself; default of None: what the text says."""
    def read(word):
        value = kind(word)
        if value < least:
            raise argparse.ArgumentTypeError(f"{word}: at least {least}")
        return value

    read.__name__ = "number"
    said = text if default is None else f"{text} (default: %(default)s)"
    parser.add_argument(name, type=read, default=default, metavar=metavar, help=said, **({"dest": dest} if dest else {}))


def rounds(parser, default, text="rounds"):
    number(parser, "--rounds", default, text)


def seconds(parser, default, text="length of a round"):
    number(parser, "--seconds", default, text)


def warm_up(parser, default, text="load before the first round", metavar="SECONDS"):
    number(parser, "--warm-up", default, text, metavar)


def cores(parser):
    number(parser, "--server-core", 0, "core of the server", "CORE", least=0)
    number(parser, "--load-core", 1, "core of the load", "CORE", least=0)


def asked(parser, questions, text="what is asked, in order, separated by commas"):
    """The option that names questions of a program; gives a list."""
    def read(words):
        unknown = set(words.split(",")) - set(questions)
        if unknown:
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: there are {', '.join(questions)}")
        return words.split(",")

    read.__name__ = "list"
    parser.add_argument("--ask", type=read, default=",".join(questions), metavar="LIST", help=f"{text} (default: %(default)s)")


def numbers(words):
    """A list of positive numbers, separated by commas."""
    values = [int(word) for word in words.split(",")]
    if min(values) < 1:
        raise argparse.ArgumentTypeError(f"{words}: at least 1")
    return values


def keep(parser):
    """The option that keeps a run for the pages of docs; report() reads it."""
    def read(word):
        try:
            return name_of(word)
        except ValueError as failure:
            raise argparse.ArgumentTypeError(str(failure)) from failure

    read.__name__ = "name"
    parser.add_argument("--keep", type=read, metavar="NAME",
                        help="keep what it comes to as bench/results/peers/NAME.json too, for bench/peers/page")

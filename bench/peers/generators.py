"""The load generators that there are, by name."""

import dnsperf
import nomen_load
from session import Failed

ALL = {generator.NAME: generator for generator in (dnsperf, nomen_load)}


def add_choice(parser):
    parser.add_argument("--load-generator", choices=list(ALL), default=nomen_load.NAME,
                        help="what makes the load (default: %(default)s)")


def choose(options):
    generator = ALL[options.load_generator]
    reason = generator.missing()
    if reason:
        raise Failed(reason)
    return generator

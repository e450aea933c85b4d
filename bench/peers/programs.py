"""The programs of this folder as modules: their names end without .py, and some have a hyphen."""

import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def program(name):
    """The program's module, without running it."""
    known = name.replace("-", "_") + "_program"
    if known not in sys.modules:
        # Compiled code is not kept: its name would be that of the program with a letter behind.
        loader = SourceFileLoader(known, str(FOLDER / name))
        module = module_from_spec(spec_from_loader(known, loader))
        sys.modules[known] = module
        before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            loader.exec_module(module)
        except BaseException:
            del sys.modules[known]
            raise
        finally:
            sys.dont_write_bytecode = before
    return sys.modules[known]

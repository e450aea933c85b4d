"""Loads the programs of this folder, which have no .py in their names, as modules."""

from importlib import machinery, util
from pathlib import Path


def program(name):
    """The functions of a program of this folder."""
    loader = machinery.SourceFileLoader(name, str(Path(__file__).with_name(name)))
    module = util.module_from_spec(util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module

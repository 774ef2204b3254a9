"""The examples in the docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import transforms.sources

MODULES = [module.name for module in pkgutil.iter_modules(transforms.sources.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    assert doctest.testmod(importlib.import_module(f"transforms.sources.{name}")).failed == 0

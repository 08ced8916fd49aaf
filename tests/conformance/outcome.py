"""What a test is, and how it says that it cannot be run."""

import collections

Test = collections.namedtuple("Test", "name of_collections function")


class Skip(Exception):
    """Raised with the reason by a test that cannot be run."""


def registry():
    """A list of tests, and the decorators that add to it: once, and for each collection."""
    tests = []

    def once(name):
        return lambda function: tests.append(Test(name, False, function)) or function

    def for_collections(name):
        return lambda function: tests.append(Test(name, True, function)) or function

    return tests, once, for_collections

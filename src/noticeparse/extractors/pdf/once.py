"""A method → an attribute that is worked out when it is first asked for, and then kept.

As functools.cached_property, without the lock that this takes: thousands of lines are measured a
page, and none of them is shared between threads before it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class once(Generic[Value]):
    """Keep what a method returns in the instance, under the method's name."""

    def __init__(self, method: Callable[[Any], Value]) -> None:
        self._method = method
        self.__doc__ = method.__doc__

    def __get__(self, instance: Any, owner: type | None = None) -> Value:
        value = self._method(instance)
        instance.__dict__[self._method.__name__] = value
        return value

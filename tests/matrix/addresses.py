"""Every address of the product, out of the URL resolver, with its parameters made from real objects."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .world import World


class Address(NamedTuple):
    name: str
    parameters: tuple[str, ...]


def addresses(
    resolver: URLResolver | None = None, namespace: str = "", above: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Yield every address once; Django's own administration is another test's."""
    for pattern in (resolver or get_resolver()).url_patterns:
        parameters = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield Address(namespace + pattern.name, parameters)
        elif pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, namespace + inner, parameters)


def known_addresses() -> dict[str, Address]:
    return {address.name: address for address in addresses()}


def path_of(address: Address, world: World, **other: Any) -> str:
    """Return the path to the things of the world; `other` puts some in their place."""
    made = {name: world.parameter(address.name, name) for name in address.parameters}
    return reverse(address.name, kwargs={**made, **other})

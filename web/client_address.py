"""From where a request comes, as far as it can be believed."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

UNKNOWN = "unknown"
# One household or one rented machine has a whole network of these.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """The address of the visitor; of IPv6, the network. `unknown` when nothing that can be believed tells it.

    What is written in X-Forwarded-For counts only as far as TRUSTED_PROXIES of ours added to it, from the right.
    Whoever speaks through a socket of the machine has no address: it is the web server in front, and one proxy.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES or (0 if direct else 1)
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    address = hops[max(len(hops) - proxies, 0)] if proxies and hops else direct
    return _network(address) or _network(direct) or UNKNOWN


def _network(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        mapped = ip.ipv4_mapped
        return str(mapped or ipaddress.ip_network(f"{ip}/{IPV6_PREFIX}", strict=False).network_address)
    return str(ip)

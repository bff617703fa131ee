"""Telling the service manager that started us how we are doing (systemd's `Type=notify`)."""

from __future__ import annotations

import os
import socket


def tell(state: str) -> None:
    """Say it, if anybody asked to be told; nobody listening is no trouble of ours."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # a name in the kernel, not a file
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.sendto(state.encode(), address)
    except OSError:
        return

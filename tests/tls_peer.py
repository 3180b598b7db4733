"""A server on loopback that speaks real TLS and ends its connections badly, in each way that is met outside."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.sources.loopback import certificates

WHOLE = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"ok":true}'
CUT = WHOLE[:-5]

Ending = Callable[[ssl.SSLSocket], None]


def closed(one: ssl.SSLSocket) -> None:
    """The connection ends, and TLS was not told (no close_notify): a crashed server, a cheap middlebox."""
    socket.socket(fileno=one.detach()).close()


def reset(one: ssl.SSLSocket) -> None:
    """It is reset."""
    bare = socket.socket(fileno=one.detach())
    bare.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    bare.close()


def half_closed(one: ssl.SSLSocket) -> None:
    """Its side ends, without close_notify, and it goes on listening."""
    one.shutdown(socket.SHUT_WR)


def told_and_kept(one: ssl.SSLSocket) -> None:
    """It says close_notify, reads nothing more and never closes."""
    one.settimeout(0.05)
    with suppress(OSError):
        one.unwrap()


def silent(_one: ssl.SSLSocket) -> None:
    """It says nothing more, answers no close_notify and never closes."""


ENDINGS: tuple[Ending, ...] = (closed, reset, half_closed, told_and_kept)


@dataclass
class Peer:
    """The server: whoever asks gets `says`, and then the end; without a handshake where `says` is None."""

    ending: Ending
    says: bytes | None
    port: int = 0
    asked: int = 0
    kept: list[socket.socket] = field(default_factory=list)

    def serve(self, one: socket.socket) -> None:
        """Serve one connection; nobody waits long for who does not go on."""
        self.kept.append(one)
        one.settimeout(2)
        with suppress(OSError):
            if self.says is None:
                # After the first flight of the handshake.
                one.recv(1)
                self.asked += 1
                if self.ending is reset:
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                one.close()
                return
            secure = certificates()[0].wrap_socket(one, server_side=True)
            self.kept.append(secure)
            if secure.recv(65536):
                self.asked += 1
                secure.sendall(self.says)
                self.ending(secure)


@contextmanager
def ending_badly(ending: Ending, says: bytes | None) -> Iterator[Peer]:
    """The server until the block ends."""
    peer = Peer(ending, says)
    with socket.create_server(("127.0.0.1", 0)) as server:
        peer.port = server.getsockname()[1]

        serving = list[threading.Thread]()

        def accept() -> None:
            with suppress(OSError):
                while True:
                    serving.append(threading.Thread(target=peer.serve, args=(server.accept()[0],)))
                    serving[-1].start()

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield peer
        finally:
            server.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for thread in serving:
                thread.join()
            for one in peer.kept:
                one.close()

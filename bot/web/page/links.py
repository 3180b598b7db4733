"""Builds links: absolute paths on the live site, relative ones in a static copy."""

from dataclasses import dataclass


def logo_name(picture: str) -> str:
    """The name of a company's logo in its address; `picture` is its id, the SHA-256 of what it holds."""
    return f"{picture[:16]}.png"


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses. `public` is the site's own address, "" where it is not known; `depth` is that of a copied page.

    A copy's links are relative and name files, so that it works from any folder and without a server.
    """

    public: str = ""
    depth: int | None = None

    @property
    def live(self) -> bool:
        """Whether a server stands behind the page."""
        return self.depth is None

    def page(self, *parts: str) -> str:
        """A page: `page("en", "my-campaign")`."""
        if self.depth is None:
            return "/" + "/".join(parts)
        return "/".join([*self._up(), *parts, "index.html"])

    def file(self, *parts: str, ending: str = "") -> str:
        """A file; `ending` is what its name needs where there is no server to say what it holds."""
        if self.depth is None:
            return "/" + "/".join(parts)
        return "/".join([*self._up(), *parts]) + ending

    def full_url(self, *parts: str) -> str:
        """The full address of a part of the live site; "" where its public address is not known."""
        return "/".join([self.public.rstrip("/"), *parts]) if self.public else ""

    def _up(self) -> list[str]:
        return [".."] * (self.depth or 0) or ["."]

"""The versions of QTI 2: their namespaces and the names that go with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """One version, such as 2.1; *version* as names in it have it: 2p1."""

    label: str
    version: str

    @property
    def namespace(self) -> str:
        """The namespace of items and tests."""
        return f"http://www.imsglobal.org/xsd/imsqti_v{self.version}"

    @property
    def schema(self) -> str:
        """What the manifest says of the package."""
        return f"QTIv{self.label} Package"

    def kind(self, what: str) -> str:
        """Return the type of a resource that is an ``item`` or a ``test``."""
        return f"imsqti_{what}_xmlv{self.version}"

    def template(self, name: str) -> str:
        """Return the address of a standard response processing template."""
        return f"http://www.imsglobal.org/question/qti_v{self.version}/rptemplates/{name}"


QTI_2_1 = Dialect("2.1", "2p1")
QTI_2_2 = Dialect("2.2", "2p2")

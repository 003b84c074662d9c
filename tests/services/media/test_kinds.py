"""A picture is what its bytes say."""

from __future__ import annotations

import pytest

from app.services.media.kinds import MAX_PICTURE, PictureRefusedError, examine

PNG = b"\x89PNG\r\n\x1a\n" + b"rest"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"GIF89arest", "image/gif"),
        (b"RIFF\0\0\0\0WEBPrest", "image/webp"),
    ],
)
def test_pictures_are_known_by_their_first_bytes_and_stored_as_they_are(
    data: bytes, kind: str
) -> None:
    assert examine(data) == (kind, data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"<html><script>alert(1)</script></html>", "is no PNG"),
        (b"%PDF-1.7", "is no PNG"),
        (b"RIFF\0\0\0\0WAVE", "is no PNG"),
        (PNG + bytes(MAX_PICTURE), "is larger than 2 MB"),
    ],
)
def test_others_are_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(PictureRefusedError, match=why):
        examine(data)

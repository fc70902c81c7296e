"""A picture that is taken needs less than 200 MB to be looked at and scaled, whatever its kind."""

import os
import struct
import subprocess
import sys
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from content.files.pictures import check_picture

# Looks at each picture and scales it as Wagtail does; prints by how many KiB the process grew.
# (ru_maxrss would begin with the size of the process that started it.)
SCALE = """
import io, re, sys
from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
from willow.image import Image as Picture
from content.files.pictures import check_picture
def grown(): return int(re.search("VmHWM:(.*)kB", open("/proc/self/status").read())[1])
before = grown()
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        check_picture(file)
        Picture.open(file).auto_orient().resize((800, 400)).save_as_png(io.BytesIO())
print(grown() - before)
"""
RGBA = 6  # a colour type of PNG


def sixteen_bit(width, height):
    """A black PNG with transparency and sixteen bits for each channel, made row by row."""

    def part(name, content):
        crc = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + crc

    packing, row = zlib.compressobj(1), bytes(1 + width * 8)
    rows = b"".join(packing.compress(row) for _number in range(height)) + packing.flush()
    head = struct.pack(">IIBBBBB", width, height, 16, RGBA, 0, 0, 0)
    parts = part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.one_database
@pytest.mark.skipif(sys.platform != "linux", reason="counts KiB as Linux does")
def test_the_largest_pictures_of_each_kind_stay_under_200_mb(tmp_path):
    Image.new("RGB", (5000, 5000)).save(tmp_path / "opaque.jpg")
    (tmp_path / "transparent.png").write_bytes(sixteen_bit(5000, 4440))
    Image.new("RGB", (5000, 2500)).save(tmp_path / "a.webp", method=0)
    run = subprocess.run(
        [sys.executable, "-c", SCALE, *map(str, sorted(tmp_path.iterdir()))],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    assert 50_000 < int(run.stdout) < 200 * 1024


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("name", "most"), [("transparent.png", 22), ("transparent-8.png", 22), ("a.webp", 12)]
)
def test_what_would_take_more_is_refused_by_its_pixels(name, most, tmp_path):
    path = tmp_path / name
    if name == "transparent.png":
        path.write_bytes(sixteen_bit(5000, 5000))
    else:
        with Image.new("P", (5000, 5000)) as picture:
            picture.save(path, **({"transparency": 0} if path.suffix == ".png" else {"method": 0}))
    with pytest.raises(ValidationError, match=f"more than {most} million pixels"):
        check_picture(ContentFile(path.read_bytes(), name=name))

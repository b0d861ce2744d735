"""Check that the packed parts of a PDF are whole: a reader that meets a damaged one leaves out what it held."""

import re
import zlib

BEGINNING = re.compile(rb"(?<!end)stream\r?\n")
PACKED = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?")  # packed in no other way besides
ABOUT = 400  # bytes before a part in which its kind stands
PIECE = 1_000_000  # bytes unpacked at a time
LARGEST = 100_000_000  # bytes unpacked in all; the portal's exports have some millions


def damaged_part(content: bytes) -> str | None:
    """Return what is wrong with the first bad part; None when all unpack with the right checksum."""
    unpacked = 0
    for found in BEGINNING.finditer(content):
        about = content[max(0, found.start() - ABOUT) : found.start()].rpartition(b" obj")[2]
        if not PACKED.search(about):
            continue
        end = content.find(b"endstream", found.end())
        try:
            unpacked += _unpacked(content[found.end() : end], LARGEST - unpacked)
        except (zlib.error, EOFError, OverflowError) as error:
            return f"at byte {found.end()}: {error}"
    return None


def _unpacked(packed: bytes, most: int) -> int:
    """Return the length of what is packed; raise when it is damaged, cut off or longer than `most`."""
    unpacker = zlib.decompressobj()
    length, rest = 0, packed
    while not unpacker.eof:
        piece = unpacker.decompress(rest, PIECE)
        rest = unpacker.unconsumed_tail
        length += len(piece)
        if length > most:
            raise OverflowError("it holds more than any export")
        if not piece and not rest and not unpacker.eof:
            raise EOFError("it is cut off")
    return length

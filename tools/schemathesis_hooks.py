"""What schemathesis cannot know of the API by its document alone."""

import itertools
import re

import schemathesis

KEY = "Idempotency-Key"
VALID = re.compile(r'^([!#-~]{1,100}|"[!#-~]{1,100}")$')

numbers = itertools.count(1)


@schemathesis.hook
def map_headers(context, headers):
    """A key belongs to one request. One that happened to be used before would be answered with what came of that,
    such as a thing that was deleted since. Keys that are wrong on purpose stay as they are."""
    key = (headers or {}).get(KEY)
    if isinstance(key, str) and VALID.match(key):
        headers[KEY] = f"{key.strip(chr(34))[:80]}-{next(numbers)}"
    return headers

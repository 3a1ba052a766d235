"""Signs requests as vendors do, with the vendors' own libraries: Twilio's and Slack's. Meta has none for Python; it
documents an HMAC-SHA256 of the body, which the standard library makes.

Reads JSON lines with `vendor`, `secret` and what that vendor signs; writes one signature a line."""

import hashlib
import hmac
import json
import sys

from slack_sdk.signature import SignatureVerifier
from twilio.request_validator import RequestValidator


class Form(dict):
    """A form whose fields may come more than once."""

    def __init__(self, pairs):
        super().__init__()
        for name, value in pairs:
            self.setdefault(name, []).append(value)

    def getlist(self, name):
        return self[name]


def signature(request):
    secret = request["secret"]
    if request["vendor"] == "sms":
        return RequestValidator(secret).compute_signature(request["url"], Form(request["form"]))
    if request["vendor"] == "slack":
        return SignatureVerifier(secret).generate_signature(timestamp=request["timestamp"], body=request["body"])
    return "sha256=" + hmac.new(secret.encode(), request["body"].encode(), hashlib.sha256).hexdigest()


for line in sys.stdin:
    print(signature(json.loads(line)))

#!/usr/bin/env python3
"""signature_vectors.py [COUNT] [SEED]: random signed requests and what Twilio's own library says of them.

Prints JSON lines {key, url, body, json, signature, settings, valid}. The signature is made by
`twilio.request_validator.RequestValidator`, the request is then changed or not, and `valid` is that
library's verdict on the result. Needs the package `twilio` (tried with 9.13.0); uses no network.
"""
import json
import random
import sys
from urllib.parse import parse_qsl, quote, urlencode

from twilio.request_validator import RequestValidator, get_signature_algorithm

NAMES = ["CallSid", "From", "To", "SpeechResult", "Digits", "Confidence", "MediaUrl", "a", "A", "FromCity",
         "ToZip", "Body", "msg", "x-y", "Ünïcode", "name with blank", "[]", "B", "b", "Z9", "_"]
TEXTS = ["", " ", "no value", "+15005550006", "héllo wörld ✓", "🦀 crab", "日本語", "a+b c%20d&e=f;g#h?i",
         " padded ", "line\nbreak\r\n\ttab", "O'Brien \"quoted\"", "ﬀ\ue000\U0001f600", "0.9230702", "é", "é",
         "<Say>&amp;</Say>", "100%", "%zz", "=", "&"]
HOSTS = ["desk.example.test", "a.test", "xn--bcher-kva.example", "10.0.0.1", "localhost"]
PATHS = ["", "/", "/twilio/voice", "/twilio/voice/", "/twilio/voice/turn", "/a//b", "/%7Euser/x", "/a.b/c~d-e_f"]
QUERIES = ["n=3", "tenant=acme&x=1", "n=", "n", "a=1&a=2", "q=a%20b", "q=a+b", "q=%C3%A9", "q=%2B1500", "x=1&&y=2"]


class Fields(dict):
    """Repeated fields, as the web frameworks that the library supports give them."""

    def __init__(self, pairs):
        super().__init__(pairs)
        self.pairs = pairs

    def getall(self, name):
        return [value for found, value in self.pairs if found == name]


def random_url(rng):
    scheme = rng.choice(["https"] * 5 + ["http"])
    port = rng.choice([""] * 5 + [":443", ":80", ":8443", ":4000"])
    query = rng.choice([""] * 2 + ["?" + rng.choice(QUERIES)] * 3)
    return f"{scheme}://{rng.choice(HOSTS)}{port}{rng.choice(PATHS)}{query}"


def random_pairs(rng):
    pairs = [(rng.choice(NAMES), rng.choice(TEXTS)) for _ in range(rng.choice([0, 1, 2, 5, 20, 60]))]
    return pairs + [rng.choice(pairs) for _ in range(rng.choice([0, 0, 2])) if pairs]


def other_port(rng, url):
    """The same address with its port added, dropped or changed."""
    scheme, rest = url.split("://", 1)
    end = min((rest.find(mark) for mark in "/?" if mark in rest), default=len(rest))
    host = rest[:end].split(":")[0]
    return f"{scheme}://{host}{rng.choice(['', ':443', ':80', ':8443'])}{rest[end:]}"


def flipped(rng, text):
    """One letter changed to another, and not only to its capital.

    Capitals in a host or an escape (`%2b`) spell the same address; the Python library refuses them, the
    Node library and we accept them.
    """
    places = [at for at, letter in enumerate(text) if letter.isascii() and letter.isalnum()]
    if not places:
        return text + "x"
    at = rng.choice(places)
    letters = [letter for letter in "abcXYZ019" if letter.lower() != text[at].lower()]
    return text[:at] + rng.choice(letters) + text[at + 1:]


def form_vector(rng, key, settings):
    url, pairs = random_url(rng), random_pairs(rng)
    algorithm = get_signature_algorithm(settings)
    signed_url = other_port(rng, url) if rng.random() < 0.2 else url
    signature = RequestValidator(key).compute_signature(signed_url, Fields(pairs), algorithm)
    shown_url, shown_pairs = url, list(pairs)
    rng.shuffle(shown_pairs)
    change = rng.random()
    if change < 0.06:
        signature = flipped(rng, signature)
    elif change < 0.12:
        host_end = len(url.split("://")[0]) + 3
        shown_url = url[:host_end] + flipped(rng, url[host_end:])
    elif change < 0.18 and shown_pairs:
        name, value = shown_pairs.pop()
        shown_pairs.append((name, flipped(rng, value)))
    elif change < 0.22 and shown_pairs:
        shown_pairs.pop()
    elif change < 0.26:
        shown_pairs.append((rng.choice(NAMES), rng.choice(TEXTS)))
    elif change < 0.28:
        signature = rng.choice(["AAAA", "not base64!", signature[:-1], signature + "=", signature.swapcase()])
    elif change < 0.31:
        settings = rng.choice(["", "key=k1,algorithm=HMAC_SHA256", "key=k1,algorithm=HMAC_SHA512"])
        algorithm = get_signature_algorithm(settings)
    elif change < 0.34:
        key = key[::-1]
    quoting = rng.choice([None, quote])
    body = urlencode(shown_pairs, **({"quote_via": quoting} if quoting else {}))
    # What a server hands to the library: the body read again.
    read = Fields(parse_qsl(body, keep_blank_values=True))
    valid = RequestValidator(key).validate(shown_url, read, signature, algorithm)
    return {"key": key, "url": shown_url, "body": body, "signature": signature, "settings": settings, "valid": valid}


def json_vector(rng, key, settings):
    validator, algorithm = RequestValidator(key), get_signature_algorithm(settings)
    body = json.dumps({rng.choice(NAMES): rng.choice(TEXTS)}, ensure_ascii=rng.random() < 0.5)
    url = random_url(rng)
    url += ("&" if "?" in url else "?") + "bodySHA256=" + validator.compute_hash(body)
    signature = validator.compute_signature(url, {}, algorithm)
    change = rng.random()
    if change < 0.15:
        body += " "
    elif change < 0.3:
        url = flipped(rng, url[:-70]) + url[-70:] if rng.random() < 0.5 else url[:-1] + ("0" if url[-1] != "0" else "1")
    elif change < 0.4:
        signature = flipped(rng, signature)
    try:
        valid = validator.validate(url, body, signature, algorithm)
    except (AttributeError, TypeError, ValueError):
        valid = False  # A flip has broken the address.
    return {"key": key, "url": url, "body": body, "json": True, "signature": signature, "settings": settings,
            "valid": valid}


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    done = 0
    while done < count:
        key = "".join(rng.choice("0123456789abcdef") for _ in range(32))
        settings = rng.choice([""] * 6 + ["key=k1", "key=k1,algorithm=HMAC_SHA1", "key=k1,algorithm=hmac_sha256",
                                          "key=k1,algorithm=HMAC_SHA256"])
        try:
            vector = (json_vector if rng.random() < 0.1 else form_vector)(rng, key, settings)
        except ValueError:
            continue  # A changed address that Python cannot parse (a port that is no number).
        print(json.dumps(vector))
        done += 1


if __name__ == "__main__":
    main()

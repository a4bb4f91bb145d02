#!/usr/bin/env python3
"""Checks the lists of actors and places: check_codes.py FOLDER

Every code must be a country of ISO 3166 (package iso-codes), a role, or both;
every member of the United Nations must have a name, a people and a capital;
dates must be dates, and in order; the same words may not stand twice in one
kind at one time; a surname's line must agree with the full name's.
Exit status: 0 fine, 1 faults (told), 77 no iso-codes.
"""
import json
import re
import sys
import unicodedata
from collections import defaultdict

FILES = "countries", "leaders", "bodies", "places"
ISO = "/usr/share/iso-codes/json/iso_3166-%s.json"
ROLES = set("""GOV MIL COP JUD LEG OPP REB SPY NGO IGO IMG MED REL LAB BUS
EDU CRM UNO EUREEC WSTNAT""".split())
# ISO's entries that are no members of the United Nations.
NOT_UN = set("""ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM
ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT JEY MAC MAF MNP MSR MTQ
MYT NCL NFK NIU PCN PRI PSE PYF REU SGS SHN SJM SPM SXM TCA TKL TWN UMI VAT
VGB VIR WLF""".split())
# Their names are two countries' (Congolese, Dominican), or there is none.
WITHOUT = {"COUNTRY": set(), "NAT": {"COG", "DMA", "DOM", "VAT", "MAC"},
           "CAPITAL": {"VAT", "HKG", "MAC"}}
ALSO = {"VAT", "PSE", "TWN", "HKG", "MAC", "XKX"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
ATTRIBUTE = re.compile(r'(\w+)=("[^"]*"|\S+)')

faults = 0


def fault(place, text):
    global faults
    faults += 1
    print("%s:%d: %s" % (place[0], place[1], text))


def fold(text):
    bare = unicodedata.normalize("NFD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


def read(path):
    """Yields (place, kind, exact, inflected, words, attributes)."""
    kind, case, inflect, common = None, "", "", {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.strip()
            place = path, number
            word, _, rest = line.partition(" ")
            if not line or line[0] == "#":
                continue
            if word == "@kind":
                kind = rest
            elif word == "@case":
                case = rest
            elif word == "@inflect":
                inflect = rest
            elif word == "@set":
                common = dict(ATTRIBUTE.findall(rest))
            else:
                words, _, own = line.partition(" ; ")
                if ATTRIBUTE.sub("", own).strip():
                    fault(place, "what is no attribute: " + own)
                attributes = dict(common)
                attributes.update(
                    (k, v.strip('"')) for k, v in ATTRIBUTE.findall(own))
                if "feat" in common:
                    attributes["feat"] += "," + common["feat"]
                yield (place, kind, case == "all", inflect == "noun",
                       [w.strip() for w in words.split(" | ")], attributes)


def role_of(code, countries):
    return code[3:] if code[:3] in countries else code


def is_role(role):
    return not role or role in ROLES or (
        role[:3] in ROLES and role[3:] in ROLES)


def span(place, attributes):
    """The time of an entry as two strings that compare as dates."""
    ends = []
    for key, default in ("from", "0000"), ("to", "9999"):
        date = attributes.get(key, default)
        if key in attributes and not DATE.match(date):
            fault(place, "no date: " + date)
        ends.append((date + "-01-01")[:10])
    if ends[0] >= ends[1]:
        fault(place, "ends before it begins")
    return ends[0], ends[1]


def forms(words, inflected):
    for word in words:
        written = word.split(" / ")
        if inflected and len(written) == 1:
            written.append(word + "s")
        for form in written:
            yield form.strip()


def check_names(people):
    """A surname's line within the time, and with the code, of its name."""
    full = defaultdict(list)
    for place, words, attributes, when in people:
        if "name" not in attributes:
            for word in words:
                full[word].append((when, attributes.get("code")))
    for place, words, attributes, when in people:
        name = attributes.get("name")
        if name and not any(w[0] <= when[0] and when[1] <= w[1] and
                            code == attributes.get("code")
                            for w, code in full[name]):
            fault(place, "no such person at that time: " + name)


def main(folder):
    try:
        with open(ISO % 1, encoding="utf-8") as f:
            now = {c["alpha_3"] for c in json.load(f)["3166-1"]}
        with open(ISO % 3, encoding="utf-8") as f:
            past = {c["alpha_3"] for c in json.load(f)["3166-3"]}
    except OSError:
        return 77
    countries = now | past | {"XKX"}
    seen, have, people = defaultdict(list), defaultdict(set), []
    for name in FILES:
        for place, kind, exact, inflected, words, attributes in read(
                "%s/%s.txt" % (folder, name)):
            code = attributes.get("code", "")
            if not is_role(role_of(code, countries)):
                fault(place, "no such code: " + code)
            have[kind].add(code[:3])
            when = span(place, attributes)
            if kind == "PERSON":
                people.append((place, words, attributes, when))
            line_forms = list(forms(words, inflected))
            keys = set(w if exact else fold(w) for w in line_forms)
            if not inflected and len(keys) < len(line_forms):
                fault(place, "the same words twice in the line")
            for key in keys:
                seen[kind, exact, key].append((when, place))
    for (kind, _, key), entries in seen.items():
        entries.sort()
        for (a, first), (b, place) in zip(entries, entries[1:]):
            if b[0] < a[1]:
                fault(place, "%s '%s' stands at line %d of %s as well"
                      % (kind, key, first[1], first[0]))
    for kind, without in WITHOUT.items():
        for code in sorted((now - NOT_UN | ALSO) - without - have[kind]):
            fault((folder, 0), "no %s for %s" % (kind, code))
    check_names(people)
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))

"""Domains of mailboxes: which can be those of one organisation alone."""

import re

from fido2.rpid import suffixes

from text.addresses import one_address

LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
DOMAIN = re.compile(rf"(?:{LABEL}\.)*{LABEL}")
LONGEST_DOMAIN = 253
ENDINGS = frozenset(suffixes)  # the Public Suffix List, https://publicsuffix.org

# Where anybody can have a mailbox: the large providers, and those of the programme's countries.
# The families end in .com and in many countries.
FAMILIES = {"aol", "gmx", "googlemail", "hotmail", "outlook", "yahoo", "yandex", "ymail"}
PROVIDERS = """
    gmail.com live.com live.co.uk live.de live.es live.fr live.it msn.com rocketmail.com
    windowslive.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me mail.com
    email.com zoho.com zohomail.com zohomail.eu tutanota.com tutanota.de tuta.com tuta.io
    fastmail.com fastmail.fm hushmail.com posteo.de posteo.net mailbox.org web.de t-online.de
    freenet.de mail.ru bk.ru inbox.ru list.ru rambler.ru qq.com 126.com 163.com duck.com hey.com
    telefonica.net movistar.es terra.es ono.com orange.es ya.com euskalnet.net wanadoo.es
    libero.it virgilio.it tiscali.it alice.it tim.it tin.it inwind.it iol.it blu.it fastwebnet.it
    email.it pec.it legalmail.it arubapec.it
    walla.com walla.co.il netvision.net.il bezeqint.net 012.net.il zahav.net.il nana10.co.il
    cytanet.com.cy tedata.net.eg maktoob.com idm.net.lb cyberia.net.lb maltanet.net onvol.net
    orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr aliceadsl.fr
    otenet.gr forthnet.gr hol.gr in.gr freemail.gr sapo.pt iol.pt clix.pt netcabo.pt
    topnet.tn planet.tn gnet.tn djaweb.dz
    """
PUBLIC = frozenset(PROVIDERS.split())


def one_domain(text):
    """The domain `text` as it stands in an address that is kept; a “@” in front may be left there.

    Raises UnicodeError where it cannot be one.
    """
    domain = one_address(f"a@{text.strip().removeprefix('@')}").partition("@")[2]
    is_number = domain.rpartition(".")[2].isdecimal()
    too_long = len(domain.encode("idna")) > LONGEST_DOMAIN
    if is_number or too_long or not DOMAIN.fullmatch(domain):
        raise UnicodeError(domain)
    return domain


def is_ending(domain):
    """Whether many owners share `domain`: a top level alone, or what co.il is in Israel."""
    rest = domain.partition(".")[2]
    if not rest or domain in ENDINGS:
        return True
    return f"*.{rest}" in ENDINGS and f"!{domain}" not in ENDINGS


def is_public(domain):
    """Whether anybody can have a mailbox at `domain`."""
    first, _dot, rest = domain.partition(".")
    return domain in PUBLIC or (first in FAMILIES and bool(rest) and is_ending(rest))


def domain_of(address):
    """The domain of an `address` that is kept."""
    return address.rpartition("@")[2].lower()

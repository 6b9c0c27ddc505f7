"""Who signs here: the key of this installation, and an organisation as an issuer.

In: the installation's home. Out: the issuing key, a profile. Follows: one key an installation, kept by the host.
"""

from functools import cache

from django.conf import settings

from liangcai.credentials.document import Profile
from liangcai_host.keys.issuing import IssuingKey, load_issuing_key
from liangcai_web.records.organisations import Organisation


@cache
def issuing_key() -> IssuingKey:
    """The key of this installation."""
    return load_issuing_key(settings.HOME)


def issuer_profile(organisation: Organisation) -> Profile:
    """The organisation as the issuer of what is signed."""
    return Profile(id=issuing_key().did, name=organisation.name)

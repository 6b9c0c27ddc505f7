"""Passwords and phrases that take no time to check: how long they take is not what tests and proofs are about.

In: nothing. Out: what this process writes from now on names its own small cost, so that every other process can check
it. Follows: the hashes and seals of the product, with its own code; only their cost is another.
"""

COST = 2**4


def make_keys_quick() -> None:
    """From now on, in this process."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    from liangcai_host.keys import phrases

    PBKDF2PasswordHasher.iterations = 1
    phrases.COST = COST

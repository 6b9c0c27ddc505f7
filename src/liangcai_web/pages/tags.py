"""Template tags of the site: the two languages.

``{% say "中文" "English" %}`` prints the words of the page's language; ``{{ message|spoken:lang }}`` those of a Message.
"""

from django import template
from django.template import Context

from liangcai.findings import Message
from liangcai_web.pages.language import say

register = template.Library()


@register.simple_tag(name="say", takes_context=True)
def say_words(context: Context, zh: str, en: str) -> str:
    """The words in the language of the page."""
    return en if context.get("lang") == "en" else zh


@register.filter
def spoken(message: Message, language: str) -> str:
    """A message of the library in a language."""
    return say(message, language)

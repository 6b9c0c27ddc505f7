"""The usual character for each that the fonts of PDF files give in its place.

In: the text of a character. Out: the same word in the usual characters. Follows: Unicode's EquivalentUnifiedIdeograph
and NFKC for radicals; a font with one shape for two characters names either, and readers look for the usual one.
"""

import re
import unicodedata

RADICALS = "⺄⺈⺌⺍⺎⺐⺒⺓⺜⺝⺟⺠⺧⺩⺫⺬⺶⺼⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻳"
IDEOGRAPHS = "乙刀小小兀尢巳幺日月母民牛王目示羊肉臼虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龜龟"
TABLE = str.maketrans(dict(zip(RADICALS, IDEOGRAPHS, strict=True)) | {"⼾": "户", "⾭": "青", "⸺": "——", "⸻": "———"})
LOOKALIKE = re.compile("[\u2e3a-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")


def unify_lookalikes(text: str) -> str:
    """Text in usual characters: radicals, compatibility forms, joined letters and joined dashes are put back."""
    if not LOOKALIKE.search(text):
        return text
    return LOOKALIKE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text.translate(TABLE))

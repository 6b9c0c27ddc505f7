"""A photograph of an applicant made anew for the ticket: upright, cut to the size of a passport photograph.

In: the bytes and the name of a file. Out: ``CleanFile`` with a JPEG of 295 × 413 pixels, or a finding. Follows: rule 10
of the reliability rules; runs in the child. 25 × 35 mm at 300 dots an inch is the usual one-inch photograph.
"""

import io

from PIL import Image, ImageOps

from liangcai.findings import Result
from liangcai_host.sandbox.evidence import clean_evidence
from liangcai_host.sandbox.evidence_refusals import refuse
from liangcai_host.sandbox.message import CleanFile

WIDTH, HEIGHT = 295, 413
LEAST_WIDTH, LEAST_HEIGHT = 150, 210
FACE = (0.5, 0.3)  # where the face is looked for when something has to be cut off


def clean_portrait(data: bytes, name: str) -> Result[CleanFile | None]:
    """The photograph cut and written anew."""
    made = clean_evidence(data, name)
    if made.value is None:
        return made
    if not made.value.media_type.startswith("image/"):
        return refuse_portrait(name, ("不是照片", "is no photograph"))
    with Image.open(io.BytesIO(made.value.data)) as opened:
        width, height = opened.size
        if width > height:
            return refuse_portrait(name, ("是横的", "lies on its side"))
        if width < LEAST_WIDTH or height < LEAST_HEIGHT:
            said = (f"只有 {width}×{height} 像素，认不清人", f"has {width} by {height} pixels only, too few for a face")
            return refuse_portrait(name, said)
        fitted = ImageOps.fit(opened.convert("RGB"), (WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=FACE)
    stream = io.BytesIO()
    fitted.save(stream, "JPEG", quality=88)
    return Result(CleanFile(media_type="image/jpeg", data=stream.getvalue()))


def refuse_portrait(name: str, what: tuple[str, str]) -> Result[CleanFile | None]:
    """A picture that is not to be put on a ticket."""
    size = f"{LEAST_WIDTH}×{LEAST_HEIGHT}"
    mend = (
        f"请上传竖的近期免冠正面照（JPEG、PNG 或 WebP），至少 {size} 像素。",
        f"Send an upright recent photograph of the face (JPEG, PNG or WebP), {size} pixels at least.",
    )
    return refuse("portrait", name, what, mend)

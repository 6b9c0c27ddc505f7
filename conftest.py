"""What every test stands on: a home of its own, so that no test touches an installation."""

import os
import tempfile

os.environ["LIANGCAI_HOME"] = tempfile.mkdtemp(prefix="liangcai-test-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangcai_web.site.settings")

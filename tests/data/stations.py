"""A made-up pack of four checks."""

from liangcai.stations.pack import read_pack

TEXT = """
id = "pump"
version = "1"
engine = "none"
zh = "泵"
en = "Pump"
code = "9-99-99-99"
edition = "2020"
level = "初级"
minutes = 30

[[checks]]
id = "blocked-off"
zh = "不该通的不通"
en = "What must not flow does not"
kind = "negative"
points = 20
requirements = ["1.1.1"]
paired = "flows"

[[checks]]
id = "wired"
zh = "已接线"
en = "Wired"
kind = "outcome"
points = 30
requirements = ["1.1.1"]
veto = true

[[checks]]
id = "flows"
zh = "通"
en = "Flows"
kind = "outcome"
points = 25
requirements = ["1.1.1", "1.1.2"]
needs = ["wired"]

[[checks]]
id = "logged"
zh = "有记录"
en = "Logged"
kind = "process"
points = 25
requirements = ["1.2.1"]
""" + "".join(f'\n[[mutants]]\nname = "m{number}"\nzh = "错"\nfails = ["wired"]\n' for number in range(5))

_READ = read_pack(TEXT)
assert _READ.value is not None, _READ.findings
PACK = _READ.value

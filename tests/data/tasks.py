"""A performance task for the test document, as an author writes it."""

SHEET = """
occupation = "9-99-99-01"
edition = "2026"
level = "五级"

[[sheets]]
id = "P2-01"
function = "2"
title = "扎一只小沙燕"
mode = "real"
minutes = 60
situation = "客人要一只能放的小沙燕。"
steps = ["扎骨架", "糊面"]
deliverables = ["风筝一只"]

[sheets.preparation]
place = "明亮的工作台"
supplies = [{ name = "竹篾", specification = "3 毫米", quantity = "每人 6 根" }]

[[sheets.modules]]
task = "2.1"
name = "扎制"
skills = ["S2.1.1", "S2.1.2"]
rows = [
  { text = "骨架对称", points = 60, guide = "相差每 2 毫米扣 5 分" },
  { text = "面平整", points = 40, guide = "每处皱褶扣 5 分" },
]
"""

"""The desk as a candidate sees it: interview, papers, forms, the list to import, the archive.

In: a world, the state. Out: panels; none where the scene has nothing of the kind. Follows: an answer is shown when it
was asked for, a paper when it was opened, a record while it is out.
"""

from collections.abc import Iterable

from liangcai.findings import Message
from liangcai_host.benches import views
from liangcai_stations.drawing import Value, write_number
from liangcai_stations.record.pictures import draw_picture
from liangcai_stations.record.scene import Field, Record, Row, Scene, Table, World
from liangcai_stations.record.state import State
from liangcai_stations.worlds import Part

KINDS: dict[str, views.FieldKind] = {"multi": "multiple", "person_number": "text"}


def show_talk(world: World, state: State) -> tuple[views.AnyPanel, ...]:
    """What can be said, and what was."""
    known = {one.id: one for one in world.scene.questions}
    if not known:
        return ()
    said = tuple(views.Said(question=known[name].name, answer=known[name].answer) for name in state.asked)
    acts = tuple(
        views.Act(id=one.id, zh=one.zh, en=one.en, body={"do": "ask", "question": one.id}) for one in known.values()
    )
    return (views.Dialogue(id="talk", zh="访谈", en="Interview", said=said, acts=acts),)


def show_papers(world: World, state: State) -> tuple[views.AnyPanel, ...]:
    """The tables: those that were opened with what stands in them."""
    return tuple(show_paper(table, opened=table.id in state.looked) for table in world.scene.tables)


def show_paper(table: Table, *, opened: bool) -> views.AnyPanel:
    """A table or picture, or its cover."""
    if not opened:
        act = views.Act(id=f"look-{table.id}", zh="打开", en="Open", body={"do": "look", "table": table.id})
        return views.Notes(id=table.id, zh=table.zh, en=table.en, acts=(act,))
    if table.picture:
        svg = draw_picture(table)
        return views.Picture(id=table.id, zh=table.zh, en=table.en, svg=svg, said=table.rows)
    rows = tuple(views.Row(cells=tuple(views.Cell(zh=text) for text in row)) for row in table.rows)
    return views.Table(id=table.id, zh=table.zh, en=table.en, columns=table.columns, rows=rows)


def show_form(world: World, state: State, record: Record) -> views.Form:
    """A form that is filled in, saved, and sent where there is somebody to send it to."""
    scene = world.scene
    draft = state.drafts[record.id]
    acts = [views.Act(id="save", zh="保存", en="Save", body={"do": "save", "record": record.id})]
    if scene.recipients:
        field = choose("to", "接收单位", "Recipient", scene.recipients)
        acts.append(
            views.Act(id="send", zh="报送", en="Send", body={"do": "send", "record": record.id}, fields=(field,))
        )
    return views.Form(
        id=record.id,
        zh=record.zh,
        en=record.en,
        fields=tuple(show_field(field, draft.get(field.id, "")) for field in list_fields(scene, record)),
        put={"do": "put", "record": record.id},
        acts=tuple(acts),
        state="none" if record.id not in state.saved else "ok" if state.saved[record.id] == draft else "warn",
        note=tell_saved(state, record, scene.recipients),
    )


def tell_saved(state: State, record: Record, recipients: Iterable[Part]) -> Message:
    """Whether what is filled in is saved, and where it was sent."""
    if record.id not in state.saved:
        said = Message("还没有保存。", "Not saved yet.")
    elif state.saved[record.id] == state.drafts[record.id]:
        said = Message("已保存。", "Saved.")
    else:
        said = Message("保存之后又有改动。", "Changed since it was saved.")
    names = {one.id: one for one in recipients}
    sent = [names[one.to] for one in state.letters if one.record == record.id]
    if not sent:
        return said
    zh, en = "、".join(one.zh for one in sent), ", ".join(one.en for one in sent)
    return Message(f"{said.zh}已报送：{zh}。", f"{said.en} Sent to: {en}.")


def show_import(world: World, state: State) -> tuple[views.AnyPanel, ...]:
    """The list to be taken in, row by row, and what became of each."""
    scene = world.scene
    if not scene.rows:
        return ()
    keys = list(scene.rows[0].cells)
    columns = (*(name_column(scene, key) for key in keys), Message("处理", "Done with it"))
    rows = tuple(show_row(scene, state, row, keys) for row in scene.rows)
    return (views.Table(id="import", zh="待导入名单", en="List to import", columns=columns, rows=rows),)


def show_row(scene: Scene, state: State, row: Row, keys: list[str]) -> views.Row:
    """A row, what became of it, and what can be done with it."""
    reason = state.rows.get(row.id)
    names = {one.id: one for one in scene.reasons}
    if reason is None:
        done = views.Cell(zh="未处理", en="not yet")
    elif reason:
        done = views.Cell(zh=f"退回：{names[reason].zh}", en=f"refused: {names[reason].en}", state="warn")
    else:
        done = views.Cell(zh="已导入", en="taken in", state="ok")
    acts = (
        views.Act(id=f"take-{row.id}", zh="导入", en="Take in", body={"do": "take", "row": row.id}),
        views.Act(
            id=f"refuse-{row.id}",
            zh="退回",
            en="Refuse",
            body={"do": "refuse", "row": row.id},
            fields=(choose("reason", "原因", "Reason", scene.reasons),),
        ),
    )
    return views.Row(id=row.id, cells=(*(views.Cell(zh=row.cells.get(key, "")) for key in keys), done), acts=acts)


def show_archive(world: World, state: State) -> tuple[views.AnyPanel, ...]:
    """The records in the archive by name; those that are out with what stands in them."""
    kept = [record for record in world.scene.records if record.kept]
    if not kept:
        return ()
    purposes = choose("purpose", "用途", "Purpose", world.scene.purposes)
    rows = []
    for record in kept:
        out = state.out(record.id)
        body = {"do": "give_back" if out else "fetch", "record": record.id}
        act = (
            views.Act(id=f"back-{record.id}", zh="归还", en="Give back", body=body)
            if out
            else views.Act(id=f"fetch-{record.id}", zh="调取", en="Fetch", body=body, fields=(purposes,))
        )
        place = views.Cell(zh="调出", en="out", state="warn") if out else views.Cell(zh="在库", en="in the archive")
        rows.append(
            views.Row(id=record.id, cells=(views.Cell(zh=record.id), views.Cell(zh=record.zh), place), acts=(act,))
        )
    columns = (Message("档案", "Record"), Message("姓名", "Name"), Message("状态", "Where"))
    table = views.Table(id="archive", zh="档案柜", en="Archive", columns=columns, rows=tuple(rows))
    return (table, *(show_kept(world.scene, state, record) for record in kept if state.out(record.id)))


def show_kept(scene: Scene, state: State, record: Record) -> views.Form:
    """A record that is out, as it was mended; its fields can be corrected where the scene has grounds for that."""
    fields = tuple(show_field(field, find_value(state, record, field)) for field in list_fields(scene, record))
    ground = choose("evidence", "依据", "Ground", scene.evidence)
    acts = [
        views.Act(
            id=f"correct-{record.id}-{field.id}",
            zh=f"更正「{field.zh}」",
            en=f"Correct {field.en}",
            body={"do": "correct", "record": record.id, "field": field.id},
            fields=(as_value(field), ground),
        )
        for field in fields
        if scene.evidence
    ]
    return views.Form(id=record.id, zh=f"{record.zh}（{record.id}）", en=record.en, fields=fields, acts=tuple(acts))


def find_value(state: State, record: Record, field: Field) -> Value:
    """What stands in a field of a record of the archive now."""
    mended = state.mended.get((record.id, field.id))
    return mended.value if mended else record.values.get(field.id, "")


def show_field(field: Field, value: Value) -> views.Field:
    """A field with its value."""
    return views.Field(
        id=field.id,
        zh=field.zh,
        en=field.en,
        kind=KINDS.get(field.kind, field.kind),  # type: ignore[arg-type] # the other names are the same
        options=tuple(views.Shown(id=one.id, zh=one.zh, en=one.en) for one in field.options),
        value=value,
        unit=field.unit,
        least="" if field.least is None else write_number(field.least),
        most="" if field.most is None else write_number(field.most),
    )


def as_value(field: views.Field) -> views.Field:
    """The field as it is sent with a correction, under the name ``value``."""
    return views.Field(
        id="value",
        zh=field.zh,
        en=field.en,
        kind=field.kind,
        options=field.options,
        value=field.value,
        unit=field.unit,
        least=field.least,
        most=field.most,
    )


def choose(name: str, zh: str, en: str, options: Iterable[Part]) -> views.Field:
    """A choice of parts of the scene."""
    shown = tuple(views.Shown(id=one.id, zh=one.zh, en=one.en) for one in options)
    return views.Field(id=name, zh=zh, en=en, kind="choice", options=shown)


def list_fields(scene: Scene, record: Record) -> tuple[Field, ...]:
    """The fields of a record's form."""
    return next(form.fields for form in scene.forms if form.id == record.form)


def name_column(scene: Scene, key: str) -> Message:
    """What a column is called: as the field of that id in any form."""
    named = next((field for form in scene.forms for field in form.fields if field.id == key), None)
    return named.name if named else Message(key, key)

"""What a person is told when a bench does not do what was asked.

In: nothing. Out: refusals, in both languages. Follows: no traceback reaches a person; what is our fault is said to be.
"""

from liangcai_host.benches.model import Json, refuse
from liangcai_host.benches.wire import RefusalError


def unknown() -> RefusalError:
    """Nobody has such a bench."""
    return RefusalError("benches.unknown", "没有这个工位", "There is no such bench")


def ended() -> RefusalError:
    """It was handed in or closed."""
    return RefusalError("benches.ended", "这次作答已经结束", "This attempt is over")


def other() -> RefusalError:
    """The attempt has a bench for something else."""
    return RefusalError("benches.other", "这次作答已有别的工位", "This attempt has another bench already")


def full(count: int) -> RefusalError:
    """All are taken."""
    zh, en = f"{count} 个工位都在使用，请稍候", f"All {count} benches are in use; please wait"
    return RefusalError("benches.full", zh, en)


def engine(name: str) -> RefusalError:
    """No such kind of station."""
    return RefusalError("benches.engine", f"没有引擎 {name}", f"There is no engine {name}")


def slow() -> RefusalError:
    """It does not come."""
    return RefusalError("benches.slow", "工位还没有就绪，请再试", "The bench is not ready yet; please try again")


def broken() -> RefusalError:
    """Our fault, and nobody loses points by it."""
    zh, en = (
        "工位出了故障，不会记零分，请告知考务人员",
        "The bench broke down; nobody loses points by it. Tell the staff",
    )
    return RefusalError("benches.broken", zh, en)


def store() -> RefusalError:
    """Nothing was stored."""
    return RefusalError("benches.store", "这一步没有存上，请再试", "This step was not stored; please try again")


def flood() -> RefusalError:
    """More than a person does."""
    return RefusalError("benches.flood", "操作太快，请稍候再试", "That is too fast; please wait a moment")


def size() -> RefusalError:
    """More than a step is."""
    return RefusalError("benches.size", "这一步太大", "That step is too large")


def many(count: int) -> RefusalError:
    """More than an attempt has."""
    return RefusalError("benches.many", f"已满 {count} 步", f"{count} steps were taken")


def reused() -> RefusalError:
    """An id stands for one step."""
    return RefusalError("benches.reused-id", "这个编号已用于另一步", "This id was used for another step")


def unreadable(why: str) -> RefusalError:
    """No request."""
    return RefusalError("benches.read", f"请求读不懂：{why}", f"The request cannot be read: {why}")


def no_run() -> RefusalError:
    """There is no such earlier run."""
    return RefusalError("benches.run", "没有这一轮可以恢复", "There is no such run to take up again")


def over() -> Json:
    """The time is over: the step is stored and shown as late."""
    return refuse(
        "benches.over", "时间已到，这一步已存下，不计入作答。", "The time is over: the step is kept, but not done."
    )


def before_reset() -> Json:
    """A step that was sent again after the bench began anew."""
    return refuse("benches.reset", "这一步属于重置之前。", "That step is of before the bench was set back.")


def fault() -> Json:
    """The bench broke at a step: nothing of it was done."""
    return refuse(
        "benches.fault",
        "工位没能处理这一步，什么也没有改变。",
        "The bench could not do this step; nothing was changed.",
    )

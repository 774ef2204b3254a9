"""A store in memory that can be told to misbehave: to lose requests or answers, to repeat them, to ignore conditions."""

from obstore.exceptions import AlreadyExistsError, GenericError, PreconditionError
from obstore.store import MemoryStore

from flows.object_store import ObjectStore

ADDRESS = "s3://newsroom/daily"


class CarelessStore:
    """What `ObjectStore` needs of a store. `faults` holds what happens to the next conditional writes:

    lost_request (nothing is done, no answer), lost_answer (done, no answer), repeated (done twice, the second answer given),
    late (no answer, done before the next request), fine.
    """

    def __init__(self, ignores=()):
        self.memory, self.faults, self.ignores, self.late = MemoryStore(), [], ignores, []

    def __getattr__(self, name):
        while self.late:
            self._quietly(*self.late.pop())
        return getattr(self.memory, name)

    def put(self, key, content, *, mode=None, **_):
        self.__getattr__("head")  # what is late arrives before
        if mode is None:
            return self.memory.put(key, content)
        kind = "If-None-Match" if mode == "create" else "If-Match"
        if kind in self.ignores:
            return self.memory.put(key, content)
        fault = self.faults.pop(0) if self.faults else "fine"
        if fault == "late":
            self.late.append((key, content, mode))
        if fault in {"lost_answer", "repeated"}:
            self._quietly(key, content, mode)
        if fault in {"lost_request", "lost_answer", "late"}:
            raise GenericError(f"no answer to a request signed with AKIDNEVERSHOWN for {key}")
        return self.memory.put(key, content, mode=mode)

    def _quietly(self, key, content, mode):
        try:
            self.memory.put(key, content, mode=mode)
        except (AlreadyExistsError, PreconditionError):
            return


def store_in(place):
    return ObjectStore(place, place, ADDRESS, pause=0.0)

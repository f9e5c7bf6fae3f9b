"""TaskGroup (3.11 and later): tasks that end before the block does. When one
fails, the others and the block are cancelled; what failed is raised as a
group."""


class TaskGroup:
    """A group of tasks. _stage is new, open, closing (the block has ended);
    _doomed is set once the tasks have been cancelled."""

    def __init__(self):
        self._stage = "new"
        self._doomed = False
        self._parent = None
        self._parent_cancelled = False
        self._left = set()
        self._errors = []
        self._fatal = None
        self._all_done = None

    def __repr__(self):
        text = "<TaskGroup"
        if self._tasks:
            text += f" tasks={len(self._tasks)}"
        if self._errors:
            text += f" errors={len(self._errors)}"
        if self._doomed:
            text += " cancelling"
        elif self._stage != "new":
            text += " entered"
        return text + ">"

    @property
    def _tasks(self):
        """The tasks that have not been counted as done, for whoever looks at them."""
        _counts_seen()
        return self._left

    async def __aenter__(self):
        if self._stage != "new":
            raise RuntimeError(f"TaskGroup {self!r} has already been entered")
        self._parent = current_task()
        if self._parent is None:
            raise RuntimeError(f"TaskGroup {self!r} cannot determine the parent task")
        self._stage = "open"
        return self

    async def __aexit__(self, et, exc, tb):
        self._stage = "closing"
        if self._fatal is None and isinstance(exc, (SystemExit, KeyboardInterrupt)):
            self._fatal = exc
        cancellation = None
        if et is CancelledError or _minor >= 13 and et is not None and issubclass(et, CancelledError):
            cancellation = exc
        if _minor < 13 and self._take_back():
            cancellation = None
        if et is not None and not self._doomed:
            self._abort()
        while self._left:
            self._all_done = get_running_loop().create_future()
            try:
                await self._all_done
            except CancelledError as again:
                if not self._doomed:
                    cancellation = again
                    self._abort()
            self._all_done = None
        if self._fatal is not None:
            raise self._fatal
        if _minor >= 13 and self._take_back():
            cancellation = None
        if cancellation is not None and not self._errors:
            raise cancellation
        if et is not None and not (
                et is CancelledError or _minor >= 13 and issubclass(et, CancelledError)):
            self._errors.append(exc)
        errors, parent = self._errors, self._parent
        if errors:
            if _minor >= 13 and parent.cancelling():
                # Who awaits next is to hear of it.
                parent.uncancel()
                parent.cancel()
            self._errors = None
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", errors) from None

    def _take_back(self):
        """Take the parent's cancellation back, if it was the group's, and say
        whether there was no other."""
        return self._parent_cancelled and self._parent.uncancel() == 0

    def create_task(self, coro, *, name=None, context=None, **more):
        if more and _minor < 14:
            raise TypeError(
                f"TaskGroup.create_task() got an unexpected keyword argument '{list(more)[0]}'")
        problem = None
        if self._stage == "new":
            problem = "has not been entered"
        elif self._stage == "closing" and not self._left:
            problem = "is finished"
        elif self._doomed:
            problem = "is shutting down"
        if problem is not None:
            if _minor >= 13:
                coro.close()
            raise RuntimeError(f"TaskGroup {self!r} {problem}")
        if _minor >= 13:
            task = get_running_loop().create_task(coro, name=name, **more)
        else:
            task = create_task(coro, name=name)  # which spends a number for the name
        if _minor >= 12 and task.done():
            self._on_task_done(task)
        else:
            self._left.add(task)
            task.add_done_callback(self._on_task_done)
        return task

    def _abort(self):
        self._doomed = True
        for task in self._left:
            if not task.done():
                task.cancel()

    def _on_task_done(self, task):
        self._left.discard(task)
        done = self._all_done
        if done is not None and not self._left and not done.done():
            done.set_result(True)
        if task.cancelled():
            return
        exc = task.exception()
        if exc is None:
            return
        self._errors.append(exc)
        if self._fatal is None and isinstance(exc, (SystemExit, KeyboardInterrupt)):
            self._fatal = exc
        if self._parent.done():
            get_running_loop().call_exception_handler({
                "message": f"Task {task!r} has errored out but its parent task "
                           f"{self._parent} is already completed",
                "exception": exc,
                "task": task,
            })
        elif not self._doomed and not self._parent_cancelled:
            self._abort()
            self._parent_cancelled = True
            self._parent.cancel()

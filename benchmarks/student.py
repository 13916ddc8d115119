"""Someone who uses a Streamlit app, without a browser: speaks its websocket protocol.

Does what the browser's side does at a change of a widget: sends the values of all
widgets, the query string and which large messages it still has; takes all that comes.
"""

from __future__ import annotations

from collections import Counter
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect

KEPT = 2  # runs for which the browser keeps a large message (`global.maxCachedMessageAge`)
MULTIPLE = {"double_array_value", "string_array_value"}
FIELDS = {
    "selectbox": "string_value",
    "slider": "double_array_value",
    "number_input": "double_value",
    "button_group": "string_array_value",
    "checkbox": "bool_value",
}


class Student:
    """One session; `shown` counts the kinds of elements that the last run sent."""

    def __init__(self, connection: ClientConnection, address: str) -> None:
        self.connection = connection
        self.context = ContextInfo(timezone="UTC", locale="en", url=f"http://{address}/", color_scheme="light")
        self.query: dict[str, Any] = {}
        self.widgets: dict[str, Any] = {}  # label -> (field of the widget's state, element)
        self.values: dict[str, Any] = {}  # label -> value
        self.kept: dict[str, int] = {}  # hash of a large message -> run in which it last came
        self.shown: Counter[str] = Counter()
        self.runs = 0

    @classmethod
    async def enter(cls, address: str) -> Student:
        """Open the page and wait until it is complete."""
        connection = await connect(
            f"ws://{address}/_stcore/stream", origin=f"http://{address}", subprotocols=["streamlit"], max_size=None
        )
        student = cls(connection, address)
        await student.rerun()
        return student

    async def change(self, label: str, value: object) -> float:
        """Set a widget; return the seconds until the page is complete again."""
        if label not in self.widgets:
            raise KeyError(f"no widget named {label!r}; there are {', '.join(self.widgets)}")
        self.values[label] = value
        if key := self.widgets[label][1].query_param_key:
            self.query[key] = value
        start = perf_counter()
        await self.rerun()
        return perf_counter() - start

    async def rerun(self) -> None:
        state = ClientState(
            query_string=urlencode(self.query, doseq=True),
            widget_states=WidgetStates(widgets=[self._state(label) for label in self.widgets]),
            cached_message_hashes=list(self.kept),
            context_info=self.context,
        )
        await self.connection.send(BackMsg(rerun_script=state).SerializeToString())
        self.runs += 1
        self.shown.clear()
        self.widgets = {}
        while self._take(ForwardMsg.FromString(await self.connection.recv())):
            pass
        self.kept = {name: run for name, run in self.kept.items() if self.runs - run < KEPT}

    async def leave(self) -> None:
        await self.connection.close()

    def _take(self, message: ForwardMsg) -> bool:
        """Take a message; return whether the run goes on."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self.kept[message.hash] = self.runs
        if kind == "ref_hash":
            self.kept[message.ref_hash] = self.runs
            self.shown["kept"] += 1
        elif kind == "page_info_changed":
            self.query = parse_qs(message.page_info_changed.query_string)
        elif kind == "delta":
            self._show(message.delta)
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            raise RuntimeError(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
        return kind != "script_finished"

    def _show(self, delta: Delta) -> None:
        kind = delta.new_element.WhichOneof("type")
        if kind is None:
            return
        self.shown[kind] += 1
        if kind == "exception":
            raise RuntimeError(f"the page shows an exception: {delta.new_element.exception.message}")
        if kind in FIELDS:
            element = getattr(delta.new_element, kind)
            self.widgets[element.label] = FIELDS[kind], element
            self.values.setdefault(element.label, _default(kind, element))

    def _state(self, label: str) -> WidgetState:
        field, element = self.widgets[label]
        value = self.values[label]
        state = WidgetState(id=element.id)
        if field in MULTIPLE:
            getattr(state, field).data.extend(value if isinstance(value, list) else [value])
        else:
            setattr(state, field, value)
        return state


def _default(kind: str, element: Any) -> Any:
    if kind == "selectbox":
        return element.raw_value or element.options[element.default]
    if kind == "button_group":
        return [element.options[i].content for i in element.default]
    return list(element.default) if kind == "slider" else element.default

"""The picture of a machine: states in layers, steps as lines, the path taken marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.components.status import Text

# The sheet lays the same grid: columns of WIDTH, half rows of HALF, a margin around.
WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 94, 50, 24, 22, 12
HALF = (HEIGHT + GAP_Y) // 2


@dataclass(frozen=True)
class Node:
    """A state."""

    name: str
    label: Text
    is_visited: bool = False
    is_current: bool = False


@dataclass(frozen=True)
class Edge:
    """A step from one state to another."""

    source: str
    target: str
    label: Text
    is_taken: bool = False


@dataclass(frozen=True)
class Box:
    """A state with its place, in the picture's units."""

    node: Node
    column: int
    row: int

    @property
    def x(self) -> int:
        """Return the left edge."""
        return _column(self.column - 1)

    @property
    def y(self) -> int:
        """Return the upper edge: a box stands in the middle of two half rows."""
        return MARGIN + GAP_Y // 2 + (self.row - 1) * HALF

    @property
    def middle(self) -> tuple[int, int]:
        """Return the middle of the box."""
        return self.x + WIDTH // 2, self.y + HEIGHT // 2


@dataclass(frozen=True)
class Line:
    """A step with the path of its curve."""

    edge: Edge
    path: str


@dataclass(frozen=True)
class Machine:
    """States and steps; the first node is where cases begin."""

    title: Text
    nodes: Sequence[Node]
    edges: Sequence[Edge]

    @cached_property
    def layers(self) -> list[list[Node]]:
        """Return the states by their distance from the beginning; unreachable ones come last."""
        depth = _depths(self.nodes, self.edges)
        last = max(depth.values(), default=0) + 1
        columns: list[list[Node]] = [[] for _ in range(last + 1)]
        for node in self.nodes:
            columns[depth.get(node.name, last)].append(node)
        return [column for column in columns if column]

    @cached_property
    def boxes(self) -> list[Box]:
        """Return every state with its place, each layer centred."""
        tallest = max((len(layer) for layer in self.layers), default=1)
        return [
            Box(node, number + 1, tallest - len(layer) + 2 * place + 1)
            for number, layer in enumerate(self.layers)
            for place, node in enumerate(layer)
        ]

    @property
    def lines(self) -> list[Line]:
        """Return every step as a curve; the taken ones last, so that they lie on top."""
        at = {box.node.name: box for box in self.boxes}
        ordered = sorted(self.edges, key=lambda edge: edge.is_taken)
        return [Line(edge, _curve(at[edge.source], at[edge.target])) for edge in ordered]

    @property
    def walked(self) -> list[Node]:
        """Return the states that the case has been in, in the order of the machine."""
        return [node for node in self.nodes if node.is_visited or node.is_current]

    @property
    def ahead(self) -> list[tuple[Text, Text]]:
        """Return each step from where the case stands, with the state that it leads to."""
        now = next((node.name for node in self.nodes if node.is_current), None)
        name = {node.name: node.label for node in self.nodes}
        return [
            (edge.label, name[edge.target])
            for edge in self.edges
            if edge.source == now and edge.target != now
        ]

    @property
    def passages(self) -> list[tuple[Text, Text, Text, bool]]:
        """Return from, step, to and whether it was taken, in words, for the table."""
        name = {node.name: node.label for node in self.nodes}
        return [(name[e.source], e.label, name[e.target], e.is_taken) for e in self.edges]

    @property
    def width(self) -> int:
        """Return the width of the picture."""
        return _column(len(self.layers)) - GAP_X + MARGIN

    @property
    def height(self) -> int:
        """Return the height of the picture."""
        tallest = max((len(layer) for layer in self.layers), default=1)
        return 2 * MARGIN + tallest * (HEIGHT + GAP_Y)


def _depths(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, int]:
    """Return the number of steps from the first node to each that can be reached."""
    depth = {nodes[0].name: 0} if nodes else {}
    border = list(depth)
    while border:
        reached = []
        for edge in edges:
            if edge.source in border and edge.target not in depth:
                depth[edge.target] = depth[edge.source] + 1
                reached.append(edge.target)
        border = reached
    return depth


def _column(number: int) -> int:
    return MARGIN + number * (WIDTH + GAP_X)


def _curve(source: Box, target: Box) -> str:
    """Return an SVG path: forward from side to side, back or beside by a bow."""
    if source is target:
        x, y = source.x + WIDTH // 2, source.y
        return f"M{x - 16} {y} C{x - 16} {y - 20} {x + 16} {y - 20} {x + 16} {y}"
    if target.x == source.x:
        x = source.middle[0]
        down = target.y > source.y
        return f"M{x} {source.y + HEIGHT * down} L{x} {target.y + HEIGHT * (not down)}"
    if target.x > source.x:
        x1, y1 = source.x + WIDTH, source.middle[1]
        x2, y2 = target.x, target.middle[1]
        bend = GAP_X // 2
        return f"M{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    x1, y1 = source.middle[0], source.y + HEIGHT
    x2, y2 = target.middle[0], target.y + HEIGHT
    low = max(y1, y2) + GAP_Y
    return f"M{x1} {y1} C{x1} {low} {x2} {low} {x2} {y2}"

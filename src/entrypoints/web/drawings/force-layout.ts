/**
 * Lays a graph out so that linked points are near each other and no two points or labels overlap. d3-force starts from
 * fixed positions and has its own generator, so the same graph always gets the same layout.
 */
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force'

export interface PlacedPoint {
  readonly number: number
  readonly x: number
  readonly y: number
  /** Middle of the label's text. */
  readonly labelX: number
  readonly labelY: number
}

interface Node extends SimulationNodeDatum {
  readonly number: number
}

/** The layout hardly changes after this many steps. */
const STEPS = 160
const DISTANCE = 90
/** Room for a point with its label. */
const ROOM = 24
/** Tried from the nearest to the farthest. */
const LABEL_DISTANCES = [16, 22, 29]
const LABEL_WIDTH = 36
const LABEL_HEIGHT = 13

export function layOut(
  numbers: readonly number[],
  pairs: readonly (readonly [number, number])[],
): readonly PlacedPoint[] {
  const nodes: Node[] = numbers.map((number) => ({ number }))
  const links: SimulationLinkDatum<Node>[] = pairs.map(([source, target]) => ({ source, target }))
  forceSimulation(nodes)
    .force(
      'link',
      forceLink<Node, SimulationLinkDatum<Node>>(links)
        .id(({ number }) => number)
        .distance(DISTANCE),
    )
    .force('apart', forceManyBody().strength(-900).distanceMax(600))
    .force('room', forceCollide(ROOM))
    // The page is wider than it is high.
    .force('x', forceX(0).strength(0.06))
    .force('y', forceY(0).strength(0.2))
    .stop()
    .tick(STEPS)
  return placeLabels(
    nodes.map(({ number, x = 0, y = 0 }) => ({ number, x: Math.round(x), y: Math.round(y) })),
    pairs,
  )
}

type Point = Pick<PlacedPoint, 'number' | 'x' | 'y'>

const ANGLES = Array.from({ length: 24 }, (_, at) => Math.PI / 2 + (at * Math.PI) / 12)

/** Puts each label where it crosses the fewest lines, points and labels; right below the point if all places are free. */
function placeLabels(points: readonly Point[], pairs: readonly (readonly [number, number])[]): readonly PlacedPoint[] {
  const byNumber = new Map(points.map((point) => [point.number, point]))
  const lines = pairs.flatMap(([a, b]) => {
    const [from, to] = [byNumber.get(a), byNumber.get(b)]
    return from === undefined || to === undefined ? [] : [[from, to] as const]
  })
  const placed: PlacedPoint[] = []
  for (const point of points) {
    const candidates = LABEL_DISTANCES.flatMap((distance) =>
      ANGLES.map((angle) => ({
        labelX: Math.round(point.x + (distance + LABEL_WIDTH / 4) * Math.cos(angle)),
        labelY: Math.round(point.y + distance * Math.sin(angle)),
      })),
    )
    const costs = candidates.map(({ labelX: x, labelY: y }) => {
      const crossed = lines.filter(([a, b]) => crosses(a, b, x, y)).length
      const covered = points.filter((it) => Math.abs(it.x - x) < LABEL_WIDTH / 2 + 8 && Math.abs(it.y - y) < 14).length
      const labels = placed.filter(
        (it) => Math.abs(it.labelX - x) < LABEL_WIDTH && Math.abs(it.labelY - y) < LABEL_HEIGHT,
      )
      return crossed + 2 * covered + 3 * labels.length
    })
    const best = costs.indexOf(Math.min(...costs))
    placed.push({ ...point, ...(candidates[best] ?? { labelX: point.x, labelY: point.y }) })
  }
  return placed
}

/** Whether the line from a to b passes through a label with its middle at (x, y). */
function crosses(a: Point, b: Point, x: number, y: number): boolean {
  let [from, to] = [0, 1]
  const sides = [
    [a.x, b.x - a.x, x, LABEL_WIDTH / 2],
    [a.y, b.y - a.y, y, LABEL_HEIGHT / 2],
  ] as const
  for (const [start, length, middle, half] of sides) {
    if (length === 0 && Math.abs(start - middle) >= half) return false
    if (length === 0) continue
    const ends = [(middle - half - start) / length, (middle + half - start) / length]
    from = Math.max(from, Math.min(...ends))
    to = Math.min(to, Math.max(...ends))
  }
  return from < to
}

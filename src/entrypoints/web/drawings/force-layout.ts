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
const LABEL_DISTANCES = [16, 22, 29] as const
const MAX_LABEL_DISTANCE = LABEL_DISTANCES[2]
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
  for (const point of points) placed.push(placeLabel(point, { lines, points, placed }))
  return placed
}

interface LabelContext {
  readonly lines: readonly (readonly [Point, Point])[]
  readonly points: readonly Point[]
  /** Those whose labels have a place. */
  readonly placed: readonly PlacedPoint[]
}

/** Half the size of the box that holds every place for a label of a point in its middle. */
const REACH = { x: MAX_LABEL_DISTANCE + LABEL_WIDTH, y: MAX_LABEL_DISTANCE + LABEL_HEIGHT }

function placeLabel(point: Point, { lines, points, placed }: LabelContext): PlacedPoint {
  const isNear = (x: number, y: number) => Math.abs(x - point.x) < 2 * REACH.x && Math.abs(y - point.y) < 2 * REACH.y
  const near = {
    lines: lines.filter(([a, b]) => crosses(a, b, { ...point, halfWidth: REACH.x, halfHeight: REACH.y })),
    points: points.filter(({ x, y }) => isNear(x, y)),
    placed: placed.filter(({ labelX, labelY }) => isNear(labelX, labelY)),
  }
  let best = { ...point, labelX: point.x, labelY: point.y }
  let least = Number.POSITIVE_INFINITY
  for (const distance of LABEL_DISTANCES) {
    for (const angle of ANGLES) {
      const labelX = Math.round(point.x + (distance + LABEL_WIDTH / 4) * Math.cos(angle))
      const labelY = Math.round(point.y + distance * Math.sin(angle))
      const cost = costOf(labelX, labelY, near)
      if (cost >= least) continue
      best = { ...point, labelX, labelY }
      least = cost
      if (cost === 0) return best
    }
  }
  return best
}

function costOf(x: number, y: number, { lines, points, placed }: LabelContext): number {
  const label = { x, y, halfWidth: LABEL_WIDTH / 2, halfHeight: LABEL_HEIGHT / 2 }
  const crossed = lines.filter(([a, b]) => crosses(a, b, label)).length
  const covered = points.filter((it) => Math.abs(it.x - x) < LABEL_WIDTH / 2 + 8 && Math.abs(it.y - y) < 14).length
  const labels = placed.filter((it) => Math.abs(it.labelX - x) < LABEL_WIDTH && Math.abs(it.labelY - y) < LABEL_HEIGHT)
  return crossed + 2 * covered + 3 * labels.length
}

interface Box {
  readonly x: number
  readonly y: number
  readonly halfWidth: number
  readonly halfHeight: number
}

/** Whether the line from a to b passes through a box with its middle at (x, y). */
function crosses(a: Point, b: Point, { x, y, halfWidth, halfHeight }: Box): boolean {
  const across = passage(a.x, b.x, x, halfWidth)
  const down = passage(a.y, b.y, y, halfHeight)
  return Math.max(0, across[0], down[0]) < Math.min(1, across[1], down[1])
}

/** The part of the way from `from` to `to`, as shares of it, that is less than `half` away from `middle`. */
function passage(from: number, to: number, middle: number, half: number): readonly [number, number] {
  const length = to - from
  if (length === 0) return Math.abs(from - middle) < half ? [0, 1] : [1, 0]
  const ends = [(middle - half - from) / length, (middle + half - from) / length] as const
  return length > 0 ? ends : [ends[1], ends[0]]
}

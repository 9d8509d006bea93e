/** Finds rings of `confused-with` without a mutual pair: A points to B, B to C, C to A, and none points back. */

/** The ids that each id names in `confused-with`. */
export type Pointers = ReadonlyMap<string, readonly string[]>

/**
 * @returns each ring as its ids in order, starting with the alphabetically first; if several rings share members, only
 *   one of them. A ring in which two members name each other does not count.
 */
export function findOneWayRings(pointers: Pointers): readonly (readonly string[])[] {
  const rings: (readonly string[])[] = []
  const inRing = new Set<string>()
  for (const start of [...pointers.keys()].sort()) {
    const ring = inRing.has(start) ? null : findRing(start, pointers)
    if (ring === null) continue
    rings.push(ring)
    for (const id of ring) inRing.add(id)
  }
  return rings
}

/** Returns the shortest path from an id back to itself without a mutual pair. */
function findRing(start: string, pointers: Pointers): readonly string[] | null {
  const pointsTo = (from: string, to: string) => pointers.get(from)?.includes(to) ?? false
  const areMutual = (a: string, b: string) => pointsTo(a, b) && pointsTo(b, a)
  const reached = new Set<string>()
  const paths: (readonly string[])[] = [[start]]
  for (const path of paths) {
    const last = path.at(-1) as string
    if (path.length > 2 && pointsTo(last, start)) return path
    for (const next of pointers.get(last) ?? []) {
      if (reached.has(next) || path.some((id) => id === next || areMutual(id, next))) continue
      reached.add(next)
      paths.push([...path, next])
    }
  }
  return null
}

/** Finds rings of `confused-with` in which nobody answers: A points to B, B to C, C to A, and none points back. */

/** Who points to whom. */
export type Pointers = ReadonlyMap<string, readonly string[]>

/**
 * @returns each ring as the ids along it, beginning with the one that comes first in order of id; of rings that share
 *   members one. A ring of which any two members name each other is none.
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

/** The shortest way from an id back to itself on which nobody names each other. */
function findRing(start: string, pointers: Pointers): readonly string[] | null {
  const pointsTo = (from: string, to: string) => pointers.get(from)?.includes(to) ?? false
  const areMutual = (a: string, b: string) => pointsTo(a, b) && pointsTo(b, a)
  const reached = new Set<string>()
  const ways: (readonly string[])[] = [[start]]
  for (const way of ways) {
    const last = way.at(-1) as string
    if (way.length > 2 && pointsTo(last, start)) return way
    for (const next of pointers.get(last) ?? []) {
      if (reached.has(next) || way.some((id) => id === next || areMutual(id, next))) continue
      reached.add(next)
      ways.push([...way, next])
    }
  }
  return null
}

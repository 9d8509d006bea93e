/** Finds rings of `confused-with` in which nobody answers: A points to B, B to C, C to A, and none points back. */

/** Who points to whom. */
export type Pointers = ReadonlyMap<string, readonly string[]>

/**
 * @returns each ring as the ids along it, beginning with the one that comes first in order of id; of rings that share
 *   members one
 */
export function findOneWayRings(pointers: Pointers): readonly (readonly string[])[] {
  const oneWay = withoutMutual(pointers)
  const rings: (readonly string[])[] = []
  const inRing = new Set<string>()
  for (const start of [...oneWay.keys()].sort()) {
    const ring = inRing.has(start) ? null : findRing(start, oneWay)
    if (ring === null) continue
    rings.push(ring)
    for (const id of ring) inRing.add(id)
  }
  return rings
}

function withoutMutual(pointers: Pointers): Pointers {
  return new Map([...pointers].map(([id, to]) => [id, to.filter((other) => !(pointers.get(other) ?? []).includes(id))]))
}

/** The shortest way from an id back to itself. */
function findRing(start: string, pointers: Pointers): readonly string[] | null {
  const reached = new Set<string>()
  const ways: (readonly string[])[] = [[start]]
  for (const way of ways) {
    for (const next of pointers.get(way.at(-1) as string) ?? []) {
      if (next === start) return way
      if (reached.has(next)) continue
      reached.add(next)
      ways.push([...way, next])
    }
  }
  return null
}

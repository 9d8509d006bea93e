/** Returns a function that finds the first of several things; it searches again only for those that were passed. */
export function firstOf(searches: readonly ((from: number) => number)[]): (from: number) => number {
  const found = searches.map(() => Number.NEGATIVE_INFINITY)
  return (from) => {
    for (const [index, search] of searches.entries())
      if (found[index] !== -1 && (found[index] as number) < from) found[index] = search(from)
    const offsets = found.filter((it) => it !== -1)
    return offsets.length === 0 ? -1 : Math.min(...offsets)
  }
}

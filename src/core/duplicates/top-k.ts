/** Keeps the k best of many scored places, in a bounded heap whose root is the worst place kept. */
export class TopK {
  readonly #most: number
  readonly #heap: { readonly place: number; readonly score: number }[] = []

  constructor(most: number) {
    this.#most = most
  }

  /** The lowest score that would currently be kept. */
  get least(): number {
    return this.#heap.length < this.#most ? Number.NEGATIVE_INFINITY : (this.#heap[0] as Scored).score
  }

  offer(place: number, score: number): void {
    if (score < this.least) return
    const item = { place, score }
    if (this.#heap.length < this.#most) this.#rise(item)
    else if (isBetter(item, this.#heap[0] as Scored)) this.#sink(item)
  }

  /** Places with their scores, best first; places with equal scores are in ascending order. */
  list(): readonly { readonly place: number; readonly score: number }[] {
    return [...this.#heap].sort((a, b) => (isBetter(a, b) ? -1 : 1))
  }

  #rise(item: Scored): void {
    const heap = this.#heap
    let at = heap.push(item) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!isBetter(heap[above] as Scored, item)) break
      heap[at] = heap[above] as Scored
      at = above
    }
    heap[at] = item
  }

  #sink(item: Scored): void {
    const heap = this.#heap
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= heap.length) break
      if (below + 1 < heap.length && isBetter(heap[below] as Scored, heap[below + 1] as Scored)) below++
      if (!isBetter(item, heap[below] as Scored)) break
      heap[at] = heap[below] as Scored
      at = below
    }
    heap[at] = item
  }
}

interface Scored {
  readonly place: number
  readonly score: number
}

function isBetter(a: Scored, b: Scored): boolean {
  return a.score > b.score || (a.score === b.score && a.place < b.place)
}

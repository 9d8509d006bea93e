/**
 * Who works beside whom in one process. Most deliveries are worked on side by side; one that a process may have died of
 * is worked on by itself, so that its next death says whose fault it was.
 */
export class ExclusiveGate {
  readonly #others = new Set<Promise<unknown>>()
  #last: Promise<unknown> = Promise.resolve()

  /** Works as soon as nobody works alone. */
  together<T>(work: () => Promise<T>): Promise<T> {
    return this.#join(this.#last.then(work))
  }

  /** Works when all that came before is done; all that comes later waits. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const task = this.#join(Promise.all(this.#others).then(work))
    this.#last = task.then(noResult, noResult)
    return task
  }

  #join<T>(task: Promise<T>): Promise<T> {
    const end = task.then(noResult, noResult).then(() => void this.#others.delete(end))
    this.#others.add(end)
    return task
  }
}

const noResult = () => undefined

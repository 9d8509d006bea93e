/**
 * Readers-writer lock for the work in one process. Most deliveries run side by side. A delivery that may have killed a
 * process runs alone, so that the cause is known if a process dies again.
 */
export class ExclusiveGate {
  readonly #pending = new Set<Promise<unknown>>()
  #lastExclusive: Promise<unknown> = Promise.resolve()

  /** Runs the work as soon as no exclusive work is running or waiting. */
  shared<T>(work: () => Promise<T>): Promise<T> {
    return this.#join(this.#lastExclusive.then(work))
  }

  /** Runs the work once all earlier work is done. Later work waits until it ends. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const task = this.#join(Promise.all(this.#pending).then(work))
    this.#lastExclusive = task.then(noResult, noResult)
    return task
  }

  #join<T>(task: Promise<T>): Promise<T> {
    const end = task.then(noResult, noResult).then(() => void this.#pending.delete(end))
    this.#pending.add(end)
    return task
  }
}

const noResult = () => undefined

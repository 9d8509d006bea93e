import type { Sleep } from '../../../src/adapters/queue/wakeable-sleep.ts'

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** A clock that only a test can advance, and a sleep that uses the clock. */
export class FakeTime {
  #now = 1000
  #sleepers: Sleeper[] = []

  readonly clock = (): number => this.#now

  readonly sleep: Sleep = (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const sleeper = { until: this.#now + ms, wake: resolve }
      this.#sleepers.push(sleeper)
      signal.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        resolve()
      })
    })

  /** Milliseconds until each sleeper wakes, shortest first. */
  get sleeping(): readonly number[] {
    return this.#sleepers.map(({ until }) => until - this.#now).sort((a, b) => a - b)
  }

  /** Advances the clock and wakes the sleepers that are due. */
  advance(ms: number): void {
    this.#now += ms
    const due = this.#sleepers.filter(({ until }) => until <= this.#now)
    this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#now)
    for (const { wake } of due) wake()
  }
}

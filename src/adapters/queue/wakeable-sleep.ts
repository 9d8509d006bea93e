import { setTimeout as timer } from 'node:timers/promises'

/** Resolves after `ms` milliseconds. Resolves or rejects as soon as the signal is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

/** Sleeps on the real clock. */
export const realSleep: Sleep = (ms, signal) => timer(ms, undefined, { signal })

/** A sleep that can be ended early. A `wake` outside a sleep is remembered and ends the next sleep immediately. */
export class WakeableSleep {
  readonly #sleep: Sleep
  #woken = false
  #onWake: (() => void) | null = null

  constructor(sleep: Sleep) {
    this.#sleep = sleep
  }

  wake(): void {
    this.#woken = true
    this.#onWake?.()
  }

  /** Resolves after `ms` milliseconds, or as soon as `wake` is called. */
  async sleep(ms: number): Promise<void> {
    if (!this.#woken) await this.#sleepUntilWoken(ms)
    this.#woken = false
    this.#onWake = null
  }

  async #sleepUntilWoken(ms: number): Promise<void> {
    const sleeping = new AbortController()
    const woken = new Promise<void>((resolve) => {
      this.#onWake = resolve
    })
    await Promise.race([this.#sleep(ms, sleeping.signal).catch(() => undefined), woken])
    sleeping.abort()
  }
}

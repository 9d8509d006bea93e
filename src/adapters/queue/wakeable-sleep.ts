import { setTimeout as timer } from 'node:timers/promises'

/** Resolves after `ms` milliseconds, or (resolving or rejecting) as soon as the signal is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

/** Sleeps on the real clock. */
export const realSleep: Sleep = (ms, signal) => timer(ms, undefined, { signal })

/** A rest that can be cut short. A ring while nobody rests is kept and ends the next rest at once. */
export class WakeableSleep {
  readonly #sleep: Sleep
  #rung = false
  #wake: (() => void) | null = null

  constructor(sleep: Sleep) {
    this.#sleep = sleep
  }

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  /** Resolves after `ms` milliseconds, or as soon as the alarm rings. */
  async rest(ms: number): Promise<void> {
    if (!this.#rung) await this.#restUntilRung(ms)
    this.#rung = false
    this.#wake = null
  }

  async #restUntilRung(ms: number): Promise<void> {
    const sleeping = new AbortController()
    const rung = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    await Promise.race([this.#sleep(ms, sleeping.signal).catch(() => undefined), rung])
    sleeping.abort()
  }
}

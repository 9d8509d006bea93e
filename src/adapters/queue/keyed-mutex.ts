/** Work of one key is done one after the other, in the order in which it came; that of other keys meanwhile. */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<void>>()

  /** @param work never fails */
  async inLine(key: string, work: () => Promise<void>): Promise<void> {
    const done = (this.#last.get(key) ?? Promise.resolve()).then(work)
    this.#last.set(key, done)
    await done
    if (this.#last.get(key) === done) this.#last.delete(key)
  }
}

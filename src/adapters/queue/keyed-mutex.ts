/** Runs work with the same key one item at a time, in order of arrival. Work with different keys runs concurrently. */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<void>>()

  /** @param work must not reject */
  async run(key: string, work: () => Promise<void>): Promise<void> {
    const done = (this.#last.get(key) ?? Promise.resolve()).then(work)
    this.#last.set(key, done)
    await done
    if (this.#last.get(key) === done) this.#last.delete(key)
  }
}

/** Runs a function now, and again whenever a file in a folder changes. */
import { watch } from 'node:fs'

/** Editors write a file in several steps. It counts as written once it has not changed for this long. */
const DEBOUNCE_MS = 100

export interface FolderWatch {
  /** Stops watching, and waits for the current run to end. */
  readonly stop: () => Promise<void>
}

/** @param run never runs twice at the same time; a change during a run starts another run after it */
export function watchFolder(folder: string, run: () => Promise<void>): FolderWatch {
  let debounce: NodeJS.Timeout | undefined
  // The watch starts before the first run, so no change is missed between the two.
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(debounce)
    debounce = setTimeout(() => {
      running = running.then(run)
    }, DEBOUNCE_MS)
  })
  let running = run()
  return {
    stop: async () => {
      clearTimeout(debounce)
      watcher.close()
      await running
    },
  }
}

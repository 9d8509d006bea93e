/** Runs something now, and again whenever a file in a folder changes. */
import { watch } from 'node:fs'

/** Editors write a file in several steps; this long nothing may happen before it counts as written. */
const QUIET_MS = 100

export interface FolderWatch {
  /** Ends the watch, and waits for a run that is under way. */
  readonly stop: () => Promise<void>
}

/** @param run is never started twice at once; a change during a run starts another one after it */
export function watchFolder(folder: string, run: () => Promise<void>): FolderWatch {
  let quiet: NodeJS.Timeout | undefined
  // The watch begins before the first run, so that no change falls between the two.
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(quiet)
    quiet = setTimeout(() => {
      running = running.then(run)
    }, QUIET_MS)
  })
  let running = run()
  return {
    stop: async () => {
      clearTimeout(quiet)
      watcher.close()
      await running
    },
  }
}

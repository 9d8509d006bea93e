import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OpenedStore, openStore } from '../../src/store/open.ts'

/** Somewhere a database can live for the length of a test. */
export interface Place {
  /** Opens what is there; opening again after closing gives the same data, unless the place is `fleeting`. */
  open(): Promise<OpenedStore>
  remove(): Promise<void>
}

/** An engine as the contract tests see it. */
export interface Engine {
  readonly name: string
  /** True when closing loses everything. */
  readonly fleeting: boolean
  place(): Promise<Place>
}

export const MEMORY: Engine = {
  name: 'SQLite in memory',
  fleeting: true,
  place: async () => ({ open: () => openStore({ path: ':memory:' }), remove: async () => {} }),
}

export const FILE: Engine = {
  name: 'SQLite in a file',
  fleeting: false,
  place: async () => {
    const folder = temporaryFolder()
    return { open: () => openStore({ path: join(folder, 'store.db') }), remove: async () => removeFolder(folder) }
  },
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'auth-triage-'))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

import { EventEmitter } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Io } from '../../src/entrypoints/cli/io.ts'
import { main } from '../../src/entrypoints/cli/main.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/**
 * Reads real files, prints nothing, and has its own signals, because other code in the process handles the process's
 * signals.
 */
export function silentIo(): Io {
  return {
    print: () => undefined,
    warn: () => undefined,
    read: (path) => readFile(path, 'utf8'),
    readBytes: (path) => readFile(path),
    signals: new EventEmitter(),
    preferSmallMemory: () => undefined,
    restartWithSmallHeap: () => undefined,
  }
}

/** Runs a command in this process. */
export async function runCommand(...args: readonly string[]): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const code = await main(args, {
    ...silentIo(),
    print: (text) => void out.push(text),
    warn: (text) => void err.push(text),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

/** A temporary folder with these files, removed at the end of the scope (`await using`). */
export async function temporaryFolder(files: readonly { readonly path: string; readonly text: string }[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'auth-triage-'))
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

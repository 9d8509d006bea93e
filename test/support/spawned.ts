import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { inject } from 'vitest'

/** Halves the start of a process: Node keeps there what it has compiled. */
export const QUICK_START = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/auth-triage-tests'),
}

/** For processes that live for a second or two: optimising takes a quarter more than it gives. */
export const SHORT_LIVED = ['--no-opt', '--min-semi-space-size=16']

/** Whether a process can be asked to end: on Windows any signal that another process sends kills it. */
export const CAN_BE_ASKED = process.platform !== 'win32'

/** How a process ended, with all that it printed. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface Spawned {
  readonly ended: Promise<Ended>
  /** Resolves with the match once standard error or output shows it; rejects when the process ends before. */
  shows(text: RegExp): Promise<RegExpExecArray>
  kill(signal: NodeJS.Signals): void
  write(text: string): void
}

export interface SpawnOptions {
  /** Nothing else is in its environment but a place for Node's own cache. */
  readonly environment?: Readonly<Record<string, string>>
  readonly folder: string
}

/** Runs the command line as a process of its own, in a folder without `.env`. */
export function spawnCommand(args: readonly string[], { environment = {}, folder }: SpawnOptions): Spawned {
  const env = { ...QUICK_START, ...environment }
  const child = spawn(process.execPath, [...SHORT_LIVED, inject('program'), ...args], { cwd: folder, env })
  const printed = { out: '', err: '' }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, ...printed }))
  })
  child.stdout.on('data', (chunk) => {
    printed.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    printed.err += chunk
  })
  const find = (text: RegExp) => text.exec(printed.err) ?? text.exec(printed.out)
  return {
    ended,
    kill: (signal) => void child.kill(signal),
    write: (text) => void child.stdin.end(text),
    shows: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = find(text)
          if (found !== null) resolve(found)
        }
        look()
        for (const stream of [child.stdout, child.stderr]) stream.on('data', look)
        ended.then(({ err }) => reject(new Error(`it ended without showing ${text}: ${err}`)), reject)
      }),
  }
}

/** Starts `serve` and waits until it listens; `url` is where. */
export async function spawnServe({
  args = [],
  ...options
}: SpawnOptions & { readonly args?: readonly string[] }): Promise<Spawned & { readonly url: string }> {
  const spawned = spawnCommand(['serve', ...args], options)
  const [, url = ''] = await spawned.shows(/listens on (\S+)/)
  return { ...spawned, url }
}

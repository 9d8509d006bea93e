import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { inject } from 'vitest'

/** Node's compile cache, which halves a process's start time. */
export const QUICK_START = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/auth-triage-tests'),
}

/** Options for processes that run for only a second or two, where optimising costs 25% more time than it saves. */
export const SHORT_LIVED = ['--no-opt', '--min-semi-space-size=16']

/** Whether a process can handle SIGTERM. On Windows, every signal from another process kills it. */
export const CAN_BE_ASKED = process.platform !== 'win32'

/** How a process ended, and its output. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface Spawned {
  readonly ended: Promise<Ended>
  /** Resolves with the match when standard error or output contains it. Rejects if the process exits first. */
  shows(text: RegExp): Promise<RegExpExecArray>
  kill(signal: NodeJS.Signals): void
  write(text: string): void
}

export interface SpawnOptions {
  /** The complete environment, apart from Node's compile cache. */
  readonly environment?: Readonly<Record<string, string>>
  readonly folder: string
}

/** Runs the command line in a separate process, in a folder that must not contain a `.env`. */
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
        const check = () => {
          const found = find(text)
          if (found !== null) resolve(found)
        }
        check()
        for (const stream of [child.stdout, child.stderr]) stream.on('data', check)
        ended.then(({ err }) => reject(new Error(`The process exited before it printed ${text}: ${err}`)), reject)
      }),
  }
}

/** Starts `serve` and waits until it listens at `url`. */
export async function spawnServe({
  args = [],
  ...options
}: SpawnOptions & { readonly args?: readonly string[] }): Promise<Spawned & { readonly url: string }> {
  const spawned = spawnCommand(['serve', ...args], options)
  const [, url = ''] = await spawned.shows(/listening on (\S+)/)
  return { ...spawned, url }
}

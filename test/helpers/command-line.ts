import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { main } from '../../src/cli/main.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command as a person would, without a process of its own. */
export async function runCommand(...args: readonly string[]): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const io = {
    print: (text: string) => void out.push(text),
    warn: (text: string) => void err.push(text),
    read: (path: string) => readFile(path, 'utf8'),
    readBytes: (path: string) => readFile(path),
  }
  const code = await main(args, io)
  return { code, out: out.join('\n'), err: err.join('\n') }
}

/** A folder of its own with these files, removed at the end of the scope that holds it (`await using`). */
export async function temporaryFolder(files: readonly { readonly path: string; readonly text: string }[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'auth-triage-'))
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

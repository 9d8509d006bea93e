import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../adapters/store/places.ts'

const MODULE = pathToFileURL(join(import.meta.dirname, '../../../src/entrypoints/cli/small-memory.ts'))

interface Seen {
  readonly pid: number
  readonly execArgv: readonly string[]
  readonly args: readonly string[]
  readonly word: string
  readonly allocator: Readonly<Record<string, string>>
}

let folder: string
let script: string

beforeAll(() => {
  folder = temporaryFolder()
  script = join(folder, 'server.mjs')
  writeFileSync(
    script,
    `import { restartWithSmallHeap } from ${JSON.stringify(MODULE.href)}
restartWithSmallHeap()
const { pid, execArgv, argv, env } = process
const allocator = Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('MALLOC_')))
const seen = { pid, execArgv, args: argv.slice(2), word: env.WORD, allocator }
if (process.send) process.send(seen)
else console.log(JSON.stringify(seen))
`,
  )
})

afterAll(() => removeFolder(folder))

describe('a server that restarts with a small heap', () => {
  test.skipIf(process.platform === 'win32')('keeps its process id, its arguments and its environment', async () => {
    const child = spawn(process.execPath, [script, '--role', 'work'], { env: { WORD: 'kept' } })
    const seen: Seen = JSON.parse(await text(child.stdout))
    expect(seen).toMatchObject({ pid: child.pid, args: ['--role', 'work'], word: 'kept' })
    expect(seen.execArgv).toContain('--max-semi-space-size=4')
  })

  test.skipIf(process.platform === 'win32')("lets the operator's own flags win", async () => {
    const child = spawn(process.execPath, ['--max-semi-space-size=64', script])
    const { execArgv }: Seen = JSON.parse(await text(child.stdout))
    expect(execArgv.filter((it) => it.startsWith('--max-semi-space-size')).at(-1)).toBe('--max-semi-space-size=64')
  })

  test.skipIf(process.platform === 'win32')(
    'gives freed buffers back to the system, unless told otherwise',
    async () => {
      const child = spawn(process.execPath, [script], { env: { MALLOC_ARENA_MAX: '8' } })
      const { allocator }: Seen = JSON.parse(await text(child.stdout))
      expect(allocator).toEqual({
        MALLOC_ARENA_MAX: '8',
        MALLOC_MMAP_THRESHOLD_: '131072',
        MALLOC_TRIM_THRESHOLD_: '131072',
      })
    },
  )

  test('stays the same process if a parent talks to it, because the new one could not answer', async () => {
    const child = fork(script, { execArgv: [] })
    const [seen] = (await once(child, 'message')) as [Seen]
    expect(seen.execArgv).toEqual([])
  })
})

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

const report = (number: number) => ({
  id: `#${number}`,
  title: 'OAuth login fails with an unknown error, cannot sign in',
  body: `I cannot log in, the OAuth login fails.\n\n\`\`\`\nfatal: login daemon denied a crooked handshake: node-${number}\n\`\`\`\n`,
  created: `2026-05-2${number}T10:00:00Z`,
})

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const at = (name: string) => join(folder.folder, name)

beforeEach(async () => {
  const text = [1, 2, 3].map((it) => JSON.stringify(report(it))).join('\n')
  folder = await temporaryFolder([{ path: 'reports.jsonl', text }])
  vi.stubEnv('STORE_PATH', at('store.sqlite'))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await folder[Symbol.asyncDispose]()
})

test('learn drafts a signature from a list of reports, and writes it to a folder', async () => {
  const { out, code } = await runCommand('learn', at('reports.jsonl'), '--out', at('drafts'))
  expect(code).toBe(0)
  expect(out).toContain('3 reports by 3 people (#1, #2, #3)')
  expect(out).toContain('1 drafts from 3 unexplained reports')
  expect(await readdir(at('drafts'))).toHaveLength(1)
})

test('learn reads a repository from the store, where people count', async () => {
  await runCommand('index', at('reports.jsonl'), '--repo', 'acme/desktop')
  const ask = (people: string) => runCommand('learn', 'acme/desktop', '--json', '--min-people', people)
  // A list names no reporters, so the store has one for all three.
  expect(JSON.parse((await ask('2')).out)).toMatchObject({ unexplained: 3, drafts: [] })
})

test('learn refuses a number that makes no sense', async () => {
  expect((await runCommand('learn', at('reports.jsonl'), '--min-reports', '1')).code).toBe(2)
})

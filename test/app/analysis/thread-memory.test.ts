import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readShippedPack } from '../../../src/adapters/compiled-pack/shipped.ts'
import { MeteredThread } from '../../../src/app/analysis/metered-thread.ts'

const CORPUS = join(import.meta.dirname, '../../corpus/retold')
const reports = ['ai.jsonl', 'other.jsonl']
  .flatMap((name) => readFileSync(join(CORPUS, name), 'utf8').trim().split('\n'))
  .map((line): { readonly title: string; readonly body: string } => JSON.parse(line))

test('a thread keeps room for the next report, however many different ones it has read', async () => {
  const thread = new MeteredThread({ compiledPack: await readShippedPack(), memoryMb: 110 })
  for (const { title, body } of reports.slice(0, 400)) {
    const issue = { title, body, attachments: [] }
    await thread.run({ name: 'triage', input: { issue, files: [], rules: null }, cpuMs: 60_000 })
  }
  expect(thread.isAlive).toBe(true)
  await thread.stop()
}, 120_000)

import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { openStore } from '../../../src/adapters/store/open.ts'
import { triageIssue } from '../../../src/app/triage.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const AT = Date.parse('2026-11-20T10:00:00Z')
let place: Awaited<ReturnType<typeof temporaryFolder>>

/** Creates a store in which one issue was answered and the answer has two feedback events. */
beforeEach(async () => {
  place = await temporaryFolder()
  const path = join(place.folder, 'store.sqlite')
  vi.stubEnv('STORE_PATH', path)
  const { store } = await openStore({ path })
  const github = createMemoryGitHub(() => AT)
  const ref = github.openIssue({ owner: 'acme', repo: 'app', title: 'It fails', body: 'lost-badge found' })
  await triageIssue(ref, 'guid-1', { github, store, pack: twoSignaturePack(), clock: () => AT })
  const about = { ref, signature: { id: 'lost-badge', version: 1 } }
  await store.recordFeedback(verdictOf({ ...about, kind: 'did-not-work', step: 1, at: AT + 1000, id: 'comment-1/x' }))
  await store.recordFeedback(verdictOf({ ...about, kind: 'worked', step: 2, at: AT + 2000, id: 'comment-2/x' }))
  await store.close()
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await place[Symbol.asyncDispose]()
})

describe('audit', () => {
  test('prints decisions with their delivery and all feedback on an issue, in order', async () => {
    const { out, code } = await runCommand('audit', 'acme/app#1')
    expect(code).toBe(0)
    const [decided, first, second, ...rest] = out.split('\n')
    expect(decided).toMatch(
      /^2026-11-20T10:00:00.000Z {2}decided: assert lost-badge .*comment created; delivery guid-1$/,
    )
    expect(first).toContain('feedback: did-not-work lost-badge (version 1) step 1, by reporter')
    expect(second).toContain('feedback: worked lost-badge (version 1) step 2')
    expect(rest).toEqual([])
  })

  test('prints one JSON document', async () => {
    const { out } = await runCommand('audit', 'acme/app#1', '--json')
    const story = JSON.parse(out).story
    expect(story.map(({ entry }: { entry: string }) => entry)).toEqual(['decision', 'feedback', 'feedback'])
  })

  test('prints a message for an unknown issue, and rejects a malformed reference', async () => {
    expect((await runCommand('audit', 'acme/app#2')).out).toBe('No decisions or feedback stored for acme/app#2.')
    expect(await runCommand('audit', 'acme/app')).toMatchObject({
      code: 2,
      err: expect.stringContaining('owner/repo#12'),
    })
  })
})

describe('feedback', () => {
  test('counts by signature and by step, with the confidence interval of the precision', async () => {
    const { signatures } = JSON.parse((await runCommand('feedback', '--json')).out)
    expect(signatures).toMatchObject([
      {
        signature: 'lost-badge',
        asserted: 1,
        accepted: 1,
        rejected: 0,
        worked: 1,
        didNotWork: 1,
        precision: { share: 1 },
      },
    ])
    const { out } = await runCommand('feedback')
    expect(out).toMatch(/lost-badge +1 +1 +0 +1 +1 +0 +1\.00 \(0\.21 to 1\.00\)/)
    expect(out).toMatch(/step 2 +1 +0/)
  })
})

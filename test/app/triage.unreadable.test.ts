import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../src/adapters/github/memory/memory-github.ts'
import { openStore } from '../../src/adapters/store/open.ts'
import type { Store } from '../../src/adapters/store/store.ts'
import { type Analysis, AnalysisRefused } from '../../src/app/analysis/analysis.ts'
import { createInProcessAnalysis } from '../../src/app/analysis/in-process.ts'
import type { TriageInput } from '../../src/app/analysis/jobs.ts'
import { triageIssue } from '../../src/app/triage.ts'
import type { IssueRef } from '../../src/core/issue-ref.ts'
import { twoSignaturePack } from '../support/packs.ts'

const pack = twoSignaturePack()
let github: MemoryGitHub
let store: Store
let ref: IssueRef

beforeEach(async () => {
  github = createMemoryGitHub()
  store = (await openStore({ path: ':memory:' })).store
  ref = github.openIssue({ owner: 'acme', repo: 'desktop', title: 'It fails', body: 'lost-badge found' })
  return () => store.close()
})

/** Refuses inputs that match a predicate, as the pool refuses inputs that take too long. */
function refusing(isTooMuch: (input: TriageInput) => boolean): Analysis {
  const here = createInProcessAnalysis(pack)
  return {
    run(name, input) {
      const isRefused = name === 'triage' && isTooMuch(input as TriageInput)
      return isRefused ? Promise.reject(new AnalysisRefused('too-slow')) : here.run(name, input)
    },
  }
}

const fetchLogs = async () => ({ files: [{ name: 'slow.log', bytes: Buffer.from('odd') }] })

function triage(analysis: Analysis) {
  return triageIssue(ref, 'guid-1', { github, store, pack, analysis, fetchLogs, clock: () => 1_000 })
}

async function commentOn(): Promise<string> {
  return (await github.listComments(ref)).find(({ own }) => own)?.body ?? ''
}

describe('an issue that exceeds its limits', () => {
  test('is answered without the files that take too long, and the comment names them', async () => {
    await triage(refusing(({ files }) => files.length > 0))
    expect(await commentOn()).toContain('slow.log')
    expect(await commentOn()).toContain('takes too long to read')
  })

  test('is answered without its comments if they take too long', async () => {
    github.as('person').comment(ref, 'More of the same', 'somebody')
    const result = await triage(refusing(({ files, remarks = [] }) => files.length + remarks.length > 0))
    expect(result).toMatchObject({ diagnosis: { decision: 'assert', signature: 'lost-badge' } })
  })

  test('is left alone if its own text takes too long, and the reason is recorded', async () => {
    expect(await triage(refusing(() => true))).toBe('unreadable')
    expect(await commentOn()).toBe('')
    expect(await store.decisions(ref)).toMatchObject([{ decision: 'silent', reason: 'unreadable', delivery: 'guid-1' }])
  })

  test('is left alone if the plan takes too long to make', async () => {
    const here = createInProcessAnalysis(pack)
    const analysis: Analysis = {
      run: (name, input) =>
        name === 'plan' ? Promise.reject(new AnalysisRefused('too-large')) : here.run(name, input),
    }
    expect(await triage(analysis)).toBe('unreadable')
    expect(await store.decisions(ref)).toMatchObject([{ decision: 'silent', reason: 'unreadable' }])
  })

  test('fails if the process is stopping, so that it is retried later', async () => {
    const stopping: Analysis = { run: () => Promise.reject(new AnalysisRefused('stopping')) }
    await expect(triage(stopping)).rejects.toMatchObject({ reason: 'stopping' })
    expect(await store.decisions(ref)).toEqual([])
  })
})

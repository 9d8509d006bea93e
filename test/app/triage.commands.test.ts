import { expect, test } from 'vitest'
import { collectIssue } from '../../src/adapters/github/collect-issue.ts'
import { createMemoryGitHub } from '../../src/adapters/github/memory/memory-github.ts'
import { triageReport } from '../../src/core/plan/triage-report.ts'
import { plainRules } from '../../src/core/settings/plain-rules.ts'
import { openPack } from '../../src/entrypoints/cli/pack.ts'
import { everyCommand } from '../support/commands.ts'

const rules = plainRules(await openPack())
const COMMANDS = everyCommand('missing-scope')

test('commands in comments do not change a single byte of the triage', async () => {
  const github = createMemoryGitHub()
  const body = 'Signing in fails since the update.\n\n```\nHTTP 401: token expired\n```'
  const ref = github.openIssue({ owner: 'acme', repo: 'gateway', title: 'Login fails', body })
  github.as('person').comment(ref, 'It also happens in the browser.', 'reporter')
  const triaged = async () => {
    const sources = { github, rememberedComment: null, fetchLogs: async () => ({}) }
    const collected = await collectIssue(ref, sources)
    if (typeof collected === 'string') throw new Error(collected)
    return JSON.stringify(triageReport(collected.issue, collected.state, rules))
  }
  const before = await triaged()
  for (const command of COMMANDS) github.as('person').comment(ref, command, 'reporter')
  for (const command of COMMANDS) github.as('person').comment(ref, `${command}\r\n`, 'keeper')
  expect(await triaged()).toBe(before)
})

import { describe, expect, test } from 'vitest'
import type { AppFacts } from '../../../src/adapters/github/app-facts.ts'
import { examineApp, examineDeliveries } from '../../../src/entrypoints/server/self-examination.ts'

const NEEDS = { default_permissions: { issues: 'write', contents: 'read' }, default_events: ['issues'] }

const HEALTHY: AppFacts = {
  slug: 'auth-triage',
  permissions: { issues: 'write', contents: 'write', metadata: 'read' },
  events: ['issues', 'push'],
  clockAheadMs: 1_000,
  webhook: { url: 'https://bot.example/api/github/webhooks', hasSecret: true },
  installations: [{ id: 1, account: 'acme', suspended: false, permissions: { issues: 'write', contents: 'read' } }],
}

const problems = (facts: Partial<AppFacts>) =>
  examineApp({ ...HEALTHY, ...facts }, NEEDS).filter(({ level }) => level !== 'fine')

test('finds no problem in an App that has everything it needs', () => {
  expect(problems({})).toEqual([])
})

const installation = (change: object) => ({ installations: [{ ...HEALTHY.installations[0], ...change } as never] })

describe('finds a problem in an App', () => {
  test.each<[string, Partial<AppFacts>, string, string]>([
    ['that requests too few permissions', { permissions: { issues: 'read' } }, 'mend', 'issues: write, contents: read'],
    ['that does not receive issues', { events: ['push'] }, 'mend', 'does not receive issues'],
    ['without a webhook URL', { webhook: { url: null, hasSecret: true } }, 'mend', 'no URL'],
    [
      'without a webhook secret on GitHub',
      { webhook: { url: 'https://a.example', hasSecret: false } },
      'mend',
      'GitHub has no webhook secret',
    ],
    [
      'whose webhooks are not encrypted',
      { webhook: { url: 'http://a.example', hasSecret: true } },
      'look',
      'encrypted',
    ],
    ['whose clock is a little ahead', { clockAheadMs: 30_000 }, 'look', '30 s ahead of'],
    ['whose clock is far behind', { clockAheadMs: -90_000 }, 'mend', '90 s behind'],
    ['that is not installed', { installations: [] }, 'look', 'not installed anywhere'],
    ['that is suspended somewhere', installation({ suspended: true }), 'look', 'suspended'],
    [
      'whose owner granted too few permissions',
      installation({ permissions: { issues: 'read' } }),
      'mend',
      'does not grant',
    ],
  ])('%s', (_, facts, level, says) => {
    expect(problems(facts)).toMatchObject([{ level, says: expect.stringContaining(says), fix: expect.any(String) }])
  })
})

describe('deliveries', () => {
  const attempts = (...codes: readonly number[]) =>
    codes.map((statusCode, id) => ({ id, guid: `${id}`, deliveredAt: 0, statusCode }))

  test.each([
    ['that all succeeded', [200, 202], 'fine', null],
    ['that succeed again', [200, 500], 'look', 'reach'],
    ['whose latest got no response', [0, 200], 'mend', 'reach the webhook URL'],
    ['whose latest had another secret', [400, 200], 'mend', 'The secrets differ'],
    ['of which there are none', [], 'look', 'Open a test issue'],
  ])('%s are rated by the latest', (_, codes, level, fix) => {
    expect(examineDeliveries(attempts(...codes))).toMatchObject({
      level,
      fix: fix === null ? null : expect.stringContaining(fix),
    })
  })
})

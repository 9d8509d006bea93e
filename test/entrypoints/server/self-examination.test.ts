import { describe, expect, test } from 'vitest'
import type { AppFacts } from '../../../src/adapters/github/app-facts.ts'
import { examineApp, examineDeliveries } from '../../../src/entrypoints/server/self-examination.ts'

const NEEDS = { default_permissions: { issues: 'write', contents: 'read' }, default_events: ['issues'] }

const HEALTHY: AppFacts = {
  slug: 'auth-triage',
  permissions: { issues: 'write', contents: 'write', metadata: 'read' },
  events: ['issues', 'push'],
  clockAheadMs: 1_000,
  webhook: {
    url: 'https://bot.example/api/github/webhooks',
    hasSecret: true,
    contentType: 'json',
    isInsecure: false,
  },
  installations: [{ id: 1, account: 'acme', suspended: false, permissions: { issues: 'write', contents: 'read' } }],
}

const RECEIVING = { webhookPath: '/api/github/webhooks', production: true }
const problems = (facts: Partial<AppFacts>) =>
  examineApp({ ...HEALTHY, ...facts }, NEEDS, RECEIVING).filter(({ level }) => level !== 'fine')
const webhook = (changes: object) => ({ webhook: { ...HEALTHY.webhook, ...changes } })

test('finds no problem in an App that has everything it needs', () => {
  expect(problems({})).toEqual([])
})

const installation = (change: object) => ({ installations: [{ ...HEALTHY.installations[0], ...change } as never] })

describe('finds a problem in an App', () => {
  test.each<[string, Partial<AppFacts>, string, string]>([
    ['that requests too few permissions', { permissions: { issues: 'read' } }, 'mend', 'issues: write, contents: read'],
    ['that does not receive issues', { events: ['push'] }, 'mend', 'does not receive issues'],
    ['without a webhook URL', webhook({ url: null }), 'mend', 'no URL'],
    ['without a webhook secret on GitHub', webhook({ hasSecret: false }), 'mend', 'GitHub has no webhook secret'],
    [
      'whose webhooks are not encrypted',
      webhook({ url: 'http://bot.example/api/github/webhooks' }),
      'look',
      'encrypted',
    ],
    ['whose webhooks are forms', webhook({ contentType: 'form' }), 'mend', 'the content type is form'],
    ['whose certificate nobody checks', webhook({ isInsecure: true }), 'mend', 'does not check the certificate'],
    ['with a public relay in production', webhook({ url: 'https://smee.io/abc' }), 'mend', 'a public relay'],
    [
      'with another path than the bot',
      webhook({ url: 'https://bot.example/webhook' }),
      'mend',
      'its path is /webhook, but the bot listens on /api/github/webhooks',
    ],
    ['whose clock is a little ahead', { clockAheadMs: 20_000 }, 'look', '20 s ahead of'],
    ['whose clock is more than half a minute behind', { clockAheadMs: -31_000 }, 'mend', '31 s behind'],
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

describe('what only discussions need', () => {
  const needs = {
    default_permissions: { ...NEEDS.default_permissions, discussions: 'write' },
    default_events: [...NEEDS.default_events, 'discussion', 'discussion_comment'],
  }
  const found = (facts: Partial<AppFacts>) =>
    examineApp({ ...HEALTHY, ...facts }, needs, RECEIVING).filter(({ level }) => level !== 'fine')

  test('may be missing', () => {
    expect(found({})).toMatchObject([
      { check: 'permissions', level: 'look', says: expect.stringContaining('not discussions: write') },
      { check: 'events', level: 'look', says: expect.stringContaining('not discussion, discussion_comment') },
    ])
  })

  test('does not hide what issues need', () => {
    expect(found({ permissions: { issues: 'read', contents: 'read' } })[0]).toMatchObject({ level: 'mend' })
    expect(found({ events: [] }).at(-1)).toMatchObject({ level: 'mend' })
  })
})

test('a relay is fine in development', () => {
  const facts = { ...HEALTHY, ...webhook({ url: 'https://smee.io/abc' }) }
  const found = examineApp(facts, NEEDS, { ...RECEIVING, production: false })
  expect(found.filter(({ level }) => level !== 'fine')).toEqual([])
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

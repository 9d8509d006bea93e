import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { EVENTS, readTask, toDelivery } from '../../src/deliveries/events.ts'
import { loadWebhook, WEBHOOK_FIXTURES } from '../helpers/webhooks.ts'

function received(name: string, payload: unknown) {
  return toDelivery({ id: 'guid-1', name, payload }, 1234)
}

describe('a delivery', () => {
  test.each(['issues.opened', 'issues.edited'] as const)('of %s is stored under the name of its issue', (event) => {
    expect(received('issues', loadWebhook(event))).toMatchObject({
      id: 'guid-1',
      event,
      key: `acme/gateway#${loadWebhook(event).issue.number}`,
      receivedAt: 1234,
    })
  })

  test('is stored without what the reporter wrote', () => {
    const payload = loadWebhook('issues.opened')
    payload.issue.title = 'hunter2'
    payload.issue.body = 'hunter2'
    payload.changes = { body: { from: 'hunter2' } }
    expect(received('issues', payload)?.payload).not.toContain('hunter2')
  })

  test('of an App that was uninstalled is stored under an own name', () => {
    expect(received('installation', loadWebhook('installation.deleted'))).toMatchObject({
      key: 'installation.deleted:guid-1',
    })
  })

  const stored = WEBHOOK_FIXTURES.filter((event) => Object.hasOwn(EVENTS, event))
  test.each(stored)('of %s asks for the same when it is read back', (event) => {
    const payload = loadWebhook(event)
    const delivery = received(event.split('.')[0] as string, payload)
    expect(readTask(event, JSON.parse(delivery?.payload ?? ''))).toEqual(readTask(event, payload))
  })

  test.each(WEBHOOK_FIXTURES.filter((event) => !Object.hasOwn(EVENTS, event)))('of %s is not stored', (event) => {
    expect(received(event.split('.')[0] as string, loadWebhook(event))).toBeNull()
  })

  test.each(['constructor', '__proto__', 'toString'])('of an event called %s is not stored', (name) => {
    expect(received(name, {})).toBeNull()
  })
})

describe('a task', () => {
  test('names the issue and the installation', () => {
    expect(readTask('issues.opened', loadWebhook('issues.opened'))).toEqual({
      kind: 'triage',
      installation: 1001,
      ref: { owner: 'acme', repo: 'gateway', number: loadWebhook('issues.opened').issue.number },
    })
  })

  test('to forget names every repository that is gone', () => {
    const payload = { repositories_removed: [{ full_name: 'acme/gateway' }, { full_name: 'acme/docs' }] }
    expect(readTask('installation_repositories.removed', payload)).toEqual({
      kind: 'forget',
      repositories: [
        { owner: 'acme', repo: 'gateway' },
        { owner: 'acme', repo: 'docs' },
      ],
    })
  })

  test.each([
    ['renamed', { repository: { name: { from: 'old' } } }, { owner: 'acme', repo: 'old' }],
    ['transferred', { owner: { from: { user: { login: 'ann' } } } }, { owner: 'ann', repo: 'gateway' }],
    [
      'transferred',
      { owner: { from: { organization: { login: 'initech' }, user: null } } },
      { owner: 'initech', repo: 'gateway' },
    ],
  ])('to move names where the repository was before it was %s', (action, changes, from) => {
    const repository = { name: 'gateway', owner: { login: 'acme' } }
    expect(received('repository', { action, repository, changes })).toMatchObject({ key: 'acme/gateway' })
    expect(readTask(`repository.${action}`, { repository, changes })).toEqual({
      ...{ kind: 'move', from },
      repository: { owner: 'acme', repo: 'gateway' },
    })
  })

  test('to forget names a repository that was deleted', () => {
    const payload = { repository: { name: 'gateway', owner: { login: 'acme' } } }
    expect(readTask('repository.deleted', payload)).toEqual({
      kind: 'forget',
      repositories: [{ owner: 'acme', repo: 'gateway' }],
    })
  })

  test.each([
    ['a bot acted', { sender: { type: 'Bot' } }],
    ['a bot filed it', { issue: { number: 7, user: { type: 'Bot' } } }],
    ['it is a pull request', { issue: { number: 7, pull_request: {} } }],
  ])('is none when %s', (_, change) => {
    expect(readTask('issues.edited', { ...loadWebhook('issues.edited'), ...change })).toBeNull()
  })

  test('is there for an issue whose reporter deleted the account', () => {
    const payload = { ...loadWebhook('issues.opened'), issue: { number: 7, user: null } }
    expect(readTask('issues.opened', payload)).toMatchObject({ ref: { number: 7 } })
  })

  test.each([
    ['installation', { installation: undefined }],
    ['issue', { issue: undefined }],
    ['issue.number', { issue: { number: '7' } }],
    ['repository', { repository: null }],
    ['sender', { sender: undefined }],
  ])('is refused, naming the part, when %s is not as documented', (part, change) => {
    const read = () => readTask('issues.opened', { ...loadWebhook('issues.opened'), ...change })
    expect(read).toThrow(
      expect.objectContaining({ code: 'malformed-delivery', message: expect.stringContaining(`documents: ${part} `) }),
    )
  })
})

describe('a webhook that a repository made itself', () => {
  const { installation: _, ...payload } = loadWebhook('issues.opened')

  test('is told what it is, with the name of the repository', () => {
    const refusal = expect.objectContaining({
      code: 'not-from-app',
      message: expect.stringMatching(
        /^This payload has no installation: .* webhook of acme\/gateway itself\. Install auth-triage as a GitHub App/,
      ),
    })
    expect(() => received('issues', payload)).toThrow(refusal)
    expect(() => received('issue_comment', { ...payload, action: 'created' })).toThrow(refusal)
  })

  test('is told so without a name that is none', () => {
    const repository = { ...payload['repository'], full_name: 'acme/gateway\u001b[2J' }
    expect(() => received('issues', { ...payload, repository })).toThrow(
      /webhook of a repository or an organization itself/,
    )
  })

  test('is told so at its first sign of life', () => {
    const ping = (type: string) => ({ zen: 'Keep it simple.', hook_id: 1, hook: { type } })
    expect(() => received('ping', ping('Repository'))).toThrow(expect.objectContaining({ code: 'not-from-app' }))
    expect(received('ping', ping('App'))).toBeNull()
  })

  test('is left alone where nothing would be done anyway', () => {
    expect(received('star', { action: 'created', repository: payload['repository'] })).toBeNull()
  })
})

test('the manifest of the App asks for the events that the table needs', () => {
  const manifest = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8'))
  const needed = new Set(Object.keys(EVENTS).map((event) => event.split('.')[0] as string))
  // GitHub sends the installation events to every App, and does not take them in a manifest.
  for (const always of ['installation', 'installation_repositories']) needed.delete(always)
  expect(manifest.default_events).toEqual(expect.arrayContaining([...needed]))
})

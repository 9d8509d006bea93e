import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Delivery } from '../../../src/adapters/queue/queue.ts'
import { EVENTS, readTask, subjectOf, toDelivery } from '../../../src/app/webhooks/events.ts'
import { loadWebhook, WEBHOOK_FIXTURES, type WebhookFixture } from '../../support/webhooks.ts'

function received(name: string, payload: unknown) {
  return toDelivery({ id: 'guid-1', name, payload }, 1234)
}

describe('a delivery', () => {
  test.each(['issues.opened', 'issues.edited'] as const)("of %s is stored under its repository's id", (event) => {
    expect(received('issues', loadWebhook(event))).toMatchObject({
      id: 'guid-1',
      event,
      key: `730000001#${loadWebhook(event).issue.number}`,
      receivedAt: 1234,
    })
  })

  test("has its issue's or repository's name as its subject, if it has one", () => {
    const subject = (name: string, payload: unknown) => subjectOf(received(name, payload) as Delivery)
    expect(subject('issues', loadWebhook('issues.opened'))).toMatch(/^acme\/gateway#\d+$/)
    const repository = { id: 41, name: 'gateway', owner: { login: 'acme', id: 7 } }
    expect(subject('repository', { action: 'renamed', repository })).toBe('acme/gateway')
    expect(subject('installation', loadWebhook('installation.deleted'))).toBe('installation.deleted:guid-1')
    expect(subjectOf({ event: 'issues.opened', key: '41#7', payload: '{' })).toBe('41#7')
  })

  test("is stored without the reporter's text", () => {
    const payload = loadWebhook('issues.opened')
    payload.issue.title = 'hunter2'
    payload.issue.body = 'hunter2'
    payload.changes = { body: { from: 'hunter2' } }
    expect(received('issues', payload)?.payload).not.toContain('hunter2')
  })

  test('about an uninstalled App is stored under its own key', () => {
    expect(received('installation', loadWebhook('installation.deleted'))).toMatchObject({
      key: 'installation.deleted:guid-1',
    })
  })

  const stored = WEBHOOK_FIXTURES.filter((event) => Object.hasOwn(EVENTS, event))
  test.each(stored)('of %s leads to the same task after it has been stored', (event) => {
    const payload = loadWebhook(event)
    const delivery = received(event.split('.')[0] as string, payload)
    expect(readTask(event, JSON.parse(delivery?.payload ?? ''))).toEqual(readTask(event, payload))
  })

  test.each(WEBHOOK_FIXTURES.filter((event) => !Object.hasOwn(EVENTS, event)))('of %s is not stored', (event) => {
    expect(received(event.split('.')[0] as string, loadWebhook(event))).toBeNull()
  })

  test.each<[WebhookFixture, string]>([
    ['issue_comment.created', 'issues'],
    ['issues.closed', 'repository'],
    ['installation.deleted', 'repository'],
    ['issues.opened', 'installation'],
  ])('signed for %s is refused as %s, because the signature does not cover the event', (signedFor, name) => {
    for (const action of ['deleted', 'renamed', 'removed', 'created', 'opened', 'edited']) {
      const payload = { ...loadWebhook(signedFor), action, changes: {} }
      if (!Object.hasOwn(EVENTS, `${name}.${action}`)) continue
      expect(() => received(name, payload)).toThrow(/does not belong to the \w+ event|the format that GitHub documents/)
    }
  })

  test('of a deleted comment does not delete the issue if it is replayed as another event', () => {
    const payload = { ...loadWebhook('issue_comment.created'), action: 'deleted' }
    expect(() => received('issues', payload)).toThrow('does not belong to the issues event: it has the field comment')
  })

  test('of a deleted release does not forget the repository if it is replayed as another event', () => {
    const { installation, repository } = loadWebhook('issues.opened')
    const payload = { action: 'deleted', installation, repository, release: { id: 7, body: 'Fixes #1' } }
    expect(received('release', payload)).toBeNull()
    for (const name of ['repository', 'installation']) {
      expect(() => received(name, payload)).toThrow(`does not belong to the ${name} event: it has the field release`)
    }
  })

  test('of a release is stored without its notes and its name', () => {
    const { installation, repository } = loadWebhook('issues.opened')
    const release = { id: 7, prerelease: false, body: 'hunter2', tag_name: 'hunter2', name: 'hunter2' }
    const delivery = received('release', { action: 'published', installation, repository, release })
    expect(delivery).toMatchObject({ event: 'release.published', key: '730000001' })
    expect(delivery?.payload).not.toContain('hunter2')
  })

  test.each([
    ['fix', { ref: { owner: 'acme', repo: 'gateway', number: 1 } }],
    ['reaction', { ref: { owner: 'acme', repo: 'gateway', number: 1 }, who: 'somebody' }],
    ['canonical', { ref: { owner: 'acme', repo: 'gateway', number: 1 } }],
    ['backfill', { repository: { name: 'gateway', owner: { login: 'acme' } }, step: 1 }],
  ])('of %s, an event that only the bot itself sends, is not stored', (name, parts) => {
    expect(received(name, { installation: { id: 1001 }, ...parts })).toBeNull()
  })

  test.each(['constructor', '__proto__', 'toString'])('of an event named %s is not stored', (name) => {
    expect(received(name, {})).toBeNull()
  })
})

describe('a task', () => {
  test('contains the issue and the installation', () => {
    expect(readTask('issues.opened', loadWebhook('issues.opened'))).toEqual({
      kind: 'triage',
      installation: 1001,
      repository: { id: 730_000_001, owner: 'acme', repo: 'gateway' },
      ref: { owner: 'acme', repo: 'gateway', number: loadWebhook('issues.opened').issue.number },
    })
  })

  test('to forget repositories contains every removed repository', () => {
    const payload = {
      repositories_removed: [
        { id: 41, full_name: 'acme/gateway' },
        { id: 42, full_name: 'acme/docs' },
      ],
    }
    expect(readTask('installation_repositories.removed', payload)).toEqual({
      kind: 'forget-repositories',
      repositories: [
        { id: 41, owner: 'acme', repo: 'gateway' },
        { id: 42, owner: 'acme', repo: 'docs' },
      ],
    })
  })

  test.each(['renamed', 'transferred'])('for a repository that was %s contains its new name and owner', (action) => {
    const repository = { id: 41, name: 'gateway', owner: { login: 'acme', id: 7 } }
    const delivery = received('repository', { action, repository, changes: {} })
    expect(delivery).toMatchObject({ key: '41' })
    expect(readTask(`repository.${action}`, JSON.parse(delivery?.payload ?? ''))).toEqual({
      kind: 'rename-repository',
      ownerId: 7,
      repository: { id: 41, owner: 'acme', repo: 'gateway' },
    })
  })

  test('for a renamed account contains its id and new login', () => {
    const account = { id: 7, login: 'initech' }
    const payload = { action: 'renamed', account, changes: { login: { from: 'acme' } }, target_type: 'Organization' }
    const delivery = received('installation_target', payload)
    expect(readTask('installation_target.renamed', JSON.parse(delivery?.payload ?? ''))).toEqual({
      kind: 'rename-owner',
      ownerId: 7,
      login: 'initech',
    })
    expect(received('installation_target', { ...payload, account: { id: 9, slug: 'an-enterprise' } })).toBeNull()
  })

  test('from a delivery that an early version stored has no repository id', () => {
    const payload = loadWebhook('issues.opened')
    delete payload.repository.id
    expect(readTask('issues.opened', payload)).toMatchObject({ repository: { id: null, owner: 'acme' } })
    expect(received('issues', payload)).toMatchObject({ key: `acme/gateway#${payload.issue.number}` })
  })

  test.each(['published', 'released'])(
    'for a release that was %s contains its id, unless it is a pre-release',
    (action) => {
      const { installation, repository } = loadWebhook('issues.opened')
      const read = (prerelease: boolean) =>
        readTask(`release.${action}`, { installation, repository, release: { id: 7, prerelease } })
      const named = { id: 730_000_001, owner: 'acme', repo: 'gateway' }
      expect(read(false)).toEqual({ kind: 'read-release', installation: 1001, repository: named, release: 7 })
      expect(read(true)).toBeNull()
    },
  )

  test('to forget repositories contains a deleted repository', () => {
    const payload = { repository: { id: 41, name: 'gateway', owner: { login: 'acme' } } }
    expect(readTask('repository.deleted', payload)).toEqual({
      kind: 'forget-repositories',
      repositories: [{ id: 41, owner: 'acme', repo: 'gateway' }],
    })
  })

  test.each([
    ['a bot acted', { sender: { type: 'Bot' } }],
    ['a bot opened the issue', { issue: { number: 7, user: { type: 'Bot' } } }],
    ['it is a pull request', { issue: { number: 7, pull_request: {} } }],
  ])('is null if %s', (_, change) => {
    expect(readTask('issues.edited', { ...loadWebhook('issues.edited'), ...change })).toBeNull()
  })

  test('is created for an issue whose reporter has deleted their account', () => {
    const payload = { ...loadWebhook('issues.opened'), issue: { number: 7, user: null } }
    expect(readTask('issues.opened', payload)).toMatchObject({ ref: { number: 7 } })
  })

  test.each([
    ['installation', { installation: undefined }],
    ['issue', { issue: undefined }],
    ['issue.number', { issue: { number: '7' } }],
    ['repository', { repository: null }],
    ['sender', { sender: undefined }],
  ])('is refused, naming the field, if %s does not have the documented format', (field, change) => {
    const read = () => readTask('issues.opened', { ...loadWebhook('issues.opened'), ...change })
    expect(read).toThrow(
      expect.objectContaining({ code: 'malformed-delivery', message: expect.stringContaining(`documents: ${field} `) }),
    )
  })
})

describe('a webhook that was created by hand in a repository', () => {
  const { installation: _, ...payload } = loadWebhook('issues.opened')

  test('is refused, naming the repository', () => {
    const refusal = expect.objectContaining({
      code: 'not-from-app',
      message: expect.stringMatching(
        /^This payload has no installation, .* created by hand in acme\/gateway\. Install auth-triage as a GitHub App/,
      ),
    })
    expect(() => received('issues', payload)).toThrow(refusal)
    expect(() => received('issue_comment', { ...payload, action: 'created' })).toThrow(refusal)
  })

  test('is refused without repeating an invalid repository name', () => {
    const repository = { ...payload['repository'], full_name: 'acme/gateway\u001b[2J' }
    expect(() => received('issues', { ...payload, repository })).toThrow(
      /webhook that was created by hand in a repository or an organization\./,
    )
  })

  test('is refused when it sends its ping', () => {
    const ping = (type: string) => ({ zen: 'Keep it simple.', hook_id: 1, hook: { type } })
    expect(() => received('ping', ping('Repository'))).toThrow(expect.objectContaining({ code: 'not-from-app' }))
    expect(received('ping', ping('App'))).toBeNull()
  })

  test('is ignored if the bot does not use the event', () => {
    expect(received('star', { action: 'created', repository: payload['repository'] })).toBeNull()
  })
})

test("the App's manifest subscribes to the events in the table", () => {
  const manifest = parse(readFileSync(new URL('../../../app.yml', import.meta.url), 'utf8'))
  const needed = new Set(Object.keys(EVENTS).map((event) => event.split('.')[0] as string))
  // GitHub sends the installation events to every App, and does not allow them in a manifest.
  for (const always of ['installation', 'installation_repositories', 'installation_target']) needed.delete(always)
  expect(manifest.default_events).toEqual(expect.arrayContaining([...needed]))
})

import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { EVENTS } from '../../../src/app/webhooks/events.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { MISSING_SCOPE } from '../../support/local-world.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'
import { loadWebhook, type WebhookFixture } from '../../support/webhooks.ts'

function fixture(event: string): string {
  return fileURLToPath(new URL(`../../fixtures/webhooks/${event}.json`, import.meta.url))
}

async function replay(payload: unknown, ...args: readonly string[]) {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  await using it = await temporaryFolder([{ path: 'delivery.json', text }])
  const ran = await runCommand('replay', `${it.folder}/delivery.json`, ...args)
  expect(await readdir(it.folder)).toEqual(['delivery.json'])
  return ran
}

useRecordedReplies()

describe('replay', () => {
  test.each(['issues.opened', 'issues.edited'])('prints the plan for %s', async (event) => {
    const { code, out, err } = await runCommand('replay', fixture(event))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(new RegExp(`^add label {5}${MISSING_SCOPE}\ncreate comment\n\n<!-- auth-triage`))
  })

  test('prints one JSON document', async () => {
    const { code, out, err } = await runCommand('replay', fixture('issues.opened'), '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      action: 'opened',
      issue: loadWebhook('issues.opened').issue.number,
      diagnosis: { signature: 'missing-scope' },
      plan: { addLabels: [{ name: MISSING_SCOPE }], removeLabels: [], comment: { kind: 'create' } },
    })
  })

  test("reads a delivery as returned by GitHub's API", async () => {
    const delivery = { id: 1, guid: 'guid-1', event: 'issues', request: { payload: loadWebhook('issues.opened') } }
    expect((await replay(delivery)).out).toContain(`add label     ${MISSING_SCOPE}`)
  })

  test.each([
    ['closed', { state: 'closed' }, 'suppressed    the issue is closed'],
    ['locked', { locked: true }, 'suppressed    the issue is locked'],
  ])('suppresses everything on an issue that is %s', async (_, change, printed) => {
    const payload = loadWebhook('issues.opened')
    const { out } = await replay({ ...payload, issue: { ...payload.issue, ...change } })
    expect(out).toBe(printed)
  })

  test('says so when there is nothing to do', async () => {
    const payload = loadWebhook('issues.opened')
    const issue = { ...payload.issue, title: 'Dark mode for the docs', body: null }
    expect(await replay({ ...payload, issue })).toEqual({ code: 0, out: 'Nothing to do.', err: '' })
  })

  test.each([
    ['text that is not JSON', 'opened'],
    ['truncated JSON', '{"action":"opened"'],
    ['a webhook about something else', { action: 'created', installation: { id: 1 } }],
  ])('fails on %s', async (_, payload) => {
    const { code, out, err } = await replay(payload)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('delivery.json is not a webhook that the bot knows.')
  })

  test.each(['created', 'edited'])('carries out the commands in a comment that was %s', async (action) => {
    const { out, err } = await replay(commented('/triage is invalid-scope', { action, association: 'MEMBER' }))
    expect(err).toBe('')
    expect(out).toContain('record        is-signature (maintainer octo-maintainer)')
    expect(out).toContain('react         +1')
    expect(out).toContain('add label     auth: invalid scope')
    expect(out).toContain('update comment')
  })

  test("takes a reporter's comment as part of the report", async () => {
    const payload = loadWebhook('issue_comment.created')
    payload.issue.body = 'I cannot log in: 401 Unauthorized.'
    payload.comment.body = '```\nMissing user:mcp_servers scope (scopes=user:inference)\n```'
    const { out } = await replay(payload)
    expect(out).toContain('update comment')
    expect(out).toContain('From line 2 of your comment')
  })

  test('does not let just anybody use the commands of maintainers', async () => {
    const { out } = await replay(commented('/triage is invalid-scope', { association: 'NONE' }))
    expect(out).not.toContain('record')
    expect(out).toContain('react         confused')
  })

  test("does not repeat the commands from before a comment's edit", async () => {
    const payload = commented('/triage wrong, once more', { action: 'edited', association: 'MEMBER' })
    const edited = { ...payload, changes: { body: { from: '/triage wrong' } } }
    expect((await replay(edited)).out).not.toContain('record')
  })

  test("understands that somebody deleted the bot's comment", async () => {
    const bot = { login: 'auth-triage[bot]', type: 'Bot' }
    const payload = commented(
      '<!-- auth-triage:v1 {"decision":"assert","signature":"missing-scope","pack":"x"} -->\nHi',
      {
        action: 'deleted',
        association: 'NONE',
      },
    )
    const { out } = await replay({ ...payload, comment: { ...payload.comment, user: bot } })
    expect(out).toContain('record        wrong-signature')
  })

  test.each<[WebhookFixture, string]>([
    ['issues.closed', 'record        worked (maintainer octo-maintainer)'],
    ['issues.unlabeled', 'record        wrong-signature (maintainer octo-maintainer)'],
    ['issues.labeled', 'Nothing to do: the bot ignores this issues.labeled.'],
    ['installation.created', 'queue         backfill for acme/gateway'],
    ['installation.deleted', 'forget        acme/gateway'],
  ])('prints what %s causes', async (event, printed) => {
    const { code, out, err } = await runCommand('replay', fixture(event))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(printed)
  })

  const { repository, installation, sender, issue } = loadWebhook('issues.opened')
  const push = { ref: 'refs/heads/main', commits: [{ modified: ['.github/auth-triage.yml'] }] }

  /** Every event that the bot knows, in the smallest payload that GitHub would send. */
  const SMALL: Readonly<Record<string, readonly [object, string]>> = {
    'issues.opened': [{ issue }, 'add label'],
    'issues.edited': [{ issue }, 'add label'],
    'issues.reopened': [{ issue }, 'Nothing to do.'],
    'issues.closed': [{ issue: { ...issue, state: 'closed', state_reason: 'completed' } }, 'queue         outcome'],
    'issues.unlabeled': [{ issue, label: { name: MISSING_SCOPE } }, 'record        wrong-signature'],
    'issues.deleted': [{ issue }, 'forget        acme/gateway#'],
    'issues.transferred': [{ issue }, 'forget        acme/gateway#'],
    'issue_comment.created': [{ issue, comment: { id: 1, body: 'ok' } }, 'Nothing to do.'],
    'issue_comment.edited': [{ issue, comment: { id: 1, body: 'ok' } }, 'Nothing to do.'],
    'issue_comment.deleted': [{ issue, comment: { id: 1, body: 'ok' } }, 'ignores this issue_comment.deleted'],
    'discussion.created': [{ discussion: issue }, 'add label'],
    'discussion.edited': [{ discussion: issue }, 'add label'],
    'discussion.unlabeled': [{ discussion: issue, label: { name: MISSING_SCOPE } }, 'record        wrong-signature'],
    'discussion.deleted': [{ discussion: issue }, 'forget        acme/gateway#'],
    'discussion.transferred': [{ discussion: issue }, 'forget        acme/gateway#'],
    'discussion_comment.created': [{ discussion: issue, comment: { id: 1, body: 'ok' } }, 'Nothing to do.'],
    'discussion_comment.edited': [{ discussion: issue, comment: { id: 1, body: 'ok' } }, 'Nothing to do.'],
    'discussion_comment.deleted': [{ discussion: issue, comment: { id: 1, body: 'ok' } }, 'ignores this'],
    push: [{ ...push, repository: { ...repository, default_branch: 'main' } }, 'read again    the settings'],
    'installation.created': [{ repositories: [{ id: 1, full_name: 'acme/gateway' }] }, 'queue         backfill'],
    'installation.deleted': [{ repositories: [{ id: 1, full_name: 'acme/gateway' }] }, 'forget        acme/gateway'],
    'installation_repositories.added': [
      { repositories_added: [{ id: 1, full_name: 'acme/gateway' }], repositories_removed: [] },
      'queue         backfill',
    ],
    'installation_repositories.removed': [
      { repositories_added: [], repositories_removed: [{ id: 1, full_name: 'acme/gateway' }] },
      'forget        acme/gateway',
    ],
    'release.published': [{ release: { id: 7 } }, 'Nothing to do.'],
    'release.released': [{ release: { id: 7 } }, 'Nothing to do.'],
    'repository.deleted': [{}, 'forget        acme/gateway'],
    'repository.privatized': [{}, 'hide          acme/gateway'],
    'repository.renamed': [{}, 'rename to     acme/gateway'],
    'repository.transferred': [{}, 'rename to     acme/gateway'],
    'installation_target.renamed': [
      { account: { id: 1, login: 'acme' }, target_type: 'Organization' },
      'rename to     acme',
    ],
  }

  test('knows every event that the bot knows', () => {
    expect(Object.keys(SMALL).toSorted()).toEqual(Object.keys(EVENTS).toSorted())
  })

  test.each(Object.entries(SMALL))('takes %s, and finds the event in the payload', async (event, [parts, printed]) => {
    const action = event.split('.')[1]
    const isAboutRepositories = 'repositories' in parts || 'repositories_added' in parts || 'account' in parts
    const about = isAboutRepositories ? {} : { repository }
    const { code, out, err } = await replay({ ...(action && { action }), ...about, installation, sender, ...parts })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(printed)
  })

  test('takes the name of the event, and the settings of the repository', async () => {
    await using it = await temporaryFolder([{ path: 'settings.yml', text: 'mode: label-only\n' }])
    const { out } = await runCommand(
      'replay',
      fixture('issues.opened'),
      '--event=issues',
      `--config=${it.folder}/settings.yml`,
    )
    expect(out).toContain(`add label     ${MISSING_SCOPE}`)
    expect(out).not.toContain('create comment')
  })

  test('refuses settings that are not valid', async () => {
    await using it = await temporaryFolder([{ path: 'settings.yml', text: 'mode: loud\n' }])
    const { code, err } = await runCommand('replay', fixture('issues.opened'), `--config=${it.folder}/settings.yml`)
    expect(code).toBe(2)
    expect(err).toContain('mode')
  })
})

interface Commented {
  readonly action?: string
  readonly association: string
}

/** A comment of the maintainer, on the issue in the fixture. */
function commented(body: string, { action = 'created', association }: Commented) {
  const payload = loadWebhook('issue_comment.created')
  const user = { login: 'octo-maintainer', type: 'User' }
  return {
    ...payload,
    action,
    sender: user,
    comment: { ...payload.comment, body, user, author_association: association },
  }
}

import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { MISSING_SCOPE } from '../../support/local-world.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'
import { loadWebhook } from '../../support/webhooks.ts'

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
    expect(err).toContain('delivery.json is not an `issues` webhook.')
  })
})

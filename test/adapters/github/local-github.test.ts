import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../../src/entrypoints/cli/demo/local-github.ts'
import { startWebhookRelay } from '../../../src/entrypoints/cli/demo/webhook-relay.ts'

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs by event and is what is being tested.
  readonly payload: any
}

let local: LocalGitHub
let bot: Server
const received: Received[] = []

beforeAll(async () => {
  local = await startLocalGitHub()
  bot = createServer(async (request, response) => {
    const body = await text(request)
    received.push({ headers: request.headers, body, payload: JSON.parse(body) })
    response.writeHead(202).end()
  })
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve))
  local.webhooks.deliverTo(`http://127.0.0.1:${(bot.address() as AddressInfo).port}/api/github/webhooks`)
})

afterAll(async () => {
  bot.close()
  await local.close()
})

/** Waits for the webhook for this event on this issue. */
function webhook(name: string, action: string, number: number): Promise<Received> {
  return vi.waitFor(() => {
    const found = received.find(
      ({ headers, payload }) =>
        headers['x-github-event'] === name && payload.action === action && payload.issue?.number === number,
    )
    if (!found) throw new Error(`${name}.${action} has not arrived`)
    return found
  })
}

async function openIssue(title: string): Promise<{ owner: string; repo: string; issue_number: number }> {
  const base = { owner: local.repository.owner, repo: local.repository.name }
  const { data } = await local.reporter.octokit.rest.issues.create({ ...base, title, body: 'It fails.' })
  return { ...base, issue_number: data.number }
}

describe('webhooks of the local GitHub', () => {
  test('arrive signed with the App’s secret', async () => {
    const { issue_number } = await openIssue('Signed')
    const { headers, body } = await webhook('issues', 'opened', issue_number)
    const hmac = createHmac('sha256', local.webhookSecret).update(body).digest('hex')
    expect(headers['x-hub-signature-256']).toBe(`sha256=${hmac}`)
  })

  test('name the installation, the repository and the sender', async () => {
    const { issue_number } = await openIssue('Named')
    const { payload } = await webhook('issues', 'opened', issue_number)
    expect(payload).toMatchObject({
      installation: { id: local.installationId },
      repository: { full_name: 'acme/gateway' },
      sender: { login: 'reporter', type: 'User' },
    })
  })

  test('are sent for edits, labels, comments and closing', async () => {
    const issue = await openIssue('Busy')
    const { issues } = local.maintainer.octokit.rest
    await issues.update({ ...issue, body: 'Edited.' })
    await issues.addLabels({ ...issue, labels: ['bug'] })
    await issues.removeLabel({ ...issue, name: 'bug' })
    await issues.createComment({ ...issue, body: 'Me too.' })
    await issues.update({ ...issue, state: 'closed' })
    const { issue_number } = issue
    for (const action of ['edited', 'labeled', 'unlabeled', 'closed']) await webhook('issues', action, issue_number)
    const comment = await webhook('issue_comment', 'created', issue_number)
    expect(comment.payload.comment).toMatchObject({ body: 'Me too.', user: { login: 'maintainer' } })
  })

  test('have unique ids, even when sent concurrently', async () => {
    const numbers = (await Promise.all(Array.from({ length: 20 }, () => openIssue('Fast')))).map(
      ({ issue_number }) => issue_number,
    )
    const opened = await Promise.all(numbers.map((number) => webhook('issues', 'opened', number)))
    expect(new Set(opened.map(({ headers }) => headers['x-github-delivery'])).size).toBe(20)
  })

  test('are listed with the status of the response', async () => {
    const { issue_number } = await openIssue('Listed')
    const { headers } = await webhook('issues', 'opened', issue_number)
    const id = headers['x-github-delivery']
    await vi.waitFor(() =>
      expect(local.webhooks.deliveries).toContainEqual({ id, event: 'issues.opened', byBot: false, status: 202 }),
    )
  })

  test('keep id and body on redelivery', async () => {
    const { issue_number } = await openIssue('Again')
    const first = await webhook('issues', 'opened', issue_number)
    const before = received.length
    await local.webhooks.redeliver(String(first.headers['x-github-delivery']))
    const second = received.slice(before).find(({ payload }) => payload.issue?.number === issue_number)
    expect(second).toMatchObject({
      body: first.body,
      headers: { 'x-github-delivery': first.headers['x-github-delivery'] },
    })
  })

  test('are not relayed when their signature is wrong', async () => {
    const relay = await startWebhookRelay('secret')
    const headers = { 'x-github-event': 'issues', 'x-hub-signature-256': 'sha256=00' }
    const response = await fetch(relay.url, { method: 'POST', headers, body: '{}' })
    await relay.close()
    expect(response.status).toBe(400)
    expect(relay.deliveries).toEqual([])
  })

  test('are listed without a status while nothing listens', async () => {
    const relay = await startWebhookRelay('secret')
    const delivery = await relay.send('ping', { zen: 'Anything added dilutes everything else.' })
    await relay.close()
    expect(delivery).toMatchObject({ event: 'ping', status: null })
  })

  test('can be sent for events that the local GitHub does not support', async () => {
    const { id } = await local.webhooks.send('installation', { action: 'deleted', installation: { id: 1001 } })
    const sent = received.find(({ headers }) => headers['x-github-delivery'] === id)
    const hmac = createHmac('sha256', local.webhookSecret).update(String(sent?.body)).digest('hex')
    expect(sent?.headers).toMatchObject({ 'x-github-event': 'installation', 'x-hub-signature-256': `sha256=${hmac}` })
  })
})

describe('starting a local GitHub', () => {
  test('names the port that is in use', async () => {
    const port = Number(new URL(local.url).port)
    await expect(startLocalGitHub({ port })).rejects.toMatchObject({
      code: 'address-unavailable',
      message: `The local GitHub cannot listen on 127.0.0.1:${port}.`,
    })
  })

  test('uses another port when the free one that it found is taken in the meantime', async () => {
    const taken = Number(new URL(local.url).port)
    const { freePort } = await import('../../../src/entrypoints/cli/demo/free-port.ts')
    const found = vi.fn(freePort).mockResolvedValueOnce(taken)
    vi.resetModules()
    vi.doMock('../../../src/entrypoints/cli/demo/free-port.ts', () => ({ freePort: found }))
    const { startLocalGitHub: start } = await import('../../../src/entrypoints/cli/demo/local-github.ts')
    vi.doUnmock('../../../src/entrypoints/cli/demo/free-port.ts')
    const other = await start()
    await other.close()
    expect(Number(new URL(other.url).port)).not.toBe(taken)
    expect(found).toHaveBeenCalledTimes(2)
  })

  test('fails with `demo-unavailable` when emulate is missing', async () => {
    vi.doMock('emulate', () => {
      throw new Error('Cannot find package')
    })
    await expect(startLocalGitHub()).rejects.toMatchObject({ code: 'demo-unavailable' })
    vi.doUnmock('emulate')
  })

  test('uses the given names', async () => {
    const repository = { owner: 'octo', name: 'tool' }
    const other = await startLocalGitHub({ app: { id: 7, slug: 'my-triage' }, repository })
    const { data } = await other.reporter.octokit.rest.repos.get({ owner: 'octo', repo: 'tool' })
    await other.close()
    expect(other).toMatchObject({ appId: 7, slug: 'my-triage', repository })
    expect(data.full_name).toBe('octo/tool')
  })
})

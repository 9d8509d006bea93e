import { afterEach, expect, test } from 'vitest'
import { startWebhookRelay, type WebhookRelay } from '../../../../src/entrypoints/cli/demo/webhook-relay.ts'

let relay: WebhookRelay | undefined
afterEach(() => relay?.close())

test.each([
  ['Bot', true],
  ['User', false],
])("a comment by a sender of type %s is told apart from the other kind's", async (type, byBot) => {
  relay = await startWebhookRelay('secret')
  await relay.send('issue_comment', { action: 'created', sender: { login: 'someone', type } })
  expect(relay.deliveries).toEqual([expect.objectContaining({ event: 'issue_comment.created', byBot })])
})

test("a webhook without a sender counts as a person's", async () => {
  relay = await startWebhookRelay('secret')
  expect(await relay.send('push', {})).toMatchObject({ event: 'push', byBot: false, status: null })
})

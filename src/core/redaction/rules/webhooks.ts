/** URLs that let anybody who has them post to a channel or start a flow. The host stays readable. */
import type { RedactionRule } from '../rule.ts'

const DELETE = 'delete it where it was set up; anyone with this URL can post there'

interface Webhook extends Pick<RedactionRule, 'id' | 'name' | 'pattern'> {
  readonly hint: string
  readonly revoke?: string
}

/** The match ends with the `secret` group. */
const WEBHOOKS: readonly Webhook[] = [
  {
    id: 'slack-webhook',
    name: 'Slack webhook',
    revoke: 'remove it from the app at https://api.slack.com/apps',
    hint: 'hooks.slack.com',
    pattern:
      /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>\w{6,20}\/\w{6,20}\/\w{16,128}(?:\/\w{8,128})?)/g,
  },
  {
    id: 'discord-webhook',
    name: 'Discord webhook',
    revoke: 'delete it under Integrations in the channel settings',
    hint: '/webhooks/',
    pattern: /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{15,22}\/(?<secret>[\w-]{30,128})/g,
  },
  {
    id: 'teams-webhook',
    name: 'Microsoft Teams webhook',
    revoke: 'remove the connector from the channel',
    hint: '.webhook.office.com',
    pattern:
      /\.webhook\.office\.com\/webhookb2\/(?<secret>[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[0-9A-Za-z]{16,64}\/[0-9a-f-]{36})/g,
  },
  {
    id: 'webhook',
    name: 'webhook',
    hint: 'hooks.zapier.com',
    pattern: /hooks\.zapier\.com\/hooks\/(?:catch|standard)\/(?<secret>\d{3,12}\/\w{5,64})/g,
  },
  {
    id: 'webhook',
    name: 'webhook',
    hint: '.make.com/',
    pattern: /hook\.[a-z]{2}\d\.make\.com\/(?<secret>[a-z0-9]{24,64})/g,
  },
  {
    id: 'webhook',
    name: 'webhook',
    hint: 'maker.ifttt.com',
    pattern: /maker\.ifttt\.com\/(?:use|trigger\/[\w-]{1,100}(?:\/json)?\/with\/key)\/(?<secret>[\w-]{16,64})/g,
  },
  {
    // Lark and Feishu.
    id: 'webhook',
    name: 'webhook',
    hint: '/bot/v2/hook/',
    pattern: /\/open-apis\/bot\/v2\/hook\/(?<secret>[0-9a-f-]{36}|\w{24,64})/g,
  },
  {
    // WeCom.
    id: 'webhook',
    name: 'webhook',
    hint: '/cgi-bin/webhook/',
    pattern: /\/cgi-bin\/webhook\/\w{1,20}\?key=(?<secret>[0-9a-f-]{36})/g,
  },
  {
    // Healthchecks.
    id: 'webhook',
    name: 'webhook',
    hint: 'hc-ping.com',
    pattern: /hc-ping\.com\/(?<secret>[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{22})/g,
  },
  {
    // Mattermost has one part, Rocket.Chat two.
    id: 'webhook',
    name: 'webhook',
    hint: '/hooks/',
    pattern: /:\/\/[\w.:-]{3,120}\/hooks\/(?<secret>[a-z0-9]{26}|[A-Za-z0-9]{17,24}\/[A-Za-z0-9]{40,64})(?![\w/-])/g,
  },
]

export const WEBHOOK_URLS: readonly RedactionRule[] = WEBHOOKS.map(({ hint, revoke = DELETE, ...rest }) => ({
  ...rest,
  nature: 'live',
  revoke,
  hints: [hint],
}))

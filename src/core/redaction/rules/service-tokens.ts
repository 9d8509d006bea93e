/** Credentials of services that begin with a prefix of their own, so that they are known wherever they stand. */

import { looksRandom } from '../entropy.ts'
import { dotted, prefixed, type SecretKind } from '../rule.ts'

const GITHUB_HINTS = ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_']
/** `secret` ends the match; the rest of the address stays readable. */
const SLACK_WEBHOOK =
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>\w{6,20}\/\w{6,20}\/\w{16,128}(?:\/\w{8,128})?)/g
const DISCORD_WEBHOOK = /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{15,22}\/(?<secret>[\w-]{30,128})/g

export const SERVICE_TOKENS: readonly SecretKind[] = [
  dotted({
    ...{ id: 'github-token', name: 'GitHub token', revoke: 'https://github.com/settings/tokens' },
    hints: GITHUB_HINTS,
    head: String.raw`gh[pousr]_(?:\w{1,40}_)?eyJ`,
    rest: String.raw`[\w-]{8,}\.[\w-]{0,}`,
  }),
  prefixed({
    ...{ id: 'github-token', name: 'GitHub token', revoke: 'https://github.com/settings/tokens' },
    hints: GITHUB_HINTS,
    body: String.raw`gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{22,}`,
  }),
  prefixed({
    ...{
      id: 'gitlab-token',
      name: 'GitLab token',
      revoke: 'https://gitlab.com/-/user_settings/personal_access_tokens',
    },
    hints: [
      'glpat-',
      'gloas-',
      'gldt-',
      'glrt-',
      'glrtr-',
      'glcbt-',
      'glptt-',
      'glft-',
      'glsoat-',
      'glimt-',
      'glagent-',
      'glwt-',
    ],
    body: String.raw`gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|soat|imt|agent|wt)-[\w.-]{16,}`,
  }),
  prefixed({
    ...{ id: 'anthropic-key', name: 'Anthropic key or token' },
    revoke:
      'delete the key at https://platform.claude.com/settings/keys; for a login, sign out of all devices at https://claude.ai/settings/account',
    ...{ hints: ['sk-ant-'], body: String.raw`sk-ant-[a-z0-9]{2,12}-[\w-]{16,}` },
  }),
  prefixed({
    ...{ id: 'openrouter-key', name: 'OpenRouter key', revoke: 'https://openrouter.ai/settings/keys' },
    ...{ hints: ['sk-or-'], body: String.raw`sk-or-v\d-[\w-]{20,}` },
  }),
  prefixed({
    ...{ id: 'openai-key', name: 'OpenAI key', revoke: 'https://platform.openai.com/api-keys' },
    ...{ hints: ['sk-'], body: String.raw`sk-(?!ant-|or-v)[\w-]{20,}` },
    accept: (it) => looksRandom(it) && /[A-Z]/.test(it) && /^sk-(?:(?:proj|svcacct|admin|None)-)?[\w]{20}/.test(it),
  }),
  prefixed({
    ...{ id: 'huggingface-token', name: 'Hugging Face token', revoke: 'https://huggingface.co/settings/tokens' },
    ...{ hints: ['hf_', 'api_org_'], body: '(?:hf|api_org)_[A-Za-z0-9]{30,}' },
  }),
  prefixed({
    ...{ id: 'groq-key', name: 'Groq key', revoke: 'https://console.groq.com/keys' },
    ...{ hints: ['gsk_'], body: 'gsk_[A-Za-z0-9]{30,}' },
  }),
  prefixed({
    ...{ id: 'replicate-token', name: 'Replicate token', revoke: 'https://replicate.com/account/api-tokens' },
    ...{ hints: ['r8_'], body: 'r8_[A-Za-z0-9]{36,}' },
  }),
  prefixed({
    ...{ id: 'perplexity-key', name: 'Perplexity key', revoke: 'https://www.perplexity.ai/account/api' },
    ...{ hints: ['pplx-'], body: 'pplx-[A-Za-z0-9]{32,}' },
  }),
  prefixed({
    ...{ id: 'slack-token', name: 'Slack token', revoke: 'https://api.slack.com/apps, or the method auth.revoke' },
    ...{ hints: ['xox', 'xapp-'], body: String.raw`xox[abceoprs](?:\.xox[bp])?-[\w-]{10,}|xapp-\d-[\w-]{10,}` },
  }),
  {
    ...{
      id: 'slack-webhook',
      name: 'Slack webhook',
      nature: 'live',
      revoke: 'remove it from its app at https://api.slack.com/apps',
    },
    ...{ hints: ['hooks.slack.com'], pattern: SLACK_WEBHOOK },
  },
  {
    ...{
      id: 'discord-webhook',
      name: 'Discord webhook',
      nature: 'live',
      revoke: 'delete it under Integrations in the settings of its channel',
    },
    ...{ hints: ['/webhooks/'], pattern: DISCORD_WEBHOOK },
  },
  {
    ...{
      id: 'discord-token',
      name: 'Discord bot token',
      nature: 'live',
      revoke: 'reset it at https://discord.com/developers/applications',
    },
    // User id in base64, time, signature; no letter is the same in all of them.
    ...{ shape: String.raw`[\w-]\.[\w-]{6}\.[\w-]{27}` },
    pattern: /(?<![A-Za-z0-9])[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/g,
    accept: (it) => /^\d{15,22}$/.test(Buffer.from(it.slice(0, it.indexOf('.')), 'base64url').toString('latin1')),
  },
  {
    ...{ id: 'telegram-token', name: 'Telegram bot token', nature: 'live', revoke: 'send /revoke to BotFather' },
    ...{ hints: [':aa'], pattern: /(?<!\d)\d{8,10}:AA[\w-]{32,36}(?![\w-])/g },
  },
  prefixed({
    ...{
      id: 'atlassian-token',
      name: 'Atlassian token',
      revoke: 'https://id.atlassian.com/manage-profile/security/api-tokens',
    },
    ...{ hints: ['atatt3', 'atctt3', 'atbb'], body: 'AT(?:AT|CT)T3[A-Za-z0-9_=-]{20,}|ATBB[A-Za-z0-9]{28,}' },
  }),
  prefixed({
    ...{ id: 'npm-token', name: 'npm token', revoke: 'https://www.npmjs.com/settings/~/tokens' },
    ...{ hints: ['npm_'], body: 'npm_[A-Za-z0-9]{30,}' },
  }),
  prefixed({
    ...{ id: 'pypi-token', name: 'PyPI token', revoke: 'https://pypi.org/manage/account/token/' },
    ...{ hints: ['pypi-'], body: String.raw`pypi-AgE[\w-]{20,}` },
  }),
  prefixed({
    ...{ id: 'rubygems-key', name: 'RubyGems key', revoke: 'https://rubygems.org/profile/api_keys' },
    ...{ hints: ['rubygems_'], body: 'rubygems_[0-9a-f]{40,}' },
  }),
  prefixed({
    ...{
      id: 'docker-token',
      name: 'Docker Hub token',
      revoke: 'https://app.docker.com/settings/personal-access-tokens',
    },
    ...{ hints: ['dckr_'], body: String.raw`dckr_[po]at_[\w-]{20,}` },
  }),
  prefixed({
    ...{ id: 'stripe-key', name: 'Stripe key', revoke: 'roll it at https://dashboard.stripe.com/apikeys' },
    hints: ['k_live_', 'k_test_', 'whsec_'],
    body: '[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,}',
  }),
  prefixed({
    ...{
      id: 'shopify-token',
      name: 'Shopify token',
      revoke: 'uninstall the app, or rotate its secret, in the admin of the shop',
    },
    ...{ hints: ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shpua_'], body: 'shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{32,}' },
  }),
  prefixed({
    ...{ id: 'square-token', name: 'Square token', revoke: 'https://developer.squareup.com/apps' },
    ...{ hints: ['sq0'], body: String.raw`sq0(?:atp|csp)-[\w-]{22,}` },
  }),
  prefixed({
    ...{ id: 'sendgrid-key', name: 'SendGrid key', revoke: 'https://app.sendgrid.com/settings/api_keys' },
    ...{ shape: String.raw`SG\.[\w-]{16}`, body: String.raw`SG\.[\w-]{16,}\.[\w-]{16,}` },
  }),
  prefixed({
    ...{ id: 'mailgun-key', name: 'Mailgun key', revoke: 'https://app.mailgun.com/settings/api_security' },
    ...{ shape: 'key-[0-9a-f]{32}', body: 'key-[0-9a-f]{32}(?![A-Za-z0-9])' },
  }),
  prefixed({
    ...{ id: 'twilio-key', name: 'Twilio key', revoke: 'https://console.twilio.com (Account, API keys)' },
    ...{ shape: 'SK[0-9a-f]{32}', body: 'SK[0-9a-f]{32}(?![A-Za-z0-9])' },
  }),
  prefixed({
    ...{ id: 'linear-key', name: 'Linear key', revoke: 'https://linear.app/settings/account/security' },
    ...{ hints: ['lin_'], body: 'lin_(?:api|oauth)_[A-Za-z0-9]{20,}' },
  }),
  prefixed({
    ...{ id: 'notion-token', name: 'Notion token', revoke: 'https://www.notion.so/profile/integrations' },
    ...{ hints: ['ntn_', 'secret_'], body: '(?:ntn_|secret_)[A-Za-z0-9]{36,}', accept: looksRandom },
  }),
  prefixed({
    ...{ id: 'figma-token', name: 'Figma token', revoke: 'https://www.figma.com/settings (Security)' },
    ...{
      hints: ['figd_', 'figu_', 'figo_', 'figoh_', 'figuh_', 'figor_'],
      body: String.raw`fig(?:d|uh?|oh?|or)_[\w-]{20,}`,
    },
  }),
  prefixed({
    ...{ id: 'airtable-token', name: 'Airtable token', revoke: 'https://airtable.com/create/tokens' },
    ...{ shape: 'pat[a-z0-9]{14}[.]', body: String.raw`pat[A-Za-z0-9]{14}\.[0-9a-f]{64}` },
  }),
  prefixed({
    ...{ id: 'hubspot-token', name: 'HubSpot token', revoke: 'rotate it in the settings of its private app' },
    ...{ hints: ['pat-'], body: 'pat-(?:na|eu|ap)[0-9]-[0-9a-f-]{32,}' },
  }),
  prefixed({
    ...{ id: 'postman-key', name: 'Postman key', revoke: 'https://go.postman.co/settings/me/api-keys' },
    ...{ hints: ['pmak-', 'pmat-'], body: 'PMA[KT]-[A-Za-z0-9-]{20,}' },
  }),
]

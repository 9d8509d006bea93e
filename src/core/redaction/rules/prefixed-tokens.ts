/** Tokens that are recognised anywhere in a text by their own shape, such as a prefix that the vendor documents. */
import { NUMBER_START, prefixed, type RedactionRule, TOKEN_START } from '../rule.ts'
import { ruleFor, type TokenShape } from '../token-table.ts'
import { AI_TOKENS } from '../tokens/ai-tokens.ts'
import { CLOUD_TOKENS } from '../tokens/cloud-tokens.ts'
import { CODE_TOKENS } from '../tokens/code-tokens.ts'
import { SERVICE_TOKENS } from '../tokens/service-tokens.ts'
import { looksGenerated } from '../value-shapes.ts'

/** Every row of the tables of token shapes. */
export const TOKEN_SHAPES: readonly TokenShape[] = [...AI_TOKENS, ...CLOUD_TOKENS, ...CODE_TOKENS, ...SERVICE_TOKENS]

/** A Discord token starts with a user id in base64, so with the base64 form of three digits. */
const THREE_DIGITS = Array.from({ length: 900 }, (_, at) => btoa(String(100 + at)).toLowerCase())

export const PREFIXED_TOKENS: readonly RedactionRule[] = [
  ...TOKEN_SHAPES.map(ruleFor),
  prefixed({
    id: 'openai-key',
    name: 'OpenAI key',
    revoke: 'https://platform.openai.com/api-keys',
    hints: ['sk-'],
    shape: /sk-[\w-]{20}/y,
    // `T3BlbkFJ` is "OpenAI" in base64. Other vendors (DeepSeek, DashScope, Stability) use the prefix too.
    body: String.raw`sk-(?!ant-|or-v|lf-)(?:(?:proj|svcacct|admin|None|service)-[\w-]{20,}|[A-Za-z0-9]{16,}T3BlbkFJ[A-Za-z0-9]{16,}|[A-Za-z0-9]{32,}|\w[\w-]{19,})`,
    accept: looksGenerated,
  }),
  {
    id: 'discord-token',
    name: 'Discord bot token',
    nature: 'live',
    revoke: 'reset it at https://discord.com/developers/applications',
    hints: THREE_DIGITS,
    // User id in base64, timestamp, signature.
    shape: /[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27}/y,
    pattern: new RegExp(String.raw`${TOKEN_START}[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])`, 'g'),
    accept: (it) => /^\d{15,22}$/.test(Buffer.from(it.slice(0, it.indexOf('.')), 'base64url').toString('latin1')),
  },
  {
    id: 'telegram-token',
    name: 'Telegram bot token',
    nature: 'live',
    revoke: 'send /revoke to BotFather',
    hints: [':aa'],
    pattern: new RegExp(String.raw`${NUMBER_START}\d{8,10}:AA[\w-]{32,36}(?![\w-])`, 'g'),
  },
  {
    id: 'copilot-token',
    name: 'GitHub Copilot session token',
    nature: 'live',
    revoke: 'it expires within half an hour; to be safe, sign out of Copilot',
    hints: ['tid='],
    pattern: new RegExp(String.raw`${TOKEN_START}tid=[0-9a-f]{32}(?:;[\w-]{1,40}=[^\s;"']{0,200}){1,40}`, 'g'),
  },
  prefixed({
    id: 'sendgrid-key',
    name: 'SendGrid key',
    revoke: 'https://app.sendgrid.com/settings/api_keys',
    hints: ['sg.'],
    shape: /SG\.[\w-]{16}/y,
    body: String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
  }),
  {
    id: 'mailchimp-key',
    name: 'Mailchimp key',
    nature: 'live',
    revoke: 'https://admin.mailchimp.com/account/api',
    hints: ['-us'],
    shape: /-us\d{1,2}(?![A-Za-z0-9])/y,
    pattern: new RegExp(String.raw`${TOKEN_START}[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])`, 'g'),
  },
  {
    id: 'google-refresh-token',
    name: 'Google refresh token',
    nature: 'live',
    revoke: 'remove the app at https://myaccount.google.com/connections',
    hints: ['1//0', '1%2f%2f0'],
    pattern: new RegExp(String.raw`${TOKEN_START}(?<!\/)1(?:\/\/|%2[Ff]%2[Ff])0[\w-]{20,1024}`, 'g'),
  },
  prefixed({
    id: 'azure-client-secret',
    name: 'Azure client secret',
    revoke: 'delete it under Certificates & secrets in its app registration',
    hints: ['q~'],
    body: String.raw`[\w.~-]{3}\dQ~[\w.~-]{31,64}`,
  }),
  prefixed({
    id: 'azure-storage-key',
    name: 'Azure access key',
    revoke: 'rotate it under Access keys in its resource',
    hints: ['+ast', '+acr', '+amc', '+aiot', 'jqqj9', 'acdb', 'azse', 'azfu', 'azca'],
    // Keys that Microsoft makes recognisable: a signature of the service near the end.
    shape: /\+A(?:St|CR|MC|IoT)[\w+/]{5,10}|JQQJ9[9DH]|A(?:CDb|zSe|zFu|zCa)[\w+/]{5,10}(?:={1,2}|(?![\w+/]))/iy,
    body: String.raw`[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{5}[AQgw]==|[A-Za-z0-9+/]{33,76}(?:\+A(?:CR|MC|IoT)|ACDb|AzFu)[A-Za-z0-9+/]{5,6}={0,2}|[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}|[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9]{26,30}={0,2}`,
  }),
  {
    id: 'azure-storage-key',
    name: 'Azure access key',
    nature: 'live',
    revoke: 'rotate it under Access keys in its resource',
    // 32 or 64 bytes in base64; the name alone would also fit a column of a table.
    hints: ['primary', 'secondary'],
    pattern:
      /(?:primary|secondary)[ _-]?(?:access[ _-]?)?key["']?[ \t]{0,4}[:=][ \t]{0,4}["'`]?(?<secret>[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)(?!=)/gi,
  },
  prefixed({
    id: 'firebase-server-key',
    name: 'Firebase server key',
    revoke: 'https://console.firebase.google.com (Project settings, Cloud Messaging)',
    hints: [':apa91b'],
    body: String.raw`AAAA[\w-]{7}:APA91b[\w-]{100,180}`,
  }),
  prefixed({
    id: 'azure-devops-token',
    name: 'Azure DevOps token',
    revoke: 'https://dev.azure.com (User settings, Personal access tokens)',
    hints: ['azdo'],
    body: '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])',
  }),
  {
    id: 'twilio-key',
    name: 'Twilio auth token',
    nature: 'live',
    revoke: 'https://console.twilio.com (Account, API keys)',
    hints: [...'0123456789abcdef'].map((it) => `ac${it}`),
    shape: /AC[0-9a-f]{32}/y,
    // After its account SID, as in `Client(sid, token)` and `sid:token@`.
    pattern: new RegExp(
      String.raw`${TOKEN_START}AC[0-9a-f]{32}["']?[ \t]{0,4}[,:|][ \t]{0,4}["']?(?<secret>[0-9a-f]{32})(?![A-Za-z0-9])`,
      'g',
    ),
  },
  prefixed({
    id: 'terraform-token',
    name: 'HCP Terraform token',
    revoke: 'https://app.terraform.io/app/settings/tokens',
    hints: ['.atlasv1.'],
    body: String.raw`[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}`,
  }),
  prefixed({
    id: 'new-relic-key',
    name: 'New Relic key',
    revoke: 'https://one.newrelic.com/api-keys',
    hints: ['nral'],
    body: '[0-9a-f]{32}(?:ffff|FFFF)NRAL(?![A-Za-z0-9])',
  }),
  prefixed({
    id: 'asana-token',
    name: 'Asana token',
    revoke: 'https://app.asana.com/0/my-apps',
    hints: ['1/1', '2/1'],
    shape: /[12]\/1\d{12}/y,
    body: String.raw`[12]\/1\d{12,16}(?:\/\d{10,18})?:[0-9a-f]{32}(?![A-Za-z0-9])`,
  }),
  prefixed({
    id: 'maxmind-key',
    name: 'MaxMind licence key',
    revoke: 'https://www.maxmind.com/en/accounts/current/license-key',
    hints: ['_mmk'],
    body: '[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk(?![A-Za-z0-9])',
  }),
  {
    // A client exposes its DSN to all its users. A DSN only allows writing events.
    id: 'sentry-dsn',
    hints: ['sentry'],
    nature: 'personal',
    pattern: /https?:\/\/[0-9a-f]{32}(?::[0-9a-f]{32})?@(?=[\w.-]{0,100}sentry)[\w.-]{1,120}\/\d{1,20}/g,
  },
]

/** Returns true if a value is or contains a token that is recognised by its own shape. */
export function isPrefixedToken(value: string): boolean {
  return PREFIXED_TOKENS.some(({ pattern }) => value.search(pattern) !== -1)
}

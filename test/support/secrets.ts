/**
 * One sample of every kind of credential and personal detail, assembled at run time so that no scanner reports a leak.
 */

import { TOKEN_SHAPES } from '../../src/core/redaction/rules/prefixed-tokens.ts'
import type { TokenShape } from '../../src/core/redaction/token-table.ts'
import { generator } from './generator.ts'
import { sampleOfPattern } from './pattern-sample.ts'

export interface Sample {
  /** The line as a reporter pastes it. */
  readonly text: string
  /** The part that must be redacted. */
  readonly secret: string
}

/** This many letters and digits, in no particular order. */
export function some(length: number, from = 'aB3dE5fG7hJ9kL2mN4pQ6rS8tU'): string {
  return from.repeat(Math.ceil(length / from.length)).slice(0, length)
}

/** This many hexadecimal digits. */
export function hex(length: number): string {
  return some(length, '3f9a1c7e5b2d8046')
}

/** A JWT with these claims and an invalid signature. */
export function jwtOf(claims: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return [part({ alg: 'RS256', typ: 'at+jwt' }), part(claims), some(43)].join('.')
}

/** A sample for this secret, with `before` and `after` around it. */
function of(secret: string, before = '', after = ''): Sample {
  return { text: `${before}${secret}${after}`, secret }
}

const UUID = '9f3c1d7a-52be-4c08-8a41-6d0e7b95f213'
const PEM_BODY = [some(64), some(64), some(40)].join('\n')
const JWT = jwtOf({ sub: 'jane', aud: 'https://mcp.acme.net', scope: 'files:read' })

/** A token of this shape, with its first prefix; the same every time. */
function tokenOf({ prefixes, rest }: TokenShape): string {
  return `${prefixes[0]}${sampleOfPattern(rest, generator(15))}`
}

const SHAPED = Object.fromEntries(TOKEN_SHAPES.toReversed().map((shape) => [shape.id, of(tokenOf(shape))]))

export const SAMPLES: Readonly<Record<string, Sample>> = {
  ...SHAPED,
  'teams-webhook': of(
    `${UUID}@${UUID}/IncomingWebhook/${hex(32)}/${UUID}`,
    'https://acme.webhook.office.com/webhookb2/',
  ),
  'copilot-token': of(`tid=${hex(32)};exp=1772000000;sku=copilot;8kp=1:${hex(64)}`),
  'mailchimp-key': of(`${hex(32)}-us12`),
  'azure-devops-token': of(`${some(76)}AZDO${some(4)}`),
  'asana-token': of(`1/1201234567890123:${hex(32)}`),
  'firebase-server-key': of(`AAAA${some(7)}:APA91b${some(134)}`),
  'saml-response': of(some(120), 'SAMLResponse='),
  'login-link': of(some(43), 'https://acme.net/reset-password/'),
  'recovery-codes': of('bd6aa-209be', 'recovery codes: '),
  'recovery-phrase': of(
    'ladder orbit velvet canyon ribbon jungle copper maple tunnel anchor pencil winter',
    'mnemonic: ',
  ),
  webhook: of(`4821093/${some(7)}`, 'https://hooks.zapier.com/hooks/catch/'),
  'okta-token': of(`00${some(40)}`, 'SSWS '),
  'password-hash': of(`$2b$12$${some(53)}`),
  'login-token': of(some(43), 'token_hash='),
  'maxmind-key': of(`${some(6)}_${some(29)}_mmk`),
  'docker-config': of(some(60), '.dockerconfigjson: '),
  'kubernetes-secret': of('aHVudGVyMjI=', 'kind: Secret\ndata:\n  user: ', '\n'),
  'otp-seed': of('JBSWY3DPEHPKQPXP', 'TOTP secret: '),
  'user-code': of('WDJB-MJHT', '"user_code": "', '"'),
  'private-key': of(PEM_BODY, '-----BEGIN RSA PRIVATE KEY-----\n', '\n-----END RSA PRIVATE KEY-----'),
  'service-account-key': of(
    some(200),
    '"private_key": "-----BEGIN PRIVATE KEY-----\\n',
    '\\n-----END PRIVATE KEY-----\\n"',
  ),
  cookie: of(some(32), 'Cookie: theme=dark; session='),
  jwt: of(JWT, 'sent '),
  authorization: of(some(32), 'Authorization: Digest '),
  'bearer-token': of(some(40), 'with bearer '),
  'basic-credentials': of(Buffer.from('jane:horse-7-battery').toString('base64'), 'sent Basic '),
  'github-token': of(`ghp_${some(36)}`),
  'gitlab-token': of(`glpat-${some(20)}`),
  'anthropic-key': of(`sk-ant-api03-${some(80)}`),
  'openrouter-key': of(`sk-or-v1-${hex(64)}`),
  'openai-key': of(`sk-proj-${some(60)}`),
  'huggingface-token': of(`hf_${some(34)}`),
  'groq-key': of(`gsk_${some(52)}`),
  'replicate-token': of(`r8_${some(37)}`),
  'perplexity-key': of(`pplx-${some(48)}`),
  'slack-token': of(`xoxb-123456789012-${some(24)}`),
  'slack-webhook': of(`T02AB3CD4/B05EF6GH7/${some(24)}`, 'https://hooks.slack.com/services/'),
  'discord-webhook': of(some(68), 'https://discord.com/api/webhooks/123456789012345678/'),
  'discord-token': of(`${Buffer.from('123456789012345678').toString('base64url')}.GaBc1D.${some(38)}`),
  'telegram-token': of(`123456789:AA${some(33)}`),
  'atlassian-token': of(`ATATT3${some(60)}`),
  'npm-token': of(`npm_${some(36)}`),
  'pypi-token': of(`pypi-AgE${some(60)}`),
  'rubygems-key': of(`rubygems_${hex(48)}`),
  'docker-token': of(`dckr_pat_${some(27)}`),
  'stripe-key': of(`sk_live_${some(24)}`),
  'shopify-token': of(`shpat_${hex(32)}`),
  'square-token': of(`sq0atp-${some(22)}`),
  'sendgrid-key': of(`SG.${some(22)}.${some(43)}`),
  'mailgun-key': of(`key-${hex(32)}`),
  'twilio-key': of(`SK${hex(32)}`),
  'linear-key': of(`lin_api_${some(40)}`),
  'notion-token': of(`ntn_${some(46)}`),
  'figma-token': of(`figd_${some(40)}`),
  'airtable-token': of(`pat${some(14)}.${hex(64)}`),
  'hubspot-token': of(`pat-na1-${UUID}`),
  'postman-key': of(`PMAK-${hex(24)}-${hex(34)}`),
  'aws-access-key-id': of(`AKIA${some(16, 'Q7W8E9R2')}`),
  'aws-bedrock-key': of(`ABSK${some(120)}`),
  'aws-session-token': of(some(120), 'AWS_SESSION_TOKEN='),
  'aws-secret-access-key': of(some(40), 'aws_secret_access_key = '),
  'signed-url': of(hex(64), 'https://b.s3.amazonaws.com/k?X-Amz-Signature='),
  'google-api-key': of(`AIza${some(35)}`),
  'google-access-token': of(`ya29.${some(60)}`),
  'google-client-secret': of(`GOCSPX-${some(28)}`),
  'google-refresh-token': of(`1//0${some(60)}`),
  'azure-client-secret': of(`aB38Q~${some(34)}`),
  'azure-storage-key': of(`${some(86)}==`, 'AccountName=acme;AccountKey=', ';EndpointSuffix=core'),
  'azure-sas': of(`${some(43)}%3D`, 'https://acme.blob.core.windows.net/c?sv=2024-11-04&sig='),
  'digitalocean-token': of(`dop_v1_${hex(64)}`),
  'cloudflare-token': of(some(40), 'CLOUDFLARE_API_TOKEN='),
  'vercel-token': of(some(24), 'VERCEL_TOKEN='),
  'netlify-token': of(`nfp_${some(36)}`),
  'fly-token': of(`fm2_${some(80)}`),
  'heroku-key': of(`HRKU-${UUID}`),
  'supabase-key': of(`sbp_${hex(40)}`),
  'planetscale-token': of(`pscale_tkn_${some(40)}`),
  'vault-token': of(`hvs.${some(90)}`),
  'terraform-token': of(`${some(14)}.atlasv1.${some(60)}`),
  'pulumi-token': of(`pul-${hex(40)}`),
  'doppler-token': of(`dp.pt.${some(43)}`),
  'databricks-token': of(`dapi${hex(32)}`),
  'sentry-token': of(`sntrys_${some(80)}`),
  'sentry-dsn': of(`https://${hex(32)}@o123.ingest.sentry.io/456`),
  'datadog-key': of(hex(32), 'DD_API_KEY='),
  'new-relic-key': of(`NRAK-${some(27, 'A3B5C7D9EF')}`),
  'grafana-token': of(`glsa_${some(32)}_${hex(8)}`),
  'sonarqube-token': of(`squ_${hex(40)}`),
  'age-key': of(`AGE-SECRET-KEY-1${some(58, 'Q7W8E9R2')}`),
  'client-secret': of(some(20), 'client_id=abc&client_secret=', '&x=1'),
  'refresh-token': of(some(40), '{"refresh_token":"', '"}'),
  'access-token': of(some(30), 'access_token: '),
  'id-token': of(some(30), 'id_token='),
  'code-verifier': of(some(43), 'code_verifier='),
  'device-code': of(some(40), '"device_code": "', '"'),
  'authorization-code': of(some(32), 'GET /callback?code=', '&x=1'),
  state: of(some(32), '/authorize?scope=openid&state='),
  'api-key': of(some(32), 'https://mcp.acme.net/mcp?api_key='),
  'signing-secret': of(some(32), 'SLACK_SIGNING_SECRET='),
  password: of('correct1horse', 'password='),
  token: of(some(32), 'https://mcp.acme.net/sse?token='),
  'connection-string': of('s3cretpw', 'postgres://app:', '@db.acme.net:5432/app'),
  'mcp-url-key': of(some(40), 'https://mcp.acme.net/api/mcp/s/', '/mcp'),
  email: of('jane.doe@acme.io', 'logged in as '),
  user: of('janedoe', 'at /Users/', '/project/a.js'),
  'phone-number': of('+1 415-555-0132', 'Phone: '),
  'mac-address': of('3c:22:fb:9a:17:e4', 'supplicant '),
  host: of('janes-macbook-pro', 'on ', '.local'),
  'ip-address': of('203.1.77.15', 'from '),
}

/** The sample for a kind. */
export function sampleOf(kind: string): Sample {
  const sample = SAMPLES[kind]
  if (sample === undefined) throw new RangeError(`There is no sample for ${kind} in test/support/secrets.ts.`)
  return sample
}

/** The lines of a secret, none of which may be shown. */
export function piecesOf({ secret }: Sample): readonly string[] {
  return secret.split('\n')
}

/** Values that are recognised only by their name, most specific name first. */

import { named, type RedactionRule } from '../rule.ts'
import { isLongAndRandom, isUuid, looksGenerated, looksLikePassword, looksRandom } from '../value-shapes.ts'
import { CHANGE_EVERYWHERE, REVOKE_AT_ISSUER } from './revocation.ts'

export const AWS_VALUES: readonly RedactionRule[] = [
  ...named({
    id: 'aws-secret-access-key',
    name: 'AWS secret access key',
    names: ['secret_access_key'],
    revoke: 'deactivate its access key at https://console.aws.amazon.com/iam/home#/security_credentials',
  }),
  ...named({
    id: 'aws-session-token',
    name: 'AWS session token',
    names: ['aws_session_token', 'amz_security_token'],
    revoke: "revoke its role's sessions in the IAM console",
  }),
  ...named({
    id: 'signed-url',
    name: 'signed URL signature',
    accept: isLongAndRandom,
    acceptLoose: isLongAndRandom,
    names: ['amz_signature', 'amz_credential', 'goog_signature'],
    revoke: 'it expires on its own; if that is a long way off, deactivate the key that signed it',
  }),
]

export const NAMED_VALUES: readonly RedactionRule[] = [
  ...named({
    id: 'azure-storage-key',
    name: 'Azure access key',
    revoke: 'rotate it under Access keys in its resource',
    names: ['account_key', 'shared_access_key'],
    accept: isLongAndRandom,
    acceptLoose: isLongAndRandom,
  }),
  ...named({
    id: 'azure-sas',
    name: 'shared access signature (SAS)',
    revoke: 'rotate the key or delete the policy that signed it',
    names: [],
    alone: ['sig'],
    accept: isLongAndRandom,
    acceptLoose: isLongAndRandom,
  }),
  ...named({
    id: 'cloudflare-token',
    name: 'Cloudflare token',
    revoke: 'https://dash.cloudflare.com/profile/api-tokens',
    names: ['cloudflare_api_token', 'cloudflare_api_key', 'cf_api_token', 'cf_api_key', 'x_auth_key'],
    accept: looksRandom,
  }),
  ...named({
    id: 'vercel-token',
    name: 'Vercel token',
    revoke: 'https://vercel.com/account/settings/tokens',
    names: ['vercel_token', 'vercel_api_token'],
  }),
  ...named({
    id: 'vault-token',
    name: 'HashiCorp Vault token',
    revoke: 'run vault token revoke',
    names: ['vault_token'],
    accept: looksRandom,
  }),
  ...named({
    id: 'sonarqube-token',
    name: 'SonarQube token',
    revoke: 'revoke it under My Account, Security in SonarQube',
    names: ['sonar.login', 'sonar_login'],
    accept: isLongAndRandom,
    acceptLoose: isLongAndRandom,
  }),
  ...named({
    id: 'datadog-key',
    name: 'Datadog key',
    revoke: 'https://app.datadoghq.com/organization-settings/api-keys',
    names: ['dd_api_key', 'dd_app_key', 'dd_application_key', 'datadog_api_key', 'datadog_app_key'],
    accept: looksRandom,
  }),
  ...named({
    id: 'api-key',
    name: 'API key',
    revoke: REVOKE_AT_ISSUER,
    names: [
      'api_key',
      'secret_key',
      'subscription_key',
      'access_key',
      'auth_key',
      'encryption_key',
      'signing_key',
      'master_key',
      'x_honeycomb_team',
      'pd_routing_key',
      'pagerduty_routing_key',
    ],
  }),
  ...named({
    // The secret of an ACL token in Consul and Nomad, of an AppRole in Vault. Elsewhere the id of a secret is a name.
    id: 'token',
    name: 'token',
    revoke: REVOKE_AT_ISSUER,
    names: ['secret_id'],
    accept: isUuid,
    acceptLoose: isUuid,
  }),
  {
    // A key without any other word in its name has to leave no doubt.
    id: 'api-key',
    name: 'API key',
    nature: 'live',
    revoke: REVOKE_AT_ISSUER,
    hints: ['key'],
    shape: /key["']?[ \t]{0,4}=[ \t]{0,4}["']?[A-Za-z0-9]{32}/iy,
    pattern: /(?<![A-Za-z0-9.?&])key["']?[ \t]{0,4}=[ \t]{0,4}["']?(?<secret>[A-Za-z0-9]{32,128})(?![\w-])/gi,
    accept: (it) => /[a-z]/.test(it) && /[A-Z]/.test(it) && looksGenerated(it, 32),
  },
  ...named({
    id: 'signing-secret',
    name: 'signing secret',
    names: ['signing_secret', 'webhook_secret'],
    revoke: CHANGE_EVERYWHERE,
  }),
  ...named({
    id: 'password',
    name: 'password',
    revoke: CHANGE_EVERYWHERE,
    names: ['password', 'passwd', 'passphrase'],
    alone: ['pwd'],
    accept: looksLikePassword,
    acceptLoose: (it) => looksRandom(it, 8),
  }),
  ...named({
    id: 'token',
    name: 'token',
    names: [],
    alone: ['token', 'secret'],
    revoke: REVOKE_AT_ISSUER,
    accept: looksRandom,
    acceptLoose: isLongAndRandom,
  }),
  {
    // The pair of tokens that some frameworks name by half their names.
    id: 'token',
    name: 'token',
    nature: 'live',
    revoke: REVOKE_AT_ISSUER,
    hints: ['refresh', 'access'].flatMap((it) => ['=', ':', '":', "':", ' ='].map((sign) => it + sign)),
    pattern: /(?<![\w.])(?:refresh|access)["']? ?[=:][ \t]{0,4}["']?(?<secret>[\w.~+/-]{32,8192}={0,2})/gi,
    accept: (it) => looksGenerated(it, 32),
  },
]

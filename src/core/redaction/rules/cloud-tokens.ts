/** Credentials of clouds, hosts and their tools: prefixes of their own, and keys whose neighbours give them away. */

import { isLongAndRandom, looksRandom } from '../entropy.ts'
import { named, prefixed, type SecretKind } from '../rule.ts'

const AWS = 'https://console.aws.amazon.com/iam/home#/security_credentials'
const GOOGLE_ACCOUNT = 'remove the app at https://myaccount.google.com/connections'

export const CLOUD_TOKENS: readonly SecretKind[] = [
  prefixed({
    ...{ id: 'aws-access-key-id', name: 'AWS access key', revoke: `deactivate it at ${AWS}` },
    ...{ hints: ['akia', 'asia'], body: '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])' },
  }),
  prefixed({
    ...{
      id: 'aws-bedrock-key',
      name: 'Amazon Bedrock key',
      revoke: 'delete it at https://console.aws.amazon.com/bedrock (API keys)',
    },
    ...{ hints: ['absk', 'bedrock-api-key-'], body: 'ABSK[A-Za-z0-9+/=]{60,}|bedrock-api-key-[A-Za-z0-9+/=]{40,}' },
  }),
  // What every session token begins with: its own version and the word "origin", in base64.
  prefixed({
    ...{
      id: 'aws-session-token',
      name: 'AWS session token',
      revoke: 'revoke the sessions of its role in the IAM console',
    },
    ...{ hints: ['iqojb3jpz2lu', 'fwogzxivyxdz'], body: '(?:IQoJb3JpZ2lu|FwoGZXIvYXdz)[A-Za-z0-9+/=%]{60,}' },
  }),
  prefixed({
    ...{ id: 'google-api-key', name: 'Google API key', revoke: 'https://console.cloud.google.com/apis/credentials' },
    ...{ hints: ['aiza'], body: String.raw`AIza[\w-]{30,}` },
  }),
  prefixed({
    ...{ id: 'google-access-token', name: 'Google access token', revoke: GOOGLE_ACCOUNT },
    ...{ hints: ['ya29.'], body: String.raw`ya29\.[\w.-]{20,}` },
  }),
  prefixed({
    ...{
      id: 'google-client-secret',
      name: 'Google client secret',
      revoke: 'https://console.cloud.google.com/auth/clients',
    },
    ...{ hints: ['gocspx-'], body: String.raw`GOCSPX-[\w-]{16,}` },
  }),
  {
    ...{ id: 'google-refresh-token', name: 'Google refresh token', nature: 'live', revoke: GOOGLE_ACCOUNT },
    ...{ hints: ['1//0'], pattern: /(?<![A-Za-z0-9/])1\/\/0[\w-]{20,1024}/g },
  },
  prefixed({
    ...{
      id: 'azure-client-secret',
      name: 'Azure client secret',
      revoke: 'delete it under Certificates & secrets of its app registration',
    },
    ...{ hints: ['q~'], body: String.raw`[\w.~-]{3}\dQ~[\w.~-]{31,64}` },
  }),
  ...named({
    ...{ id: 'azure-storage-key', name: 'Azure access key', revoke: 'rotate it under Access keys of its resource' },
    ...{ names: ['account_key', 'shared_access_key'], accept: isLongAndRandom, acceptLoose: isLongAndRandom },
  }),
  ...named({
    ...{
      id: 'azure-sas',
      name: 'signature of a shared address',
      revoke: 'rotate the key or delete the policy that it was signed with',
    },
    ...{ names: [], alone: ['sig'], accept: isLongAndRandom, acceptLoose: isLongAndRandom },
  }),
  prefixed({
    ...{
      id: 'digitalocean-token',
      name: 'DigitalOcean token',
      revoke: 'https://cloud.digitalocean.com/account/api/tokens',
    },
    ...{ hints: ['dop_v1_', 'doo_v1_', 'dor_v1_'], body: 'do[opr]_v1_[0-9a-f]{40,}' },
  }),
  prefixed({
    ...{ id: 'cloudflare-token', name: 'Cloudflare token', revoke: 'https://dash.cloudflare.com/profile/api-tokens' },
    ...{
      hints: ['cfut_', 'cfat_', 'cfk_', 'v1.0-'],
      body: 'cf(?:ut|at|k)_[A-Za-z0-9]{40,}|v1[.]0-[0-9a-f]{24}-[0-9a-f]{100,}',
    },
  }),
  ...named({
    ...{ id: 'cloudflare-token', name: 'Cloudflare token', revoke: 'https://dash.cloudflare.com/profile/api-tokens' },
    ...{
      names: ['cloudflare_api_token', 'cloudflare_api_key', 'cf_api_token', 'cf_api_key', 'x_auth_key'],
      accept: looksRandom,
    },
  }),
  prefixed({
    ...{ id: 'vercel-token', name: 'Vercel token', revoke: 'https://vercel.com/account/settings/tokens' },
    ...{
      hints: ['vercel_blob_rw_', 'vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
      body: 'vercel_blob_rw_[A-Za-z0-9_]{20,}|vc[piark]_[A-Za-z0-9]{24,}',
    },
    accept: looksRandom,
  }),
  ...named({
    ...{ id: 'vercel-token', name: 'Vercel token', revoke: 'https://vercel.com/account/settings/tokens' },
    ...{ names: ['vercel_token', 'vercel_api_token'] },
  }),
  prefixed({
    ...{ id: 'netlify-token', name: 'Netlify token', revoke: 'https://app.netlify.com/user/applications' },
    ...{ hints: ['nfp_', 'nfo_', 'nfc_'], body: 'nf[poc]_[A-Za-z0-9]{36,}' },
  }),
  prefixed({
    ...{ id: 'fly-token', name: 'Fly.io token', revoke: 'https://fly.io/user/personal_access_tokens' },
    ...{ hints: ['fm1r_', 'fm2_', 'fo1_'], body: String.raw`(?:fm1r|fm2|fo1)_[\w+/=-]{40,}` },
  }),
  prefixed({
    ...{ id: 'heroku-key', name: 'Heroku key', revoke: 'https://dashboard.heroku.com/account' },
    ...{ hints: ['hrku-'], body: String.raw`HRKU-[\w-]{30,}` },
  }),
  prefixed({
    ...{
      id: 'supabase-key',
      name: 'Supabase key',
      revoke: 'https://supabase.com/dashboard (API keys, or account tokens)',
    },
    ...{ hints: ['sbp_', 'sb_secret_'], body: String.raw`sbp_(?:v\d_)?[0-9a-f]{40,}|sb_secret_[\w-]{20,}` },
  }),
  prefixed({
    ...{
      id: 'planetscale-token',
      name: 'PlanetScale credential',
      revoke: 'https://app.planetscale.com (Settings, Service tokens)',
    },
    ...{ hints: ['pscale_'], body: String.raw`pscale_(?:tkn|oauth|pw)_[\w.=-]{32,}` },
  }),
  prefixed({
    ...{ id: 'vault-token', name: 'HashiCorp Vault token', revoke: 'run `vault token revoke` with it' },
    ...{ hints: ['hvs.', 'hvb.', 'hvr.'], body: String.raw`hv[sbr]\.[\w-]{24,}` },
  }),
  ...named({
    ...{ id: 'vault-token', name: 'HashiCorp Vault token', revoke: 'run `vault token revoke` with it' },
    ...{ names: ['vault_token'], accept: looksRandom },
  }),
  prefixed({
    ...{ id: 'terraform-token', name: 'HCP Terraform token', revoke: 'https://app.terraform.io/app/settings/tokens' },
    ...{ hints: ['.atlasv1.'], body: String.raw`[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}` },
  }),
  prefixed({
    ...{ id: 'pulumi-token', name: 'Pulumi token', revoke: 'https://app.pulumi.com/account/tokens' },
    ...{ hints: ['pul-'], body: 'pul-[0-9a-f]{40}(?![A-Za-z0-9])' },
  }),
  prefixed({
    ...{ id: 'doppler-token', name: 'Doppler token', revoke: 'https://dashboard.doppler.com' },
    ...{
      hints: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
      body: String.raw`dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,}`,
    },
  }),
  prefixed({
    ...{
      id: 'databricks-token',
      name: 'Databricks token',
      revoke: 'delete it under Developer, Access tokens, in the settings of the workspace',
    },
    ...{ hints: ['dapi', 'dose', 'dkea'], body: 'd(?:api|ose|kea)[0-9a-f]{32}(?:-[0-9])?(?![A-Za-z0-9])' },
  }),
  prefixed({
    ...{ id: 'sentry-token', name: 'Sentry token', revoke: 'https://sentry.io/settings/auth-tokens/' },
    ...{ hints: ['sntrys_', 'sntryu_'], body: String.raw`sntry[su]_[\w+/=-]{40,}` },
  }),
  {
    // A client sends it to everybody who looks; it lets strangers write events, nothing more.
    ...{ id: 'sentry-dsn', hints: ['sentry'], nature: 'personal' },
    pattern: /https?:\/\/[0-9a-f]{32}(?::[0-9a-f]{32})?@(?=[\w.-]{0,100}sentry)[\w.-]{1,120}\/\d{1,20}/g,
  },
  ...named({
    ...{ id: 'datadog-key', name: 'Datadog key', revoke: 'https://app.datadoghq.com/organization-settings/api-keys' },
    names: ['dd_api_key', 'dd_app_key', 'dd_application_key', 'datadog_api_key', 'datadog_app_key'],
    accept: looksRandom,
  }),
  prefixed({
    ...{ id: 'datadog-key', name: 'Datadog key', revoke: 'https://app.datadoghq.com/organization-settings/api-keys' },
    ...{ hints: ['ddapp_', 'ddpat_'], body: 'dd(?:app|pat)_[A-Za-z0-9]{30,}' },
  }),
  prefixed({
    ...{ id: 'new-relic-key', name: 'New Relic key', revoke: 'https://one.newrelic.com/api-keys' },
    ...{
      hints: ['nrak-', 'nrii-', 'nral', 'nraa-'],
      body: 'NR(?:AK|II|AA)-[A-Za-z0-9_-]{20,}|[0-9a-f]{36}NRAL(?![A-Za-z0-9])',
    },
  }),
  prefixed({
    ...{
      id: 'grafana-token',
      name: 'Grafana token',
      revoke: 'delete it under Service accounts, or Access policies, of its Grafana',
    },
    ...{ hints: ['glsa_', 'glc_'], body: 'glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|glc_[A-Za-z0-9+/=]{32,}' },
  }),
  prefixed({
    ...{
      id: 'sonarqube-token',
      name: 'SonarQube token',
      revoke: 'revoke it under My Account, Security, of its SonarQube',
    },
    ...{ hints: ['squ_', 'sqp_', 'sqa_'], body: 'sq[upa]_[0-9a-f]{40}(?![A-Za-z0-9])' },
  }),
  prefixed({
    ...{ id: 'age-key', name: 'age key', revoke: 'encrypt anew what it opens' },
    ...{ hints: ['age-secret-key-1'], body: 'AGE-SECRET-KEY-1[A-Z0-9]{50,}' },
  }),
]

/** Credentials for clouds, hosting, databases, networks and their tools. */
import { readTokenTable } from '../token-table.ts'

export const CLOUD_TOKENS = readTokenTable(String.raw`
aws-access-key-id | AWS access key | AKIA ASIA ABIA ACCA | [A-Z0-9]{16} | ASIA_PACIFIC | deactivate it at https://console.aws.amazon.com/iam/home#/security_credentials
aws-bedrock-key | Amazon Bedrock key | ABSK | [A-Za-z0-9+/=]{60,} | ABSKEY | delete it at https://console.aws.amazon.com/bedrock (API keys)
aws-bedrock-key | Amazon Bedrock key | bedrock-api-key- | [A-Za-z0-9+/=]{40,} | bedrock-api-key-name | delete it at https://console.aws.amazon.com/bedrock (API keys)
aws-session-token | AWS session token | IQoJb3JpZ2lu FwoGZXIvYXdz | [A-Za-z0-9+/=%]{60,} | IQoJb3JpZ2lu | revoke its role's sessions in the IAM console
google-api-key | Google API key | AIza | [\w-]{30,} | AIzaKey | https://console.cloud.google.com/apis/credentials
google-access-token | Google access token | ya29. | [\w.-]{20,} | ya29.token | remove the app at https://myaccount.google.com/connections
google-client-secret | Google client secret | GOCSPX- | [\w-]{16,} | GOCSPX-secret | https://console.cloud.google.com/auth/clients
alibaba-key | Alibaba Cloud key | LTAI | [A-Za-z0-9]{16,24} | LTAI_settings | https://ram.console.aliyun.com/manage/ak
tencent-key | Tencent Cloud key | AKID | [A-Za-z0-9]{32} | AKID_default | https://console.cloud.tencent.com/cam/capi
yandex-key | Yandex Cloud key | AQVN YCAJ | [\w-]{21,36} | AQVN_setting | https://yandex.cloud/en/docs/iam/concepts/authorization/api-key
yandex-key | Yandex Cloud key | YC | [\w-]{38} | YC-settings | https://yandex.cloud/en/docs/iam/concepts/authorization/access-key
yandex-token | Yandex token | y0_ y0__ | [\w-]{50,} | y0_position | https://id.yandex.com/security
yandex-token | Yandex token | t1. | [A-Z0-9a-z_-]{30,}[=]{0,2}\.[A-Za-z0-9_-]{80,} | t1.large | https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token
digitalocean-token | DigitalOcean token | dop_v1_ doo_v1_ dor_v1_ | [0-9a-f]{40,} | dop_v1_token | https://cloud.digitalocean.com/account/api/tokens
cloudflare-token | Cloudflare token | cfut_ cfat_ cfk_ | [A-Za-z0-9]{40,} | cfk_setting | https://dash.cloudflare.com/profile/api-tokens
cloudflare-token | Cloudflare token | v1.0- | [0-9a-f]{24}-[0-9a-f]{100,} | v1.0-beta | https://dash.cloudflare.com/profile/api-tokens
vercel-token | Vercel token | vercel_blob_rw_ | \w{20,} | vercel_blob_rw_store | https://vercel.com/account/settings/tokens
vercel-token | Vercel token | vcp_ vci_ vca_ vcr_ vck_ | [A-Za-z0-9]{24,} | vcp_setting | https://vercel.com/account/settings/tokens
netlify-token | Netlify token | nfp_ nfo_ nfc_ | [A-Za-z0-9]{36,} | nfc_reader | https://app.netlify.com/user/applications
fly-token | Fly.io token | fm1r_ fm1a_ fm2_ fo1_ | [\w+/=-]{40,} | fm2_machine | https://fly.io/user/personal_access_tokens
heroku-key | Heroku key | HRKU- | [\w-]{30,} | HRKU-key | https://dashboard.heroku.com/account
render-key | Render key | rnd_ | [A-Za-z0-9]{28,} | rnd_generator_state | https://dashboard.render.com/u/settings
deno-token | Deno Deploy token | ddp_ ddo_ | [A-Za-z0-9]{36} | ddp_socket | https://dash.deno.com/account
supabase-key | Supabase key | sbp_ sbp_v0_ | [0-9a-f]{40,} | sbp_setting | https://supabase.com/dashboard (API keys, or account tokens)
supabase-key | Supabase key | sb_secret_ | [\w-]{20,} | sb_secret_key | https://supabase.com/dashboard (API keys, or account tokens)
neon-key | Neon key | napi_ | [a-z0-9]{60,} | napi_create_function | https://console.neon.tech/app/settings/api-keys
planetscale-token | PlanetScale credential | pscale_tkn_ pscale_oauth_ pscale_pw_ | [\w.=-]{32,} | pscale_pw_name | https://app.planetscale.com (Settings, Service tokens)
xata-key | Xata key | xau_ | [A-Za-z0-9]{30,} | xau_branch | https://app.xata.io/settings
mongodb-secret | MongoDB Atlas secret | mdb_sa_sk_ | [\w-]{40,} | mdb_sa_sk_name | https://cloud.mongodb.com (Service accounts)
cockroach-key | CockroachDB key | CCDB1_ | [A-Za-z0-9]{22}_[A-Za-z0-9]{40} | CCDB1_cluster | https://cockroachlabs.cloud/access
aiven-password | Aiven password | AVNS_ | [\w-]{16,40} | AVNS_password | reset it at https://console.aiven.io
confluent-key | Confluent secret | cflt | [A-Za-z0-9+/]{60} | cfltest | https://confluent.cloud/settings/api-keys
vault-token | HashiCorp Vault token | hvs. hvb. hvr. | [\w-]{24,} | hvs.example | run vault token revoke
vault-token | HashiCorp Vault token | s. b. | [A-Za-z0-9]{24} | s.toLowerCaseString.length | run vault token revoke
infracost-key | Infracost key | ico- | [A-Za-z0-9]{32} | ico-facade-button | https://dashboard.infracost.io
pulumi-token | Pulumi token | pul- | [0-9a-f]{40} | pul-stack | https://app.pulumi.com/account/tokens
doppler-token | Doppler token | dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit. | (?:[\w-]+\.)?[A-Za-z0-9]{40,} | dp.st.development | https://dashboard.doppler.com
infisical-token | Infisical token | st. | [0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32} | st.session_state.token | https://app.infisical.com
onepassword-token | 1Password service account token | ops_ | eyJ[A-Za-z0-9+/_-]{200,}={0,2} | ops_eyJ | https://my.1password.com/developer-tools/directory
bitwarden-token | Bitwarden access token | 0. | [0-9a-f]{8}-[0-9a-f-]{27}\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}== | 0.0123 | https://vault.bitwarden.com (Secrets Manager)
databricks-token | Databricks token | dapi dose dkea | [0-9a-f]{32}(?:-[0-9])?(?![A-Za-z0-9]) | dose_finding | delete it under Developer, Access tokens in the workspace settings
tailscale-key | Tailscale key | tskey-api- tskey-auth- tskey-client- tskey-scim- tskey-webhook- | [\w-]{16,} | tskey-auth-key | https://login.tailscale.com/admin/settings/keys
netbird-token | NetBird token | nbp_ | [A-Za-z0-9]{36} | nbp_peer | https://app.netbird.io
openshift-token | OpenShift token | sha256~ | [\w-]{43} | sha256~digest | run oc delete oauthaccesstoken
portainer-token | Portainer token | ptr_ | [A-Za-z0-9+/=]{43,} | ptr_to_member | delete it under My account in Portainer
scaleway-key | Scaleway key | SCW | [A-Z0-9]{17} | SCW_DEFAULT_REGION | https://console.scaleway.com/iam/api-keys
scalingo-token | Scalingo token | tk-us- | [\w-]{48} | tk-us-key | https://dashboard.scalingo.com/account/tokens
sentry-token | Sentry token | sntrys_ sntryu_ | [\w+/=-]{40,} | sntryu_token | https://sentry.io/settings/auth-tokens/
datadog-key | Datadog key | ddapp_ ddpat_ | [A-Za-z0-9]{30,} | ddapp_key | https://app.datadoghq.com/organization-settings/api-keys
new-relic-key | New Relic key | NRAK- NRII- NRAA- NRJS- | [A-Za-z0-9_-]{19,} | NRAK-key | https://one.newrelic.com/api-keys
grafana-token | Grafana token | glsa_ | [A-Za-z0-9]{32}_[0-9a-f]{8} | glsa_token | delete it under Service accounts or Access policies in Grafana
grafana-token | Grafana token | glc_ | [A-Za-z0-9+/=]{32,} | glc_setting | delete it under Service accounts or Access policies in Grafana
grafana-token | Grafana token | eyJrIjoi | [A-Za-z0-9]{60,}={0,2} | eyJrIjoi | delete it under Service accounts or Access policies in Grafana
dynatrace-token | Dynatrace token | dt0c01. dt0s01. dt0s02. dt0s03. dt0s08. dt0s16. | [A-Z2-7]{8,24}\.[A-Z2-7]{64} | dt0c01.ABC | https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients
honeycomb-key | Honeycomb key | hcaik_ hcbik_ hcxik_ hcamk_ hcxmk_ | [a-z0-9]{50,} | hcaik_key | https://docs.honeycomb.io/configure/environments/manage-api-keys/
axiom-token | Axiom token | xaat- xapt- | [0-9a-f]{8}-[0-9a-f-]{27} | xaat-token | https://app.axiom.co/settings
posthog-key | PostHog key | phx_ phs_ | \w{40,} | phx_setting | https://app.posthog.com/settings/user-api-keys
checkly-key | Checkly key | cu_ | [0-9a-f]{32} | cu_event_record | https://app.checklyhq.com/settings/user/api-keys
incident-key | incident.io key | inc_ | [0-9a-f]{64} | inc_refcount | https://app.incident.io/settings/api-keys
rootly-key | Rootly key | rootly_ | [0-9a-f]{64} | rootly_client | https://rootly.com/account
launchdarkly-key | LaunchDarkly key | api- sdk- mob- | [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12} | api-0a1b2c3d | https://app.launchdarkly.com/settings/authorization
prefect-key | Prefect key | pnu_ pnb_ | [A-Za-z0-9]{36} | pnu_worker | https://app.prefect.cloud/my/api-keys
dbt-token | dbt Cloud token | dbtc_ dbtu_ | [\w-]{40,} | dbtu_user | https://cloud.getdbt.com/settings/profile
trigger-key | Trigger.dev key | tr_dev_ tr_prod_ tr_stg_ tr_pat_ | [A-Za-z0-9]{20,} | tr_dev_task | https://cloud.trigger.dev
inngest-key | Inngest signing key | signkey-prod- signkey-test- signkey-branch- | [0-9a-f]{64} | signkey-prod-key | https://app.inngest.com/env/production/manage/signing-key
appwrite-key | Appwrite key | standard_ | [0-9a-f]{200,} | standard_deviation | https://cloud.appwrite.io
defined-key | Defined Networking key | dnkey- | [A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52} | dnkey-name | https://admin.defined.net/settings/api-keys
clickhouse-key | ClickHouse Cloud key | 4b1d | [A-Za-z0-9]{38} | 4b1d0a | https://console.clickhouse.cloud
twilio-key | Twilio key | SK | [0-9a-f]{32} | SKILLS | https://console.twilio.com (Account, API keys)
windows-protected-value | value protected by Windows | AQAAANCMnd8BFdERjHoAwE | [A-Za-z0-9+/=]{60,} | AQAAANCMnd8 | change the password that it protects
age-key | age key | AGE-SECRET-KEY-1 | [A-Z0-9]{50,} | AGE-SECRET-KEY-1 | create a new key and encrypt the files again
bitcoin-key | Bitcoin extended private key | xprv yprv zprv | [1-9A-HJ-NP-Za-km-z]{107} | xprv_file | move the funds to a new wallet
sui-key | Sui private key | suiprivkey1 | [a-z0-9]{50,} | suiprivkey1 | move the funds to a new address
ory-token | Ory token | ory_at_ ory_rt_ ory_ac_ ory_st_ ory_pat_ ory_apikey_ | [\w.-]{30,} | ory_at_hash | https://www.ory.sh/docs
stytch-secret | Stytch secret | secret-live- secret-test- | [\w-]{36}= | secret-live-key | https://stytch.com/dashboard/api-keys
unkey-key | Unkey key | unkey_ | [A-Za-z0-9]{20,} | unkey_verify | https://app.unkey.com/settings/root-keys
retool-key | Retool key | retool_01 | [a-z0-9]{24,} | retool_01 | https://docs.retool.com/org-users/guides/retool-api/authentication
harness-token | Harness token | pat. sat. | [\w-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20} | pat.token | https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys
amazon-login-secret | Login with Amazon client secret | amzn1.oa2-cs.v1. | [0-9a-f]{64} | amzn1.oa2-cs.v1.secret | https://developer.amazon.com/loginwithamazon
amazon-login-token | Login with Amazon token | Atza| Atzr| | [\w+/=-]{60,} | Atzr|token | remove the app at https://www.amazon.com/ap/adam
amazon-mws-token | Amazon MWS token | amzn.mws. | [0-9a-f]{8}-[0-9a-f-]{27} | amzn.mws.token | https://sellercentral.amazon.com (Manage your apps)
eks-token | Amazon EKS token | k8s-aws-v1. | [\w-]{60,} | k8s-aws-v1.token | it expires within 15 minutes; to be safe, end the sessions of its role
google-storage-key | Google Cloud Storage HMAC key | GOOG1E | [A-Z0-9]{55} | GOOG1E | https://console.cloud.google.com/storage/settings (Interoperability)
firebase-refresh-token | Firebase refresh token | AMf-vB | [\w-]{80,} | AMf-vB | end the user's sessions in the Firebase console
cloudflare-token | Cloudflare tunnel token | eyJhIjoi | [A-Za-z0-9+/_-]{80,}={0,2} | eyJhIjoiYiJ9 | rotate it under Networks, Tunnels in https://one.dash.cloudflare.com
microsoft-token | Microsoft refresh token or code | M.C5 M.C1 M.C3 M.R3 | \d{0,3}_[A-Z]{2,4}\d?\.[\w.!*$-]{40,} | M.C5_setting | sign out everywhere at https://account.microsoft.com/security
microsoft-token | Microsoft refresh token or code | 0.A 1.A | [\w-]{20,}\.A[\w-]{80,} | 0.Alpha.Android | revoke the user's sessions in the Microsoft Entra admin center
auth0-token | Auth0 refresh token | v1.M | [\w-]{40,} | v1.Message | revoke it under Users, Authorized applications in the Auth0 dashboard
digitalocean-key | DigitalOcean Spaces key | DO00 | [A-Z0-9]{16} | DO00KEY | https://cloud.digitalocean.com/spaces/access_keys
exoscale-key | Exoscale key | EXO | [0-9a-f]{24} | EXOffset | https://portal.exoscale.com/iam/keys
upcloud-token | UpCloud token | ucat_ | [A-Z0-9]{26} | ucat_token | https://hub.upcloud.com/account/api-tokens
backblaze-key | Backblaze key | K001 K002 K003 K004 K005 | [A-Za-z0-9+/]{27} | K001-key | https://secure.backblaze.com/app_keys.htm
tigris-key | Tigris key | tsec_ | [\w+/-]{40,} | tsec_setting | https://console.tigris.dev
elastic-key | Elastic Cloud key | essu_ | [A-Za-z0-9+/=]{40,} | essu_key | https://cloud.elastic.co/account/keys
coralogix-key | Coralogix key | cxtp_ cxup_ | [A-Za-z0-9]{30} | cxtp_key | https://dashboard.coralogix.com (Data Flow, API Keys)
honeybadger-token | Honeybadger token | hbp_ | [A-Za-z0-9]{32,} | hbp_project | https://app.honeybadger.io/users/edit
pagerduty-key | PagerDuty key | pdus+ pdeu+ | [\w+/=-]{20,} | pdus+key | https://support.pagerduty.com/docs/api-access-keys
headscale-key | Headscale key | hskey-api- hskey-auth- | [\w-]{20,} | hskey-auth-key | run headscale apikeys expire
permit-key | Permit.io key | permit_key_ | [A-Za-z0-9]{60,} | permit_key_name | https://app.permit.io/settings/api-keys
stack-auth-key | Stack Auth key | ssk_ pck_ | [a-z0-9]{50,} | ssk_key | https://app.stack-auth.com
phase-token | Phase token | pss_service:v1: pss_service:v2: pss_user:v1: | [0-9a-f]{64}[0-9a-f:]{0,200} | pss_user:v1:token | https://console.phase.dev
onepassword-token | 1Password secret key | A3- | [A-Z0-9]{6}-(?:[A-Z0-9]{6}-[A-Z0-9]{5}|[A-Z0-9]{11}|[A-Z0-9]{6})(?:-[A-Z0-9]{5}){3} | A3-PAPER-SIZE | https://my.1password.com/profile (Regenerate secret key)
depot-token | Depot token | depot_org_ depot_project_ depot_user_ | [0-9a-f]{64} | depot_project_id | https://depot.dev/settings
`)

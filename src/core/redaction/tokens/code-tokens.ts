/** Tokens of forges, package registries, continuous integration and developer tools. */
import { readTokenTable } from '../token-table.ts'

export const CODE_TOKENS = readTokenTable(String.raw`
github-token | GitHub token | ghp_ gho_ ghu_ ghs_ ghr_ | [A-Za-z0-9]{20,} | ghp_token | https://github.com/settings/tokens
github-token | GitHub token | github_pat_ | \w{22,} | github_pat_name | https://github.com/settings/tokens
gitlab-token | GitLab token | glpat- gloas- gldt- glrt- glrtr- glcbt- glptt- glft- glsoat- glimt- glagent- glwt- glffct- | [\w.-]{16,} | glpat-token | https://gitlab.com/-/user_settings/personal_access_tokens
gitlab-token | GitLab token | GR1348941 | [\w-]{20,} | GR1348941 | reset it under Settings, CI/CD, Runners
sourcegraph-token | Sourcegraph token | sgp_ sgp_local_ | [0-9a-f]{40} | sgp_user | https://sourcegraph.com/user/settings/tokens
sourcegraph-token | Sourcegraph token | sgp_ | [0-9a-f]{16}_[0-9a-f]{40} | sgp_0a1b2c3d | https://sourcegraph.com/user/settings/tokens
segment-token | Segment token | sgp_ | [A-Za-z0-9]{64} | sgp_segment | https://app.segment.com (Access management, Tokens)
npm-token | npm token | npm_ | [A-Za-z0-9]{30,} | npm_config_registry | https://www.npmjs.com/settings/~/tokens
pypi-token | PyPI token | pypi-AgE | [\w-]{20,} | pypi-AgEnt | https://pypi.org/manage/account/token/
rubygems-key | RubyGems key | rubygems_ | [0-9a-f]{40,} | rubygems_version | https://rubygems.org/profile/api_keys
crates-token | crates.io token | cio | [A-Za-z0-9]{32} | cioException | https://crates.io/settings/tokens
nuget-key | NuGet key | oy2 | [a-z0-9]{43} | oy2k | https://www.nuget.org/account/apikeys
clojars-token | Clojars token | CLOJARS_ clojars_ | [A-Za-z0-9]{60} | CLOJARS_TOKEN | https://clojars.org/tokens
packagist-token | Packagist token | packagist_ort_ packagist_out_ packagist_uut_ packagist_ack_ packagist_acs_ | [0-9a-f]{60,} | packagist_ort_name | https://packagist.com/orgs
docker-token | Docker Hub token | dckr_pat_ dckr_oat_ | [\w-]{20,} | dckr_pat_name | https://app.docker.com/settings/personal-access-tokens
jfrog-token | JFrog reference token | cmVmdGtu | [A-Za-z0-9]{56} | cmVmdGtu | delete it under Identity and Access, Access Tokens
jfrog-token | JFrog key | AKCp | [A-Za-z0-9]{50,80} | AKCp8settings | delete it in your JFrog user profile
circleci-token | CircleCI token | CCIPAT_ CCIPRJ_ | [A-Za-z0-9]{20,}_[0-9a-f]{40} | CCIPAT_token | https://app.circleci.com/settings/user/tokens
buildkite-token | Buildkite token | bkua_ bkpt_ bkct_ bkat_ bkaj_ | [\w-]{36,} | bkua_token | https://buildkite.com/user/api-access-tokens
octopus-key | Octopus Deploy key | API- | [A-Z0-9]{24,36} | API-VERSION | delete it in your Octopus profile
sonarqube-token | SonarQube token | squ_ sqp_ sqa_ | [0-9a-f]{40} | sqp_project | revoke it under My Account, Security in SonarQube
sonarqube-token | SonarQube token | sqco_ sqcu_ sqcp_ | [A-Za-z0-9]{40,} | sqco_token | revoke it under My Account, Security in SonarQube
postman-key | Postman key | PMAK- PMAT- | [A-Za-z0-9-]{20,} | PMAK-key | https://go.postman.co/settings/me/api-keys
readme-key | ReadMe key | rdme_ | [a-z0-9]{70} | rdme_settings | https://dash.readme.com
linear-key | Linear key | lin_api_ lin_oauth_ lin_wh_ | [A-Za-z0-9]{20,} | lin_api_key | https://linear.app/settings/account/security
figma-token | Figma token | figd_ figu_ figuh_ figo_ figoh_ figor_ | [\w-]{20,} | figd_file | https://www.figma.com/settings (Security)
contentful-token | Contentful token | CFPAT- | [\w-]{43} | CFPAT-token | https://app.contentful.com/account/profile/cma_tokens
storybook-token | Chromatic token | chpt_ | [0-9a-f]{12,40} | chpt_project | https://www.chromatic.com (Manage, Configure)
wakatime-key | WakaTime key | waka_ | [0-9a-f]{8}-[0-9a-f-]{27} | waka_heartbeat | https://wakatime.com/settings/api-key
ionic-token | Ionic token | ion_ | [a-z0-9]{42} | ion_header_bar | https://dashboard.ionicframework.com/settings/tokens
valtown-token | Val Town token | vtwn_ | [A-Za-z0-9]{26} | vtwn_val | https://www.val.town/settings/api
zuplo-key | Zuplo key | zpka_ | [0-9a-f]{32}_[0-9a-f]{8} | zpka_consumer | https://portal.zuplo.com
sanity-token | Sanity token | sk | [A-Za-z0-9]{170,200} | skeleton | https://www.sanity.io/manage
n8n-key | n8n key | n8n_api_ | [0-9a-f]{64,} | n8n_api_base | delete it under Settings, n8n API
settlemint-token | SettleMint token | sm_aat_ sm_pat_ sm_sat_ | [A-Za-z0-9]{16} | sm_pat_name | https://console.settlemint.com
intra42-secret | 42 Intra client secret | s-s4t2ud- s-s4t2af- | [0-9a-f]{64} | s-s4t2ud-app | https://profile.intra.42.fr/oauth/applications
authress-key | Authress service client key | sc_ ext_ scauth_ authress_ | [a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120} | ext_module.load | https://authress.io/app/#/settings
snyk-token | Snyk token | snyk_uat. snyk_sat. | [0-9a-f]{8}\.[\w.-]{40,} | snyk_uat.token | https://app.snyk.io/account
gitea-secret | Gitea OAuth client secret | gto_ | [a-z2-7]{52} | gto_setting | delete the OAuth2 application in Gitea
gitpod-token | Gitpod token | gitpod_pat_ | [\w.-]{40,} | gitpod_pat_token | https://gitpod.io/user/tokens
jetbrains-token | YouTrack or Hub token | perm: perm- | [A-Za-z0-9+/=]{6,}\.[A-Za-z0-9+/=]{2,}\.[A-Za-z0-9]{30} | perm-gen.space.error | delete it under Account Security in YouTrack
codesandbox-token | CodeSandbox token | csb_v1_ | [\w-]{40,} | csb_v1_token | https://codesandbox.io/t/api
socket-token | Socket token | sktsec_ | [\w-]{40,} | sktsec_token | https://socket.dev/dashboard (API tokens)
jumpcloud-key | JumpCloud key | jca_ | [A-Za-z0-9]{36} | jca_agent | https://console.jumpcloud.com
lambdatest-key | LambdaTest key | LT_ | [A-Za-z0-9]{40,} | LT_USERNAME | https://accounts.lambdatest.com/security
adafruit-key | Adafruit IO key | aio_ | [A-Za-z0-9]{28} | aio_context | https://io.adafruit.com
growthbook-key | GrowthBook key | secret_admin_ secret_readonly_ secret_user_ | [A-Za-z0-9+/=]{20,} | secret_user_name | https://app.growthbook.io/settings/keys
`)

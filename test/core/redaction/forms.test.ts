/** Credentials in the forms in which reporters paste them, and what looks like them. */
import { describe, expect, test } from 'vitest'
import { redact } from '../../../src/core/redaction/redact.ts'
import { hex, some } from '../../support/secrets.ts'

const VALUE = some(40)
const PHRASE = 'ripple scatter custom vague twelve legend opera margin quick olive ladder jungle'
const UUID = '9f3c1d7a-52be-4c08-8a41-6d0e7b95f213'
const BASIC = btoa('jane:S3cr3t-Pa55-9')
const BODY = ['YgL0l9HeIkKWg0VJr1k', 'ySEnXm4PppRg3dvkCBm', 'E8aQbbWtamAnNmqEtSh'].map((it) => it + some(45))
const PEM = (edge: string): string => `-----${edge} RSA PRIVATE KEY-----`
const timed = (lines: readonly string[]): string => lines.map((it) => `2026-03-04T10:11:12Z INFO  ${it}`).join('\n')

/** What must not be left, and the text around it. */
const FOUND: readonly (readonly [title: string, text: string, secret: string])[] = [
  ...[
    'apiToken',
    'userToken',
    'mcpToken',
    'githubToken',
    'csrfToken',
    'appSecret',
    'sessionKey',
    'licenseKey',
    'accessTokenValue',
    'tokenProd',
    'adminCredentials',
    'x-functions-key',
    'deploy.api.key',
  ].map((name) => [`the value of ${name} in JSON`, `{"${name}": "${VALUE}", "status": 401}`, VALUE] as const),
  ...['API_KEY_PROD', 'TOKEN1', 'REFRESH_TOKEN_OLD', 'ACME_KEY', 'GITHUB_PAT', 'SMTP_PASS', 'ACME_CREDENTIALS'].map(
    (name) => [`the value of ${name} in an environment`, `${name}=${VALUE}`, VALUE] as const,
  ),
  ...['=', ' = ', ' := ', ' ::= ', ' ?= ', ' += ', ' .= ', ' ??= ', ' => '].map(
    (sign) => [`a value after "${sign}"`, `acmeToken${sign}"${VALUE}"`, VALUE] as const,
  ),
  ['a UUID as a token', `hubspotToken="${UUID}"`, UUID],
  ['a scheme before the value', `{"authHeader": "Token ${VALUE}"}`, VALUE],
  ['a header about authentication', `X-Auth: ${VALUE}`, VALUE],
  ['a heading with the value below', `Personal access token:\n\n    ${VALUE}`, VALUE],
  ['a fence below a label', `API Key\n\`\`\`\n${VALUE}\n\`\`\``, VALUE],
  ['an error that quotes the token', `invalid token '${VALUE}'`, VALUE],
  ['a printed map in Go', `{token ${VALUE}}`, VALUE],
  ['a printed wrapper in Rust', `Secret { inner: "${VALUE}" }`, VALUE],
  ['an optional value in Haskell', `token: Just "${VALUE}"`, VALUE],
  ['an arrow', `secret -> ${VALUE}`, VALUE],
  ['a long string in Lua', `local api_key = [[${VALUE}]]`, VALUE],
  ['a quotation in Perl', 'my $password = q{Tr0ub4dor&3};', 'Tr0ub4dor&3'],
  ['an anchor in YAML', `token: &shared ${VALUE}`, VALUE],
  ['a tag in YAML', `token: !!str ${VALUE}`, VALUE],
  ['a token between angle brackets', `using token <${VALUE}>`, VALUE],
  ['the phrase of a wireless network', 'wpa_passphrase home Tr0ub4dor&3', 'Tr0ub4dor&3'],
  ['a ticket in a URL', `?ticket=ST-1-${VALUE}`, VALUE],
  ['a password in German', 'Passwort: Tr0ub4dor&3', 'Tr0ub4dor&3'],
  ['a password in Spanish', 'contraseña: Tr0ub4dor&3', 'Tr0ub4dor&3'],
  ['a key of PuTTY', `Private-Lines: 1\n${BODY[0]}\nPrivate-MAC: ${hex(40)}`, BODY[0] ?? ''],
  ['a value in backticks', `acmeToken := \`${VALUE}\``, VALUE],
  ['a variable with a type', `var acmeToken string = "${VALUE}"`, VALUE],
  ['a percent-encoded name', `?next=%2Fcb%3Faccess_token%3D${VALUE}%26x`, VALUE],
  ['percent-encoded JSON', `state=%7B%22apiToken%22%3A%22${VALUE}%22%7D`, VALUE],
  ['JSON encoded twice', `%2522apiToken%2522%253A%2522${VALUE}%2522`, VALUE],
  ['JSON with Unicode escapes', `\\u0022apiToken\\u0022:\\u0022${VALUE}\\u0022`, VALUE],
  ['HTML entities', `&quot;apiToken&quot;:&quot;${VALUE}&quot;`, VALUE],
  ['a name with a space', `API Key: ${VALUE}`, VALUE],
  ['a sentence', `My access token is ${VALUE} and it fails`, VALUE],
  ['Some in Rust', `refresh_token: Some("${VALUE}")`, VALUE],
  ['SecretStr in Python', `Settings(api_key=SecretStr('${VALUE}'))`, VALUE],
  ['a printed object in Java', `OAuth2AccessToken{value=${VALUE}, expires=3600}`, VALUE],
  ['a dump in PHP', `["access_token"]=>\n  string(40) "${VALUE}"`, VALUE],
  ['a call', `client.setApiToken("${VALUE}")`, VALUE],
  ['a property that is set', `System.setProperty("ACME_TOKEN", "${VALUE}")`, VALUE],
  ['a YAML block', `api_token: >-\n  ${VALUE}`, VALUE],
  ['a value on the next line of JSON', `"api_token":\n    "${VALUE}"`, VALUE],
  ['an XML element over lines', `<acmeToken>\n    ${VALUE}\n</acmeToken>`, VALUE],
  ['the output of a command', `$ printenv ACME_TOKEN\n${VALUE}`, VALUE],
  ['the output of echo', `$ echo $ACME_TOKEN\n${VALUE}`, VALUE],
  ['a list of headers', `rawHeaders: [ 'x-api-key', '${VALUE}', 'accept', '*/*' ]`, VALUE],
  ['a row of a Markdown table', `| API_KEY | ${VALUE} |`, VALUE],
  ['comma-separated values', `acmeToken,${VALUE},`, VALUE],
  ['npm config set', `npm config set //r.acme.net/:_authToken ${VALUE}`, VALUE],
  ['aws configure set', `aws configure set aws_secret_access_key ${VALUE}`, VALUE],
  ['setx', `setx ACME_TOKEN "${VALUE}"`, VALUE],
  ...['Api-Key', 'Key', 'GenieKey', 'token', 'Bearer'].map(
    (scheme) => [`the scheme ${scheme}`, `Authorization: ${scheme} ${VALUE}`, VALUE] as const,
  ),
  ['curl with a cookie', `curl -b 'session=${VALUE}' https://acme.net`, VALUE],
  ['JSESSIONID', `JSESSIONID=${VALUE}`, VALUE],
  ['connect.sid', `connect.sid=s%3A${VALUE}.abc`, VALUE],
  ['a cookie jar', `.acme.net\tTRUE\t/\tTRUE\t1790000000\tsession\t${VALUE}`, VALUE],
  ['browser storage', `{"cookies":[{"name":"sid","value":"${VALUE}","domain":".acme.net"}]}`, VALUE],
  ['.netrc in one line', 'machine api.acme.net login jane password gH7kd92LqT', 'gH7kd92LqT'],
  ['.netrc in lines', 'machine api.acme.net\n  login jane\n  password gH7kd92LqT', 'gH7kd92LqT'],
  ['auths of Docker', `{"auths": {"ghcr.io": {"auth": "${BASIC}"}}}`, BASIC],
  ['npmAuthIdent', `npmAuthIdent: "${BASIC}"`, BASIC],
  ['.dockerconfigjson', `  .dockerconfigjson: ${btoa(`{"auths":{"a.io":{"password":"${some(9)}"}}}`)}`, 'eyJhdXRocyI6'],
  ['client-key-data', `client-key-data: ${btoa(`${PEM('BEGIN')}\n${some(200)}`)}`, 'LS0tLS1CRUdJTiBSU0Eg'],
  ['a Kubernetes Secret', 'kind: Secret\nmetadata:\n  name: a\ndata:\n  user: aHVudGVyMjI=\n', 'aHVudGVyMjI='],
  ['a sorted Kubernetes Secret', 'data:\n  user: aHVudGVyMjI=\nkind: Secret\n', 'aHVudGVyMjI='],
  ['curl over lines', `curl https://acme.net \\\n  -u 'jane:S3cr3t-Pa55-9' \\\n  -d a=b`, 'S3cr3t-Pa55-9'],
  ['curl without a user', `curl -u :${VALUE} https://dev.azure.com/acme`, VALUE],
  ['a token as the user of a URL', `https://${VALUE}@git.acme.net/a/b.git`, VALUE],
  ['docker login', `docker login -u jane -p ${VALUE} ghcr.io`, VALUE],
  ['a password in SQL', "ALTER ROLE app WITH PASSWORD 'Tr0ub4dor&3';", 'Tr0ub4dor&3'],
  ['a user in MySQL', "CREATE USER app IDENTIFIED BY 'Tr0ub4dor&3';", 'Tr0ub4dor&3'],
  ['pass in an object', "auth: { user: 'jane', pass: 'Tr0ub4dor&3' }", 'Tr0ub4dor&3'],
  ['a password of letters in YAML', 'database:\n  password: CorrectHorse', 'CorrectHorse'],
  ['a seed of one-time passwords', 'TOTP secret: JBSWY3DPEHPKQPXP', 'JBSWY3DPEHPKQPXP'],
  ['an otpauth URL', 'otpauth://totp/Acme:jane?secret=JBSWY3DPEHPKQPXP&issuer=Acme', 'JBSWY3DPEHPKQPXP'],
  ['a code with its state', `Paste code here > ${some(43)}#${some(43, 'qW3eR5tY7')}`, some(43)],
  ['a user code', 'First copy your one-time code: WDJB-MJHT', 'WDJB-MJHT'],
  ['a private part of a JWK', `{"kty":"EC","x":"${some(43)}","d":"${some(43, 'zX9cV8bN7')}"}`, some(43, 'zX9cV8bN7')],
  ['a key of WireGuard', `PrivateKey = ${some(43)}=`, some(43)],
  ['a key behind times', timed([PEM('BEGIN'), ...BODY]), BODY[2] ?? ''],
  ['a quoted key', [PEM('BEGIN'), ...BODY, PEM('END')].map((it) => `> ${it}`).join('\n'), BODY[1] ?? ''],
  [
    'an encrypted key that is cut off',
    `${PEM('BEGIN')}\nProc-Type: 4,ENCRYPTED\nDEK-Info: A,4A\n\n${BODY.join('\n')}`,
    BODY[2] ?? '',
  ],
  ['a key without its beginning', `${BODY.join('\n')}\n${PEM('END')}`, BODY[0] ?? ''],
  ['a key in one line', `"key": "${PEM('BEGIN')}\\n${BODY.join('\\n')}\\n${PEM('END')}\\n"`, BODY[1] ?? ''],
  ['a password that contains a word of placeholders', 'postgres://app:Your-Pa55-9@db.acme.net/app', 'Your-Pa55-9'],
  ['a password with fillers inside', 'postgres://app:abxxxxZ9@db.acme.net/app', 'abxxxxZ9'],
  ['an e-mail address at "my-company"', 'jane.roe@my-company.onmicrosoft.com', 'jane.roe'],
  ...['dbPassProd', 'signingKeyBase', 'githubPatNew', 'accessKeyValue'].map(
    (name) => [`a word in the middle of ${name}`, `"${name}": "${VALUE}"`, VALUE] as const,
  ),
  ['a value in small letters', `ACME_TOKEN=cdmkyn6fzbxu6rqka37ukikc`, 'cdmkyn6fzbxu6rqka37ukikc'],
  ['a value of letters only', `acme_api_key: "qzwvkXjfPbqgTnmzvRkdLwqx"`, 'qzwvkXjfPbqgTnmzvRkdLwqx'],
  ['a value in three quotation marks', `token = """${VALUE}"""`, VALUE],
  ['a pair of fields with any name', `- name: acmeTokenValue\n  value: ${VALUE}`, VALUE],
  ['a pair of fields, the value first', `{ "value": "${VALUE}", "name": "X-Api-Key" }`, VALUE],
  ['a property list', `<key>apiKey</key>\n\t<string>${VALUE}</string>`, VALUE],
  ['a list of headers, each in its own line', `rawHeaders: [\n  'X-Auth-Token',\n  '${VALUE}',\n]`, VALUE],
  ['a scheme with two values', `Authorization: sso-key ${some(28)}:${some(22)}`, some(22)],
  ['.netrc with an account', `default login anonymous account x password ${some(14)}`, some(14)],
  ['.netrc with the password first', `machine repo.acme.net password ${some(14)} login jane`, some(14)],
  ['a login of Yarn', `npmAuthIdent: "ci:${some(14)}"`, some(14)],
  ['a password of ODBC', `Driver={ODBC Driver 18};UID=app;PWD={${some(12)}};`, some(12)],
  ['a hash of bcrypt', `hash=$2b$12$${some(53)}`, some(53)],
  ['a line of /etc/shadow', `root:$6$${some(16)}$${some(86)}:19000:0:99999:7:::`, some(86)],
  ['a line of .htpasswd', `jane:$apr1$${some(8)}$${some(22)}`, some(22)],
  ['a hash of Argon2', `$argon2id$v=19$m=65536,t=3,p=4$${some(22)}$${some(43)}`, some(43)],
  ['a hash of Django', `pbkdf2_sha256$600000$${some(22)}$${some(43)}=`, some(43)],
  ['a link that signs in', `https://acme.net/auth/confirm?token_hash=${hex(56)}&type=magiclink`, hex(56)],
  ['the last argument of a credential', `new ClientSecretCredential(tenant, client, "${VALUE}")`, VALUE],
  ['a password of keytool', 'keytool -list -keystore a.jks -storepass Tr0ub4dor3', 'Tr0ub4dor3'],
  ['a password of 7-Zip', '7z x backup.7z -pTr0ub4dor3', 'Tr0ub4dor3'],
  ['a secret that a command sets', `gh secret set NPM --body ${VALUE}`, VALUE],
  ['a pipe into a login', `echo ${VALUE} | docker login -u ci --password-stdin`, VALUE],
  ['a quoted pipe into a login', `printf '%s' '${VALUE}' | gh auth login --with-token`, VALUE],
  [
    'a key in base64 without a name',
    `it was ${btoa(`${PEM('BEGIN')}\n${BODY.join('\n')}`)}`,
    btoa(BODY[1] ?? '').slice(8, 40),
  ],
  ['a key of TLS', `CLIENT_RANDOM ${hex(64)} ${'0a1b2c3d'.repeat(12)}`, '0a1b2c3d'.repeat(12)],
  ['a phrase of a wallet', `mnemonic: ${PHRASE}`, PHRASE],
  ['a seed in groups', 'two-factor seed: gv5p vuzx f6zn kr5q', 'gv5p vuzx f6zn kr5q'],
  ['a key in a table', `| ${PEM('BEGIN')} |\n${BODY.map((it) => `| ${it} |\n`).join('')}`, BODY[2] ?? ''],
  ['a key in HTML', `<pre>${PEM('BEGIN')}<br>${BODY.join('<br>')}<br></pre>`, BODY[2] ?? ''],
  ['a key as a list of strings', `"${PEM('BEGIN')}",\n${BODY.map((it) => `"${it}",\n`).join('')}`, BODY[2] ?? ''],
  ['a JWK in JavaScript', `{ kty: 'EC', x: 'abc', d: '${some(43)}' }`, some(43)],
  ['a name with a word of other tokens', `NEXT_PRIVATE_API_TOKEN_EU=${VALUE}`, VALUE],
  ['a parameter that a command sets', `aws ssm put-parameter --name /acme/x --value ${VALUE}`, VALUE],
  ['a secret that secret-tool prints', `secret-tool lookup service gh\n${VALUE}`, VALUE],
  ['base64 with two slashes in JSON', `"secretAccessKey":"${some(10)}\\/\\/${some(28)}"`, some(28)],
  ['a name in HTML', `<b>API key</b> ${VALUE}`, VALUE],
  ['a default value', `const token = process.env.ACME_TOKEN || '${VALUE}'`, VALUE],
  ['a default value in Kotlin', `val apiKey = BuildConfig.KEY ?: "${VALUE}"`, VALUE],
  ['a token of Okta', `curl failed with SSWS 00${some(40)}`, some(40)],
  ['a password for an app of Google', 'The app password is lxwf nghg arjh pmbi', 'lxwf nghg arjh pmbi'],
  ['a password for an app of Apple', 'app-specific password: zjve-qzcw-ntck-pddt', 'zjve-qzcw-ntck-pddt'],
  ['a key of BitLocker', `BitLocker recovery key ${Array(8).fill('468455').join('-')}`, '468455'],
  ...[
    'https://hooks.zapier.com/hooks/catch/⟦1234567/ab1cd2e⟧/',
    `https://hook.eu2.make.com/⟦${some(32).toLowerCase()}⟧`,
    `https://maker.ifttt.com/trigger/door/with/key/⟦${some(22)}⟧`,
    `https://open.feishu.cn/open-apis/bot/v2/hook/⟦${UUID}⟧`,
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=⟦${UUID}⟧`,
    `https://hc-ping.com/⟦${UUID}⟧`,
    `https://chat.brightbank.io/hooks/⟦${some(26).toLowerCase()}⟧`,
  ].map(
    (url) => [`the webhook ${url.split('⟦')[0]}`, url.replace(/[⟦⟧]/g, ''), /⟦(.*)⟧/.exec(url)?.[1] ?? ''] as const,
  ),
  ['a Google refresh token behind an escape', `{"out":"\\n1//0${some(60)}"}`, some(60)],
  ['a Google refresh token in a URL', `%221%2F%2F0${some(60)}%22`, some(60)],
  ['a Telegram token behind an escape', `%221234567890:AA${some(33)}%22`, some(33)],
  ['a full-width token', 'ｇｈｐ＿ａＢ３ｄＥ５ｆＧ７ｈＪ９ｋＬ２ｍＮ４ｐＱ６ｒＳ８', 'ａＢ３ｄＥ５ｆＧ７'],
]

describe('redaction finds', () => {
  test.each(FOUND)('%s', (_, text, secret) => {
    const { text: redacted, findings } = redact(text)
    expect(redacted).not.toContain(secret)
    expect(findings.length).toBeGreaterThan(0)
    expect(redacted.split('\n').length).toBe(text.split('\n').length)
  })
})

describe('redaction keeps', () => {
  test.each([
    `request-id: ${UUID}`,
    `"sessionId": "${UUID}"`,
    `mcp-session-id: ${UUID}`,
    `commit ${hex(40)}`,
    `sha256:${hex(64)}`,
    `cache_key=${hex(32)} idempotency-key: ${UUID}`,
    `key_id: ${hex(40)}, "kid": "${some(43)}"`,
    `publicKey: ${some(43)}`,
    `max_tokens=4096 total_tokens: 123456789012345678 nextPageToken: ${some(24)}`,
    'token_type=bearer expires_in=3599 scope=openid',
    'scopes=user:inference,mcp:read error=invalid_scope status=401',
    'secretName: acme-tls-cert-2024, secretRef: acme-credentials-v2',
    'tokenEndpoint: https://auth.acme.net/oauth2/v2/token1',
    'secret: acme-tls-2024-prod-01',
    'password: String, password: SecretStr, Password: incorrect',
    'pass=12 fail=0 skipped=3',
    'token = readFileSync("fixtures/rs256.jwt", "utf8")',
    'apiKey: this.config.apiKey2, token = getToken2()',
    'api key = settings.providers.openai2.key',
    'PEM must start with -----BEGIN PRIVATE KEY-----',
    `{"kty":"EC","x":"${some(43)}","y":"${some(43)}"}`,
    'at org.acme.conf.Configuration.getPassword(Configuration.java:2347) ~[acme-3.1.1.7.jar:?]',
    'Short jobs always pass. `role-duration-seconds: 7200` needs a change',
    'The service says: password (P4PASSWD) invalid or unset',
    'token_type=bearer expires_in=3599, the token JsonWebTokenErrorWithCause2 is thrown',
    'Invalid token\nand the next line',
    `the cache key\n${hex(40)}`,
    'the user code is accepted',
    'a login form with password fields',
    'login or password is wrong',
    'docker login --password-stdin ghcr.io; mysql -p 3306',
    'the phrase login -p is described below',
    `https://github.com/acme/a/commit/${hex(40)}#diff-${hex(64)}`,
    'monkey=banana1234567890abcd compass: north2000north3000',
    'Set-Cookie: sid=…; Path=/; HttpOnly',
    '"Authorization": "Basic BASE64_ENCODED_EMAIL_AND_TOKEN"',
    'ｃｏｄｅ 401',
    'Upgrade jackson-databind to 2.9.10.3',
    'found in jackson-databind 2.0.0 through 2.9.10.2.',
    'hbase-client 1.2.6 --> 1.2.6.1',
    'com.huaweicloud:esdk-obs-java:jar:3.20.4.2:compile',
    'https://gitlab.internal/oauth and http://host.docker.internal:3000 and a.svc.cluster.local',
    'USER=root USERNAME=runner, user=admin',
    'Phone: see below; mobile 401',
    'System.Net.Http, Version=8.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a',
    '<Location /x> WSGIPassAuthorization|CGIPassHeader',
    "['../etc/passwd',\n 'a1/b2/etc/hosts',\n 'accessToken',\n 'refreshToken2']",
    'seed phrase: the twelve words that you wrote down when you made the new wallet here',
    'echo $TOKEN | docker login -u ci --password-stdin',
    '$1$2$3 and $5$6, {SHA} or {SSHA}, $6$x',
    'password={password}; pwd={0}',
    'sub=auth0|311e21558d1a14bafd82c661',
    'account: BUILTIN\\Administrators',
    "const token = process.env.TOKEN || 'production-eu-1'; key = a ?? 'primary2'",
    'use an app password from your mail settings and sign in with that',
    `{ kty: 'RSA', n: '${some(43)}', e: 'AQAB' }`,
    'kubectl create secret generic acme --from-literal=a=$A',
    `https://github.com/acme/hooks/${hex(40)}`,
    'org.postgresql.util.PSQLException java.sql.SQLNonTransientConnectionException in JwtXmlSignatureVerifier',
  ])('%s', (line) => {
    expect(redact(line)).toEqual({ text: line, findings: [] })
  })
})

describe('personal details', () => {
  test.each([
    ['login_hint=jane.roe%40acme.net', 'jane.roe'],
    ['?user=jane.roe%2540acme.net&x', 'jane.roe'],
    ['file=%2FUsers%2Fjaneroe%2Fx', 'janeroe'],
    ['file:///C:/Users/Jane%20Roe/x', 'Roe'],
    ['C:\\Users\\Jane Roe', 'Roe'],
    ['at /c/Users/janeroe/x', 'janeroe'],
    ['open /var/home/janeroe/x', 'janeroe'],
    ['open /home/jürgen/x', 'jürgen'],
    ['\\\\wsl.localhost\\Ubuntu\\home\\janeroe\\x', 'janeroe'],
    ['refused: acme.net/81.2.69.142:443', '81.2.69.142'],
    ['USERNAME=janeroe', 'janeroe'],
    ['"preferred_username": "janeroe"', 'janeroe'],
    ['uid=501(janeroe) gid=20(staff)', 'janeroe'],
    ['C:\\Documents and Settings\\janeroe\\x', 'janeroe'],
    ['open /export/home/janeroe/x', 'janeroe'],
    ['Phone: +1 415-555-0132', '555-0132'],
    ['on Janes-MacBook-Pro.local', 'Janes-MacBook-Pro'],
    ['from web07.prod.bank.internal', 'web07'],
  ])('are found in %s', (text, detail) => {
    expect(redact(text).text).not.toContain(detail)
  })
})

describe('a token that is wrapped', () => {
  const token = `ghp_${some(36)}`
  const before = 'the client sent this token in a header and then it was refused: '

  test.each([3, 4, 12, 36])('after %d characters is replaced at its first line', (at) => {
    const text = `a\n${before}${token.slice(0, at)}\n  ${token.slice(at)} with 401`
    expect(redact(text)).toEqual({
      text: `a\n${before}[redacted:github-token]\n   with 401`,
      findings: [{ kind: 'github-token', line: 2, live: true }],
    })
  })

  test('over many lines of a terminal leaves only the line breaks', () => {
    const long = `sk-ant-api03-${some(300)}`
    const wrapped = `${before}${long}`.replace(/.{80}/g, '$&\n')
    const { text } = redact(wrapped)
    expect(text).toBe(`${before}[redacted:anthropic-key]${'\n'.repeat(wrapped.split('\n').length - 1)}`)
  })

  test.each([
    ['Slack', 'https://hooks.slack.com/services/', `T0${some(8).toUpperCase()}/B0${some(8).toUpperCase()}/${some(24)}`],
    ['a name', 'ACME_API_KEY=', some(40)],
    ['a bot', '1234567890:', `AA${some(33)}`],
  ])('after what says that it is one is found: %s', (_, start, value) => {
    const text = `${before}${start}\n${value} with 401`
    expect(redact(text).text).not.toContain(value)
  })

  test('is not joined with the time at the start of the next line', () => {
    const text = `${before.repeat(2).slice(0, 100)}x_api_key=\n2026-05-01T10:00:00Z-0a1b2c3d4e5f client started`
    expect(redact(text).text).toBe(text)
  })

  test('is found if another one ends in the line where it starts', () => {
    const other = `ghp_${some(34)}zZ`
    const text = `${before}${token.slice(0, 12)}\n${token.slice(12)} and ${before.slice(11)}${other.slice(0, 9)}\n${other.slice(9)} with 401`
    expect(redact(text).text).not.toMatch(/[A-Za-z\d]{20}/)
  })

  test('is found if the line with its end goes on with other values', () => {
    const cookies = Array.from({ length: 6 }, (_, at) => `session_${at}=${some(40)}`)
    const wrapped = `Cookie: ${cookies.join('; ')}`.replace(/.{80}/g, '$&\n')
    expect(redact(wrapped).text).not.toMatch(/[A-Za-z\d]{20}/)
  })

  test('does not take the next word of the sentence', () => {
    const text = `${before}${token}\nand the server said no`
    expect(redact(text).text).toBe(`${before}[redacted:github-token]\nand the server said no`)
  })
})

describe('a token with encoded characters', () => {
  test.each([
    ['numeric entities', `ghp&#95;${some(36)}`, some(36)],
    ['hexadecimal entities', `glpat&#x2d;${some(20)}`, some(20)],
    ['named entities', `"message": "sent github&lowbar;pat&lowbar;${some(30)}"`, some(30)],
    ['escapes of .NET', `"AccountKey": "${some(40)}\\u002B${some(45)}=="`, some(45)],
    ['escapes of PHP', `"secretAccessKey":"${some(20)}\\/${some(19)}"`, some(19)],
    ['escapes inside a string', `"{\\"private_token\\":\\"${some(12)}\\\\/${some(20)}\\"}"`, some(20)],
    ['an e-mail address', 'login of jane.roe\\u0040brightbank.io failed', 'jane.roe'],
    ['a path', String.raw`"path":"\/home\/janeroe\/x"`, 'janeroe'],
  ])('is found: %s', (_, text, secret) => {
    expect(redact(text).text).not.toContain(secret)
  })

  test('the sentence after a URL whose user is called "user" stays as it is', () => {
    const text = 'We set `https_proxy=http://user:<password>@proxy.acme.example:8080`. Normal requests pass.'
    expect(redact(text).text).toBe(text)
  })

  test('the rest of a text with escapes stays as it is', () => {
    const text = String.raw`{"url":"https:\/\/acme.net\/login","message":"a &#60; b, \u00e9, caf\u0065"}`
    expect(redact(text).text).toBe(text)
  })
})

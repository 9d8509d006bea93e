import { describe, expect, test } from 'vitest'
import { type CommandValue, commandValuesIn } from '../../../src/core/signatures/command-values.ts'

describe.each<[CommandValue, [text: string, value: string][], string[]]>([
  [
    'npm-package',
    [
      ['npm error 404 Not Found - PUT https://registry.example/@acme%2fclient - Not found', '@acme/client'],
      ['npm ERR! 403 403 Forbidden - PUT https://registry.example/acme-client - No access', 'acme-client'],
    ],
    [
      'npm error 401 - GET https://registry.example/-/whoami',
      'npm error PUT https://registry.example/@acme%2f$(id)',
      'publish @acme/client',
    ],
  ],
  [
    'ssh-target',
    [
      ['git@code.example.com: Permission denied (publickey).', 'git@code.example.com'],
      ['"deploy@10.0.0.7: Permission denied (publickey,password)."', 'deploy@10.0.0.7'],
    ],
    ['Permission denied (publickey).', '***@code.example.com: Permission denied (publickey).', 'mail me@example.com'],
  ],
  [
    'ldap-url',
    [['connects to ldaps://dc1.example.com:636 and fails', 'ldaps://dc1.example.com:636']],
    ['ldap://$(id)/', 'ldap.example.com'],
  ],
  [
    'bind-dn',
    [
      ['LDAP_BIND_DN=cn=reader,ou=apps,dc=example,dc=org', 'cn=reader,ou=apps,dc=example,dc=org'],
      ['bind_dn: "uid=app,dc=example,dc=org"', 'uid=app,dc=example,dc=org'],
    ],
    ['bind_dn: cn=the reader,dc=example', 'base_dn: dc=example,dc=org', 'bindDN=cn=`id`,dc=example'],
  ],
  [
    'image',
    [
      ['Head "https://registry.example/v2/acme/app/manifests/1.2": denied', 'registry.example/acme/app:1.2'],
      ['Failed to pull image "registry.example/acme/app:1.2": no basic auth', 'registry.example/acme/app:1.2'],
      ['$ docker pull acme/app', 'acme/app'],
    ],
    ['docker pull $IMAGE', 'the image acme/app is private'],
  ],
  [
    'git-url',
    [
      ["fatal: Authentication failed for 'https://code.example/acme/app.git/'", 'https://code.example/acme/app.git/'],
      ['git clone https://code.example/acme/app', 'https://code.example/acme/app'],
      ['unable to access https://code.example/acme/app.git.', 'https://code.example/acme/app.git'],
    ],
    ["could not read Username for 'https://code.example'", 'git clone https://code.example/$USER/app'],
  ],
  [
    'refused-url',
    [
      [
        "Could not GET 'https://pkg.example/acme/client/1.0/client-1.0.pom'. Received status code 401 from server",
        'https://pkg.example/acme/client/1.0/client-1.0.pom',
      ],
      [
        "Could not HEAD 'https://pkg.example/acme/client-1.0.pom'. Received status code 400 from server: Bad Request",
        'https://pkg.example/acme/client-1.0.pom',
      ],
      [
        'npm ERR! 401 Unauthorized - GET https://pkg.example/download/@acme/client/1.0/0a1b',
        'https://pkg.example/download/@acme/client/1.0/0a1b',
      ],
      [
        'authentication failed for https://pkg.example/acme/client-1.0.jar, status: 401 Unauthorized',
        'https://pkg.example/acme/client-1.0.jar',
      ],
      ['  Unauthorized https://pkg.example/v3/index.json 120ms', 'https://pkg.example/v3/index.json'],
      ['401 Client Error: Unauthorized for url: https://api.example/v1/models', 'https://api.example/v1/models'],
      ["HTTP 403 Forbidden for url 'https://api.example/v1/models'", 'https://api.example/v1/models'],
    ],
    ["Could not GET 'https://pkg.example/$(id)'. Received status code 401", 'see https://api.example/v1 about 401'],
  ],
  [
    'compose-service',
    [
      ['store-1  | FATAL:  password authentication failed for user "app"', 'store'],
      ['services:\n  web:\n    build: .\n  store:\n    restart: always\n    image: postgres:16\n', 'store'],
    ],
    ['web-1  | listening', 'services:\n  web:\n    image: acme/web\n', 'FATAL:  password authentication failed'],
  ],
])('%s', (name, shown, others) => {
  test.each(shown)('is read from %s', (text, value) => {
    expect(commandValuesIn(name, text)).toEqual([value])
  })

  test.each(others)('is not read from %s', (text) => {
    expect(commandValuesIn(name, text)).toEqual([])
  })
})

test('a long text without a match is read in linear time', () => {
  const long = [' '.repeat(100_000), 'a/'.repeat(50_000), 'bind '.repeat(20_000), ' a:\n'.repeat(25_000)].join('\n')
  const start = performance.now()
  for (const name of ['bind-dn', 'image', 'compose-service', 'git-url', 'npm-package', 'ssh-target'] as const) {
    expect(commandValuesIn(name, long)).toEqual([])
  }
  expect(performance.now() - start).toBeLessThan(2_000)
})

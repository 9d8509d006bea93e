/** URLs that look like an attachment in acme/gateway but are not: [difference, URL]. */

const FILE = '/user-attachments/files/1/main.log'
const OLDER = '/acme/gateway/files/1/main.log'
const GIST = '0123456789abcdef0123456789abcdef'

const HOSTS: readonly (readonly [string, string])[] = [
  ['a host that starts with the name', `https://github.com.evil.example${FILE}`],
  ['a host that ends with the name', `https://evilgithub.com${FILE}`],
  ['a subdomain', `https://evil.github.com${FILE}`],
  ['a host with a trailing dot', `https://github.com.${FILE}`],
  ['a host with a Cyrillic letter', `https://gіthub.com${FILE}`],
  ['a host in Punycode', `https://xn--gthub-n4a.com${FILE}`],
  ['its IPv4 address', `https://140.82.121.3${FILE}`],
  ['its IPv4 address as IPv6', `https://[::ffff:140.82.121.3]${FILE}`],
  ['another port', `https://github.com:8443${FILE}`],
  ['the port of plain http', `https://github.com:80${FILE}`],
  ['a user', `https://user@github.com${FILE}`],
  ['a password', `https://user:password@github.com${FILE}`],
  ['its host as a user', `https://github.com@evil.example${FILE}`],
  ['its host as a password', `https://x:github.com@evil.example${FILE}`],
  ['its host as a user before an escaped @', `https://github.com%40evil.example${FILE}`],
  ['a backslash before the @', `https://evil.example\\@github.com${FILE}`],
  ['its host in the path', `https://evil.example/https://github.com${FILE}`],
  ['its host in the query string', `https://evil.example/?https://github.com${FILE}`],
  ['its host in the fragment', `https://evil.example/#https://github.com${FILE}`],
  ['a gist host with a suffix', `https://gist.github.com.evil.example/alice/${GIST}`],
]

const SCHEMES: readonly (readonly [string, string])[] = [
  ['plain http', `http://github.com${FILE}`],
  ['ftp', `ftp://github.com${FILE}`],
  ['ssh', `ssh://github.com${FILE}`],
  ['a file', `file://github.com${FILE}`],
  ['a script', `javascript://github.com${FILE}%0afetch(1)`],
  ['data', `data://github.com${FILE}`],
  ['a socket', `wss://github.com${FILE}`],
  ['gopher', `gopher://github.com${FILE}`],
  ['no scheme', `//github.com${FILE}`],
  ['no host', FILE],
]

const PATHS: readonly (readonly [string, string])[] = [
  ['a parent path', 'https://github.com/user-attachments/files/1/../../../login'],
  ['an escaped parent path', 'https://github.com/user-attachments/files/1/%2e%2e/%2e%2e/%2e%2e/login'],
  ['an escaped slash', 'https://github.com/user-attachments/files/1/..%2f..%2f..%2flogin'],
  ['an escaped backslash', 'https://github.com/user-attachments/files/1/..%5c..%5clogin'],
  ['a backslash', 'https://github.com/user-attachments/files/1/..\\..\\..\\login'],
  ['an escaped newline', 'https://github.com/user-attachments/files/1/a%0d%0aHost:%20evil.example'],
  ['an escaped NUL', 'https://github.com/user-attachments/files/1/a%00.log'],
  ['an extra folder', 'https://github.com/user-attachments/files/1/a/main.log'],
  ['a word for a number', 'https://github.com/user-attachments/files/one/main.log'],
  ['a 50-digit number', `https://github.com/user-attachments/files/${'1'.repeat(50)}/main.log`],
  ['no name', 'https://github.com/user-attachments/files/1/'],
  ['an empty folder', `https://github.com/${OLDER}`],
  ['another owner', 'https://github.com/evil/gateway/files/1/main.log'],
  ['another repository', 'https://github.com/acme/secrets/files/1/main.log'],
  ['a repository that starts with the name', 'https://github.com/acme/gateway-secrets/files/1/main.log'],
  ['another repository through a parent path', 'https://github.com/acme/gateway/../secrets/files/1/main.log'],
  ['an escaped slash in the repository', 'https://github.com/acme%2fgateway/files/1/main.log'],
]

const PAGES: readonly (readonly [string, string])[] = [
  ['a file in the repository', 'https://github.com/acme/gateway/raw/main/main.log'],
  ['a raw file in the repository', 'https://raw.githubusercontent.com/acme/gateway/main/main.log'],
  ['the API', 'https://api.github.com/repos/acme/gateway/contents/.env'],
  ['a gist in the API', `https://api.github.com/gists/${GIST}`],
  ['a stored object', 'https://objects.githubusercontent.com/github-production-repository-file-5c1aeb/1'],
  ['a bucket', 'https://github-production-repository-file-5c1aeb.s3.amazonaws.com/1'],
  ['a page on the gist host', 'https://gist.github.com/login'],
  ['a person’s gists', 'https://gist.github.com/alice'],
  ['a gist id with invalid digits', 'https://gist.github.com/alice/zzzzzzzzzzzzzzzzzzzzzzzz'],
  ['a parent path out of a gist', `https://gist.github.com/alice/${GIST}/../../login`],
]

export const LINK_FORMS: readonly (readonly [way: string, url: string])[] = [...HOSTS, ...SCHEMES, ...PATHS, ...PAGES]

import { describe, expect, test } from 'vitest'
import { findAttachmentLinks } from '../../../src/adapters/attachments/find-links.ts'
import { squareTime } from '../../support/hostile-text.ts'

const CONTEXT = { owner: 'octo', repo: 'app', githubHost: 'github.com' }
const FILE = 'https://github.com/user-attachments/files/123/main.log'
const GIST = 'https://gist.github.com/alice/0123456789abcdef0123456789abcdef'

const urls = (markdown: string, context = CONTEXT) =>
  findAttachmentLinks(markdown, context)
    .filter(({ kind }) => kind !== 'unread')
    .map(({ url }) => url)

describe('URL forms', () => {
  test.each([
    ['an attachment', FILE, FILE],
    [
      'an attachment in the older form',
      'https://github.com/Octo/App/files/9/a.txt',
      'https://github.com/Octo/App/files/9/a.txt',
    ],
    ['a gist', GIST, 'https://api.github.com/gists/0123456789abcdef0123456789abcdef'],
    [
      'a gist without its owner',
      'https://gist.github.com/0123456789abcdef0123456789abcdef',
      'https://api.github.com/gists/0123456789abcdef0123456789abcdef',
    ],
    ['a gist’s file', `${GIST}#file-main-log`, 'https://api.github.com/gists/0123456789abcdef0123456789abcdef'],
    [
      'a gist’s revision',
      `${GIST}/${'a'.repeat(40)}`,
      `https://api.github.com/gists/0123456789abcdef0123456789abcdef/${'a'.repeat(40)}`,
    ],
    ['a raw gist', `${GIST}/raw/main.log`, `${GIST}/raw/main.log`],
    [
      'a raw gist on its own host',
      `https://gist.githubusercontent.com/alice/0123456789abcdef0123456789abcdef/raw/${'b'.repeat(40)}/main.log`,
      `https://gist.githubusercontent.com/alice/0123456789abcdef0123456789abcdef/raw/${'b'.repeat(40)}/main.log`,
    ],
  ])('recognises %s', (_, url, expected) => {
    expect(urls(`see [it](${url})`)).toEqual([expected])
  })

  test.each([
    'https://github.com/other/app/files/9/a.txt',
    'https://github.com/octo/other/files/9/a.txt',
    'https://raw.githubusercontent.com/octo/app/main/a.log',
    'https://github.com/octo/app/issues/1',
    'https://github.com/octo/app/blob/main/a.log',
    'https://gist.github.com/alice',
    'https://gist.github.com/alice/starred',
    'https://evil.example/user-attachments/files/123/main.log',
    'https://github.com.evil.example/user-attachments/files/123/main.log',
    'http://github.com/user-attachments/files/123/main.log',
    'https://a:b@github.com/user-attachments/files/123/main.log',
    'https://github.com:8443/user-attachments/files/123/main.log',
    'https://github.com/user-attachments/files/123/../../../login',
    'https://[/x',
  ])('ignores %s', (url) => {
    expect(findAttachmentLinks(`[x](${url}) ${url}`, CONTEXT)).toEqual([])
  })

  test.each([
    'https://git.corp.example/user-attachments/files/1/a.log',
    'https://git.corp.example/octo/app/files/1/a.log',
    'https://git.corp.example/storage/user/7/files/0a1b-2c',
  ])('recognises URL forms on a GitHub Enterprise Server: %s', (url) => {
    expect(urls(`[a](${url})`, { ...CONTEXT, githubHost: 'git.corp.example' })).toEqual([url])
  })

  test.each([
    'https://gist.git.corp.example/alice/0123456789abcdef0123',
    'https://git.corp.example/gist/alice/0123456789abcdef0123',
  ])('uses the server’s own API for its gists: %s', (url) => {
    expect(urls(url, { ...CONTEXT, githubHost: 'git.corp.example' })).toEqual([
      'https://git.corp.example/api/v3/gists/0123456789abcdef0123',
    ])
  })
})

describe('links in Markdown', () => {
  test.each([
    ['a Markdown link', `[main.log](${FILE})`],
    ['a bare URL', `log: ${FILE}.`],
    ['a bare URL in parentheses', `(${FILE})`],
    ['angle brackets', `<${FILE}>`],
    ['a list', `- one\n  - [main.log](${FILE})`],
    ['a table', `| a |\n|---|\n| [x](${FILE}) |`],
    ['a quotation', `> [main.log](${FILE})`],
    ['a heading', `### [main.log](${FILE})`],
    ['HTML', `<details><a href="${FILE}">log</a></details>`],
    ['details with Markdown inside', `<details>\n\n[main.log](${FILE})\n\n</details>`],
    ['a definition', `[log][1]\n\n[1]: ${FILE}`],
    ['a block with hundreds of brackets', `${'['.repeat(700)} [main.log](${FILE})`],
    ['text after inline HTML code', `<code>x</code> [main.log](${FILE})`],
  ])('finds a link in %s', (_, markdown) => {
    expect(urls(markdown)).toEqual([FILE])
  })

  test.each([
    ['fenced code', `\`\`\`\n${FILE}\n\`\`\``],
    ['unclosed fenced code', `\`\`\`\n[x](${FILE})`],
    ['indented code', `text\n\n    ${FILE}\n`],
    ['inline code', `use \`${FILE}\``],
    ['code in a quotation', `> \`\`\`\n> ${FILE}\n> \`\`\``],
    ['an HTML comment', `<!-- e.g. [main.log](${FILE}) -->`],
    ['a multi-line HTML comment', `<!--\n\n${FILE}\n\n-->`],
    ['an unclosed HTML comment', `<details><!-- ${FILE} </details>`],
    ['HTML code', `<code>${FILE}</code>`],
    ['preformatted HTML with blank lines', `<details><pre>\n\n${FILE}\n\n</pre></details>`],
  ])('ignores a link in %s', (_, markdown) => {
    expect(findAttachmentLinks(markdown, CONTEXT)).toEqual([])
  })
})

describe('pictures', () => {
  test.each([
    ['an uploaded picture', '![shot](https://github.com/user-attachments/assets/0a1b2c3d-aaaa)'],
    [
      'an uploaded picture in HTML',
      '<img width="10" src="https://github.com/user-attachments/assets/0a1b2c3d-aaaa" />',
    ],
    ['an uploaded picture in the older form', 'https://user-images.githubusercontent.com/1/2-abc.png'],
    ['a picture in the repository', '![x](https://github.com/octo/app/assets/1/2)'],
    ['a file with a picture extension', '[x.PNG](https://github.com/user-attachments/files/1/x.PNG)'],
    ['a file embedded as a picture', '![x](https://github.com/user-attachments/files/1/x)'],
  ])('names %s as not read', (_, markdown) => {
    expect(findAttachmentLinks(markdown, CONTEXT)).toMatchObject([{ kind: 'unread', why: 'is a picture or video' }])
  })

  test('drops the signature in the URL of a private picture', () => {
    const [link] = findAttachmentLinks(
      '![x](https://private-user-images.githubusercontent.com/1/2.png?jwt=eyJabc)',
      CONTEXT,
    )
    expect(JSON.stringify(link)).not.toContain('jwt')
  })
})

describe('number of links', () => {
  test('returns every file once, in text order', () => {
    expect(urls(`${FILE} [again](${FILE}) ${FILE}#x ${GIST}`)).toEqual([FILE, expect.stringContaining('/gists/')])
  })

  test('returns 20 files and counts the rest', () => {
    const many = Array.from({ length: 23 }, (_, n) => `https://github.com/user-attachments/files/${n}/a.log`).join('\n')
    const links = findAttachmentLinks(many, CONTEXT)
    expect(links.filter(({ kind }) => kind === 'file')).toHaveLength(20)
    expect(links.at(-1)).toMatchObject({ kind: 'unread', name: '3 more files' })
  })

  test.each([
    ['comments', '<!--'.repeat(16_000)],
    ['brackets', '['.repeat(65_000)],
    ['tags', '<a href="https://'.repeat(3_800)],
    ['URLs', 'https://github.com/'.repeat(3_400)],
    ['quotations', '>'.repeat(65_000)],
  ])('takes linear time for a body with many repeated %s', squareTime(2_000), (_, markdown) => {
    expect(findAttachmentLinks(markdown, CONTEXT)).toEqual([])
  })
})

describe('names', () => {
  test('decodes the name and removes control characters', () => {
    const [link] = findAttachmentLinks('https://github.com/user-attachments/files/1/my%20log%E2%80%AE.txt', CONTEXT)
    expect(link?.name).toBe('my log.txt')
  })

  test('redacts a credential in a name', () => {
    const [link] = findAttachmentLinks(
      `https://github.com/user-attachments/files/1/ghp_${'a1B2'.repeat(9)}.log`,
      CONTEXT,
    )
    expect(link?.name).toContain('[redacted:github-token]')
  })
})

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../../src/entrypoints/web/render-markdown.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { some } from '../../support/secrets.ts'
import { formOf, webApp } from './test-app.ts'

const LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'
const TOKEN = `ghp_${some(36)}`
const SPLIT = `${TOKEN.slice(0, 12)}\u001b[31m${TOKEN.slice(12)}`

async function tried(fields: Parameters<typeof formOf>[0]): Promise<string> {
  return await (await webApp().request('/try', formOf(fields))).text()
}

async function asked(path: string, body: unknown) {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return await (await webApp().request(`/api/v1${path}`, init)).text()
}

describe('a credential split by a colour code', () => {
  const pieces = [TOKEN.slice(0, 12), TOKEN.slice(12)]
  const quiet = 'quiet\n'.repeat(500_000)

  test.each([
    ['a small log', `${LINE} ${SPLIT}\n`],
    ['a log that is read as a stream', `${quiet}${LINE} ${SPLIT}\n${quiet}`],
    [
      'a log with a single line that is read as a stream',
      `${'x '.repeat(1_500_000)}${SPLIT} ${LINE} ${SPLIT} ${'x '.repeat(9)}`,
    ],
  ])('is not shown from %s', async (_, text) => {
    const page = await tried({ title: 'No tools in Cowork', logs: new File([text], 'a.log') })
    expect(page).toContain('user:mcp_servers')
    expect(pieces.filter((piece) => page.includes(piece))).toEqual([])
  })

  test('is not shown from a truncated title, a name or a text, nor returned by the API', async () => {
    const title = `${'long '.repeat(198)} ${TOKEN}`
    expect(await tried({ title: `${LINE} ${title}`, body: SPLIT })).not.toContain(TOKEN.slice(0, 7))
    expect(await tried({ logs: new File([LINE], `${SPLIT}.log`) })).not.toContain(TOKEN.slice(12))
    const answer = await asked('/diagnose', {
      title: `${LINE} ${SPLIT}`,
      logs: [{ name: SPLIT, text: `${LINE} ${SPLIT}` }],
    })
    expect(answer).toContain('user:mcp_servers')
    expect(pieces.filter((piece) => answer.includes(piece))).toEqual([])
    expect(await asked('/diagnose', { [SPLIT]: 1 })).not.toContain(TOKEN.slice(12))
  })
})

describe('a log name', () => {
  test.each(['constructor', '__proto__', 'toString'])('%s is an ordinary name', async (name) => {
    expect(await tried({ logs: new File([LINE], name) })).toContain(`<h3>${name}</h3>`)
  })

  test.each(['title', 'body', 'comment:7'])('%s is not confused with another source', async (name) => {
    expect(await tried({ logs: new File([LINE], name) })).toContain(`<h3>file ${name}</h3>`)
    expect(JSON.parse(await asked('/diagnose', { logs: [{ name, text: LINE }] })).ranked[0].evidence[0]).toMatchObject({
      source: `file ${name}`,
    })
  })

  test('has no control characters in an API response', async () => {
    const answer = await asked('/diagnose', { logs: [{ name: 'a\u009b2J\u001b]0;x\u0007\u202eb', text: LINE }] })
    expect(JSON.parse(answer).ranked[0].evidence[0].source).toBe('ab')
  })
})

describe('Markdown on a page', () => {
  const ACTIVE = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '![x](https://evil.example/seen.png)',
    '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&colon;alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x)',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<javascript:alert(1)>',
    '<a href="https://x.example" onclick="alert(1)" style="position:fixed" target="_top">x</a>',
    '<iframe src="https://evil.example"></iframe><object data="x"></object><embed src="x">',
    '<form action="https://evil.example"><input name="a"><button formaction="javascript:1">x</button></form>',
    '<base href="https://evil.example"><meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<style>*{display:none}</style><link rel="stylesheet" href="https://evil.example">',
    '<details open ontoggle=alert(1)>x</details>',
    '<div id="main" class="error">x</div>',
    '<!--><script>alert(1)</script>-->',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<video poster=javascript:1 src=x onloadstart=alert(1)></video>',
    '<img srcset="https://evil.example 1x">',
    '| a |\n|---|\n| <script>alert(1)</script> |',
    '```js"><script>alert(1)</script>\nx\n```',
  ]

  const TAGS =
    /^<\/?(?:a|b|blockquote|br|code|del|details|div|em|h[1-6]|hr|i|input|li|ol|p|pre|section|span|strong|su[bp]|summary|table|tbody|t[dhr]|thead|ul)\b/

  /** A browser reads an attribute up to its closing quote, whatever it contains. */
  function expectHarmless(page: string): void {
    for (const [tag] of page.matchAll(/<\/?[a-z!?](?:[^"'>]|"[^"]*")*>/gi)) {
      expect(tag).toMatch(TAGS)
      expect(tag.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/\s(?:on\w+|style|srcset|formaction|src)\s*=/i)
      const url = /\shref="([^"]*)"/i.exec(tag)?.[1] ?? '#'
      expect(url.replaceAll('&amp;', '&')).toMatch(/^(?:https?:|[#/?.\w%-][^:]*$|#)/i)
      expect(/\sid="([^"]*)"/i.exec(tag)?.[1] ?? 'user-content-').toMatch(/^user-content-/)
    }
  }

  test.each(ACTIVE)('is harmless: %s', (markdown) => {
    expectHarmless(renderMarkdown(markdown))
    expectHarmless(renderMarkdown(`> - ${markdown}`))
  })

  test('is harmless for generated texts', () => {
    for (const markdown of hostileTexts(300, 17)) expectHarmless(renderMarkdown(markdown))
  })
})

test('only sanitised Markdown is unescaped on a page, and every attribute is quoted', async () => {
  const folder = fileURLToPath(new URL('../../../src/entrypoints/web', import.meta.url))
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.ts'))
  const pages = await Promise.all(
    paths.filter((path) => path !== 'render-markdown.ts').map((path) => readFile(join(folder, path), 'utf8')),
  )
  for (const page of pages) {
    expect(page.replaceAll('raw(renderMarkdown(', '')).not.toMatch(/\braw\(/)
    expect(page).not.toMatch(/<[a-z][^`]*?\s[\w-]+=\$\{/)
  }
})

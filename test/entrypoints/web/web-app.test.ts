import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { MAX_FORM } from '../../../src/entrypoints/web/max-form.ts'
import { zip } from '../../adapters/attachments/archives.ts'
import { generator } from '../../support/generator.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { formOf, webApp } from './test-app.ts'

const LOG_LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'
const PAGES = ['/', '/try', '/signatures', '/signatures/missing-scope']

async function get(path: string, init?: RequestInit) {
  const response = await webApp().request(path, init)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

async function tried(fields: Parameters<typeof formOf>[0]) {
  return get('/try', formOf(fields))
}

describe('the list of signatures', () => {
  const search = async (query: string) => {
    const { text } = await get(`/signatures?q=${encodeURIComponent(query)}`)
    return { text, ids: [...text.matchAll(/href="\/signatures\/([\w-]+)"/g)].map(([, id]) => id) }
  }

  test('is grouped by ecosystem', async () => {
    const { text } = await get('/signatures')
    expect(text).toMatch(/<h2 id="ci">Continuous integration<\/h2>[\s\S]*\/signatures\/ci-token-permission/)
    expect(text.indexOf('<h2 id="ci">')).toBeLessThan(text.indexOf('<h2 id="database">'))
  })

  test('finds every word anywhere in the failure, its products and its ecosystem', async () => {
    expect((await search('POSTGRESQL password')).ids).toEqual([
      'database-auth-plugin-unsupported',
      'database-password-refused',
    ])
    expect((await search('kubernetes')).ids).toContain('kube-login-refused')
    const none = await search('postgresql kerberos')
    expect(none.ids).toEqual([])
    expect(none.text).toContain('0 signatures found')
  })

  test('shows what was searched for as text, cut down', async () => {
    const { text } = await search(`"><script>${'x'.repeat(300)}`)
    expect(text).not.toContain('<script>')
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;')
    expect(text).not.toContain('x'.repeat(101))
  })
})

describe('every page', () => {
  test.each(PAGES)('%s exists, has a language and one heading, and is small', async (path) => {
    const { status, text } = await get(path)
    expect(status).toBe(200)
    expect(text).toContain('<html lang="en">')
    expect(text.match(/<h1>/g)).toHaveLength(1)
    expect(text.length).toBeLessThan(100_000)
  })

  test.each(PAGES)('%s may load only our own resources, and cannot be framed', async (path) => {
    const { headers, text } = await get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(text).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|\sstyle=/i)
  })

  test('links an existing style sheet and script', async () => {
    const { text } = await get('/try')
    for (const [, path = ''] of text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
      const { status, headers } = await get(path)
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    }
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses %s', async (method) => {
    for (const path of PAGES.filter((it) => it !== '/try' || method !== 'POST')) {
      const { status, headers } = await get(path, { method })
      expect([path, status]).toEqual([path, 405])
      expect(headers.get('allow')).toContain('GET')
    }
  })
})

describe('the home page', () => {
  test('shows a dead signature', async () => {
    const response = await webApp({ deadSignatures: () => new Set(['missing-scope']) }).request('/')
    expect(await response.text()).toContain('<a href="/signatures/missing-scope">missing-scope</a>')
  })
})

describe('/signatures/missing-scope', () => {
  test('lists its sections, each with an anchor, and leads back to its group', async () => {
    const { text } = await get('/signatures/missing-scope')
    const anchors = [...text.matchAll(/<li><a href="#([a-z-]+)">/g)].map(([, id]) => id)
    expect(anchors).toEqual(expect.arrayContaining(['what-this-error-means', 'quick-fixes', 'sources']))
    for (const id of anchors) expect(text).toContain(`<h2 id="${id}">`)
    expect(text).toContain('<a href="/signatures#oauth">OAuth and OpenID Connect</a>')
  })

  test('has its measured figures', async () => {
    const { text } = await get('/signatures/missing-scope')
    for (const name of ['Precision', 'Recall', 'Measured on']) expect(text).toContain(`<dt>${name}</dt>`)
  })
})

describe('/try', () => {
  test('shows the diagnosis, the line in its context, and the rendered comment', async () => {
    const { status, text } = await tried({
      title: 'No tools',
      body: `Before\n\n\`\`\`\nfirst\n${LOG_LINE}\nlast\n\`\`\`\n`,
    })
    expect(status).toBe(200)
    expect(text).toContain('<h1>Token is missing a required scope (insufficient_scope)</h1>')
    expect(text).toContain(`first\n<mark>${LOG_LINE}</mark>\nlast`)
    expect(text).toContain('<strong>Check first</strong>')
  })

  test('reads log files', async () => {
    const { text } = await tried({ logs: new File([`quiet\n${LOG_LINE}\n`], 'sdk-debug.txt') })
    expect(text).toContain('<h3>sdk-debug.txt</h3>')
    expect(text).toContain(`<mark>${LOG_LINE}</mark>`)
  })

  test('shows the evidence line in a 24 MB log', async () => {
    const quiet = `${'x'.repeat(99)}\n`.repeat(120_000)
    const { status, text } = await tried({
      title: 'Hosted connectors have no tools',
      logs: new File([quiet, LOG_LINE, '\n', quiet], 'large.log'),
    })
    expect(status).toBe(200)
    expect(text).toContain('line 120001 of <code>large.log</code>')
  })

  test('shows the evidence line in an unpacked log that is read as a stream', async () => {
    const text = Array.from({ length: 30_000 }, (_, at) => `${at}${'x'.repeat(94)}\n`).join('')
    const archive = zip([{ name: 'large.log', text: `${text}${LOG_LINE}\n` }])
    for (const logs of [new File([archive], 'a.zip'), new File([gzipSync(`${text}${LOG_LINE}`)], 'large.log')]) {
      const { text } = await tried({ title: 'Hosted connectors have no tools', logs })
      expect(text).toMatch(/line 30001 of <code>(?:a\.zip\/)?large\.log</)
    }
  })

  test('opens an archive of any size', async () => {
    const noise = randomBytes(3_000_000)
    const archive = zip([
      { name: 'noise.bin', text: noise },
      { name: 'a.log', text: LOG_LINE },
    ])
    const { text } = await tried({ title: 'No tools', logs: new File([archive], 'a.zip') })
    expect(text).toContain(`<mark>${LOG_LINE}</mark>`)
    expect(text).toContain('<code>a.zip/noise.bin</code> is not text')
  })

  test('unpacks at most 64 MB from all archives together, and lists the rest', async () => {
    // The content is not text, so it is only unpacked. Every hundredth byte differs, so that it is not detected as a
    // known bomb.
    const content = Buffer.alloc(40 * 1024 * 1024, 1)
    for (let at = 0; at < content.length; at += 100) content[at] = at % 251
    const archive = zip([{ name: 'dump', text: content }])
    const logs = ['a.zip', 'b.zip', 'c.zip'].map((name) => new File([archive], name))
    const { text } = await tried({ title: 'No tools', logs })
    expect(text).toContain('<code>a.zip/dump</code> is not text')
    for (const name of ['b.zip/dump', 'c.zip/dump']) {
      expect(text).toContain(`<code>${name}</code> exceeds the limit of 64 MB of unpacked data per issue`)
    }
  })

  test.each([
    ['nothing', { title: ' ' }, 400],
    ['a text that is too long', { body: 'x'.repeat(200_001) }, 400],
    ['too many files', { logs: Array.from({ length: 21 }, (_, at) => new File(['x'], `${at}.log`)) }, 400],
    ['too many bytes', { logs: new File([new Uint8Array(MAX_FORM)], 'huge.log') }, 413],
  ])('refuses %s', async (_, fields, status) => expect((await tried(fields)).status).toBe(status))

  test('refuses a body that is not a form', async () => {
    expect(
      (await get('/try', { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } })).status,
    ).toBe(400)
  })

  test('keeps what was typed, redacted, and gives the command for a shell', async () => {
    const { text } = await tried({ title: `It's broken`, body: `REPORT\n${LOG_LINE}\n` })
    expect(text).toContain('value="It&#39;s broken"')
    expect(text).toMatch(/<textarea[^>]*>\nREPORT\nMissing user:mcp_servers/)
    expect(text).toContain(
      'auth-triage triage - --title=&#39;It&#39;\\&#39;&#39;s broken&#39; &lt;&lt;&#39;REPORT_&#39;',
    )
  })

  test('marks the evidence in a text that has lost its line breaks', async () => {
    const body = `### What happened? The hosted connectors are gone. ### Logs [claudeai-mcp] ${LOG_LINE} ### Version 2.0.64 ### Platform Anthropic API ### Steps Open it. Look. ### Expected Tools are listed.`
    const { text } = await tried({ title: 'No tools', body })
    expect(text).toMatch(/<mark>[^<]*Missing user:mcp_servers scope[^<]*<\/mark>/)
  })

  test('shows the comment, the reasons with every clause, and the JSON', async () => {
    const { text } = await tried({ title: 'No tools', body: `\`\`\`\n${LOG_LINE}\n\`\`\`` })
    for (const id of ['comment', 'why', 'json']) expect(text).toContain(`<h2 id="${id}">`)
    expect(text).toMatch(
      /<a href="\/signatures\/missing-scope">missing-scope<\/a><details open><summary>\d+ of \d+ clauses found/,
    )
    expect(text).toMatch(/\d+ not found/)
    expect(text).toContain('&quot;decision&quot;: &quot;assert&quot;')
  })

  test('never shows a credential', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`
    const { text } = await tried({
      title: token,
      body: `${LOG_LINE} ${token}`,
      logs: new File([`${LOG_LINE} ${token}`], 'a.log'),
    })
    expect(text).not.toContain(token)
  })

  test('makes every text harmless', async () => {
    for (const hostile of [...hostileTexts(60, 3), '</pre><script>alert(1)</script>', '<img src=x onerror=alert(1)>']) {
      const { status, text } = await tried({
        title: hostile,
        body: `${hostile}\n\n${LOG_LINE} ${hostile}`,
        logs: new File([`${LOG_LINE} ${hostile}`], `${hostile}.log`),
      })
      expect([200, 400]).toContain(status)
      expect(text).not.toMatch(/<img|<script(?! type="module" src="\/assets\/)|href="javascript:/i)
      // The form shows what was typed in an attribute, where it is text.
      expect(text.replaceAll(/="[^"]*"/g, '=""')).not.toMatch(/<[a-z]+[^>]*\son\w+\s*=/i)
    }
  })
})

describe('a request', () => {
  test('with a generated path finds nothing', async () => {
    const random = generator(5)
    const parts = [
      '..',
      '%2e%2e',
      '%00',
      '.git',
      'signatures',
      'missing-scope',
      'assets',
      '%2f',
      '',
      '\\',
      '%ff',
      'etc/passwd',
      '__proto__',
      'constructor',
      "'",
      '<script>',
    ]
    for (let round = 0; round < 300; round++) {
      const path = `/${Array.from({ length: 1 + random(5) }, () => parts[random(parts.length)]).join('/')}`
      const { status, text } = await get(encodeURI(path).replaceAll('%25', '%'))
      expect([200, 400, 404]).toContain(status)
      expect(text).not.toContain('root:')
      expect(text).not.toContain('<script>')
    }
  })

  test('beyond the rate limit gets 429; other addresses are not affected', async () => {
    const app = webApp()
    const ask = async (address: string) => (await app.request('/', { headers: { 'x-test-address': address } })).status
    for (let count = 0; count < 120; count++) expect(await ask('one')).toBe(200)
    expect(await ask('one')).toBe(429)
    expect(await ask('two')).toBe(200)
  })

  test.each([
    ['/try', 12],
    ['/mcp', 60],
  ])('to %s, which costs more, is limited to %i per minute', async (path, most) => {
    const app = webApp()
    const ask = async (address: string) =>
      (await app.request(path, { method: 'POST', body: '{', headers: { 'x-test-address': address } })).status
    for (let count = 0; count < most; count++) expect(await ask('one')).not.toBe(429)
    expect(await ask('one')).toBe(429)
    expect(await ask('two')).not.toBe(429)
  })

  test('is accepted again after a minute', async () => {
    let now = 0
    const app = webApp({ clock: () => now })
    for (let count = 0; count < 121; count++) await app.request('/')
    const refused = await app.request('/')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    now = 60_000
    expect((await app.request('/')).status).toBe(200)
  })

  test('that fails gets a response without details', async () => {
    const errors: unknown[] = []
    const response = await webApp({ pack: null as never, onBroken: (error) => void errors.push(error) }).request('/')
    expect([response.status, errors.length]).toEqual([500, 1])
    expect(await response.text()).not.toContain('TypeError')
  })
})

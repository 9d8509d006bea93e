/** Servers that share a log and differ only by a name in front of each message. */
import { describe, expect, test } from 'vitest'
import { judgeTrace } from '../../../src/core/flow/judge-flow.ts'
import { readObservations } from '../../../src/core/flow/read-observations.ts'
import { readTraceFiles } from './trace-files.ts'

const judge = (lines: readonly string[]) => judgeTrace(readObservations(lines.join('\n')))

/** A login of one server that fails at the token, around one of another server that works. */
function twoServers(name: (server: 'notion' | 'linear') => string): readonly string[] {
  const [notion, linear] = [name('notion'), name('linear')]
  return [
    `${notion} connecting to the server`,
    `${linear} connecting to the server`,
    `${notion} POST /mcp 401`,
    `${linear} POST /mcp 401`,
    `${linear} POST /oauth/token 400`,
    `${notion} POST /oauth/token 200`,
    `${notion} POST /mcp 200`,
  ]
}

describe('the success of one server does not cure the failure of another', () => {
  test.each([
    ['in brackets', (server: string) => `[${server}]`],
    ['in quotes', (server: string) => `"${server}"`],
    ['before a colon', (server: string) => `mcp-server-${server}:`],
    ['after a time', (server: string) => `2026-10-14T08:12:40.117Z [${server}]`],
    ['after a time and a level', (server: string) => `2026-10-14 08:12:40 [info] [${server}]`],
    ['before a level', (server: string) => `[08:12:40] [${server}] INFO`],
  ])('if they are named %s', (_, name) => {
    const lines = twoServers(name)
    const { flow, isCured } = judge(lines)
    expect(flow.broken).toMatchObject({ stage: 'token', status: 400, line: 4 })
    expect(isCured(lines.join('\n').indexOf(lines[4] as string), 'token')).toBe(false)
  })

  test('but a later success of the same server does', () => {
    const later = ['[linear] POST /oauth/token 200', '[linear] POST /mcp 200']
    expect(judge([...twoServers((server) => `[${server}]`), ...later]).flow.broken).toBeNull()
  })

  test('which a line without a name belongs to, too, if the server was named last', () => {
    const lines = twoServers((server) => `[${server}]`)
    expect(
      judge([...lines, '[linear] trying it again', 'POST /oauth/token 200', 'POST /mcp 200']).flow.broken,
    ).toMatchObject({ line: 4 })
    expect(judge([...lines, '[linear] POST /mcp 401', 'POST /oauth/token 200', 'POST /mcp 200']).flow.broken).toBeNull()
  })
})

describe('one login stays one if what is in front of its messages is', () => {
  const login = (names: readonly [string, string]) => [
    `${names[0]} looking up the server`,
    `${names[1]} looking up the server`,
    `${names[0]} POST /mcp 401`,
    `${names[1]} POST /oauth/token 400`,
    `${names[0]} POST /mcp 200`,
  ]
  test.each<readonly [string, readonly [string, string]]>([
    ['a part of the program', ['[mcp-client]', '[oauth]']],
    ['a class', ['[ToolHub]', '[TokenStore]']],
    ['a thread', ['[http-nio-8080-exec-1]', '[http-nio-8080-exec-2]']],
    ['an instance', ['[notes-1]', '[notes-2]']],
    ['the id of a request', ['[a/1-1]', '[b/2-7]']],
    ['a hexadecimal id', ['[deadbeef]', '[cafe0123]']],
    ['a level', ['[INFO]', '[WARN]']],
    ['a heading', ['Expected:', 'Actual:']],
  ])('%s', (_, names) => {
    expect(judge(login(names)).flow.broken).toBeNull()
  })

  test('a name of which the program says something else than of the others', () => {
    const lines = [
      '[vault] reading the secret',
      '[notes] looking up the server',
      ...login(['[notes]', '[vault]']).slice(2),
    ]
    expect(judge(lines).flow.broken).toBeNull()
  })

  test('one of more names than anybody has servers', () => {
    const names = Array.from({ length: 26 }, (_, at) => `[${String.fromCharCode(97 + at)}lice]`)
    const lines = names.map((name) => `${name} looking up the server`)
    expect(judge([...lines, ...login(['[alice]', '[blice]'])]).flow.broken).toBeNull()
  })
})

test('a made-up log of two servers in one window is told apart', () => {
  const trace = readTraceFiles('failing').find(({ name }) => name.startsWith('vscode mcp output two servers'))
  expect(judge([trace?.text ?? '']).flow.broken).toMatchObject({ stage: 'server-metadata' })
})

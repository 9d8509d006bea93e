import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DemoReport } from '../../../src/entrypoints/cli/demo/reports.ts'
import { removeFolder, temporaryFolder } from '../../adapters/store/places.ts'
import { runCommand } from '../../support/command-line.ts'
import { CAN_BE_ASKED, spawnCommand } from '../../support/spawned.ts'

let folder: string

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => removeFolder(folder))

test("demo --once prints eight issues with the bot's answers and exits with 0", async () => {
  const { code, out, err } = await spawnCommand(['demo', '--once'], { folder }).ended
  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) expect(out).toMatch(new RegExp(`^\\S*#${number}  \\S`, 'm'))
  expect(out).toContain('labels: auth: missing scope')
  expect(out).toContain('All 8 issues got the expected result.')
  // An attached log, an earlier report, and a conversation.
  expect(out).toMatch(/^#7 .*\nlabels: auth: token refresh\n\n.*\n\nFrom line 5 of `connector-debug\.log`:$/m)
  expect(out).toMatch(/^\*\*Reported before:\*\* \[`#1`\]/m)
  expect(out).toMatch(/^#5 {2}then the reporter writes:$[\s\S]*^labels: auth: state mismatch$[\s\S]*^Solved: /m)
})

test.runIf(CAN_BE_ASKED)('demo runs until it is interrupted, and exits with 0', async () => {
  const demo = spawnCommand(['demo'], { folder })
  const [, bot = ''] = await demo.shows(/the bot at (\S+)\. Both run until Ctrl-C/)
  expect((await fetch(`${bot}/ping`)).status).toBe(200)
  const [, page = ''] = await demo.shows(/^ {4}(\S+\/issues\/1) /m)
  expect(await (await fetch(page)).text()).toContain('Hosted connectors have no tools')
  demo.kill('SIGINT')
  expect(await demo.ended).toMatchObject({ code: 0, signal: null, err: '' })
  await expect(fetch(`${bot}/ping`)).rejects.toThrow()
})

test('demo without the development dependency prints what to do', async () => {
  vi.doMock('emulate', () => {
    throw new Error('Cannot find package')
  })
  const { code, err } = await runCommand('demo', '--once')
  vi.doUnmock('emulate')
  expect(code).toBe(1)
  expect(err).toContain('Run the demo from a checkout')
})

test('demo --once exits with 1 for an unexpected result, and prints it', async () => {
  const report: DemoReport = { title: 'Dark mode', body: 'Please.', expected: { decision: 'assert', label: 'auth: x' } }
  vi.resetModules()
  vi.doMock('../../../src/entrypoints/cli/demo/reports.ts', () => ({ DEMO_REPORTS: [report], DEMO_FILES: new Map() }))
  const { runCommand: runWithReport } = await import('../../support/command-line.ts')
  const { code, out } = await runWithReport('demo', '--once')
  vi.doUnmock('../../../src/entrypoints/cli/demo/reports.ts')
  vi.resetModules()
  expect(code).toBe(1)
  expect(out).toContain('expected: assert, auth: x')
  expect(out).toContain('1 of 1 issues did not get the expected result.')
})

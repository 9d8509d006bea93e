import { describe, expect, test } from 'vitest'
import { createLongProgress } from '../../../src/entrypoints/cli/long-progress.ts'

function onTerminal(isTTY: boolean) {
  const written: string[] = []
  let at = 0
  const terminal = { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream
  const lines: string[] = []
  const warn = (line: string) => void lines.push(line)
  const progress = createLongProgress({ noun: 'reports', terminal, warn, now: () => at })
  const wait = (seconds: number) => {
    at += seconds * 1000
  }
  return { progress, written, lines, wait }
}

describe('createLongProgress', () => {
  test('draws a bar with rate and remaining time on a terminal', () => {
    const { progress, written, wait } = onTerminal(true)
    wait(10)
    progress.report(500, 0.25)
    expect(written.join('')).toContain('██████░░')
    expect(written.join('')).toContain('500 reports, 50 per second, about 30 s left')
  })

  test('prints minutes if many seconds remain', () => {
    const { progress, written, wait } = onTerminal(true)
    wait(60)
    progress.report(600, 0.1)
    expect(written.join('')).toContain('about 9 min left')
  })

  test('counts only what is done since an interrupted run continued', () => {
    const { progress, written, wait } = onTerminal(true)
    progress.startFrom(4000, 0.5)
    wait(10)
    progress.report(4100, 0.6)
    expect(written.join('')).toContain('4100 reports, 10 per second, about 40 s left')
  })

  test('prints a line every 10 s without a terminal', () => {
    const { progress, written, lines, wait } = onTerminal(false)
    for (let done = 0; done < 30; done += 1) {
      progress.report(done, done / 30)
      wait(1)
    }
    progress.clear()
    expect(lines).toEqual([
      '0 reports',
      '10 reports, 1 per second, about 20 s left',
      '20 reports, 1 per second, about 10 s left',
    ])
    expect(written).toEqual([])
  })

  test('clears the bar to print another line', () => {
    const { progress, written, lines } = onTerminal(true)
    progress.say('GitHub did not respond.')
    expect({ written, lines }).toEqual({ written: ['\r\u001b[K'], lines: ['GitHub did not respond.'] })
  })
})

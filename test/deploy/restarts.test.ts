/** The bot exits after an uncaught error, so every documented way of running it must restart it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { CHECKOUT } from './dockerfile.ts'

const read = (path: string) => readFile(join(CHECKOUT, path), 'utf8')

/** Returns the code blocks in one language. */
function blocksOf(page: string, language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code)
}

describe('a process is restarted', async () => {
  const deploy = await read('docs/deploy.md')
  const pages = [deploy, await read('README.md'), await read('docs/operations.md')]

  test('by compose.yaml, for every service', async () => {
    const { services } = parse(await read('compose.yaml'))
    expect(Object.keys(services)).toEqual(['bot', 'store'])
    for (const service of Object.values<{ restart?: string }>(services)) expect(service.restart).toBe('unless-stopped')
  })

  test('by every `docker run` command in the documentation', () => {
    const commands = pages.flatMap((it) => it.match(/^docker run .*$/gm) ?? [])
    expect(commands.length).toBeGreaterThan(0)
    for (const command of commands) expect(command).toContain(' --restart unless-stopped ')
  })

  test('by the systemd unit, without a limit', () => {
    const [unit = ''] = blocksOf(deploy, 'ini')
    const lines = unit.split('\n')
    expect(lines).toContain('Restart=always')
    expect(lines.slice(0, lines.indexOf('[Service]'))).toContain('StartLimitIntervalSec=0')
    expect(lines.some((it) => it.startsWith('ExecStart=') && it.endsWith(' serve'))).toBe(true)
  })

  test('by Fly, which must not stop it on its own either', () => {
    const [config = ''] = blocksOf(deploy, 'toml')
    expect(config).toMatch(/^\[\[restart\]\]\n {2}policy = "always"$/m)
    expect(config).toMatch(/^ {2}auto_stop_machines = "off"$/m)
    expect(config).toMatch(/^ {2}internal_port = 3000$/m)
  })
})

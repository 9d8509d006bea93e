import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { createWebApp } from '../../../src/entrypoints/web/web-app.ts'
import type { WebDeps } from '../../../src/entrypoints/web/web-deps.ts'

const pack = await openPack()

/** The web app without a server, with defaults for missing dependencies. An internal error fails the test. */
export function webApp(overrides: Partial<WebDeps> = {}) {
  return createWebApp({
    pack,
    analysis: createInProcessAnalysis(overrides.pack ?? pack),
    site: 'https://github.com',
    deadSignatures: () => new Set(),
    clock: () => 0,
    version: '1.2.3',
    blockOf: (c) => c.req.header('x-test-address') ?? 'nobody',
    publicHosts: ['triage.example'],
    onBroken: (error) => {
      throw error
    },
    ...overrides,
  })
}

/** A form, as a browser sends it. */
export function formOf(fields: Readonly<Record<string, string | File | readonly File[]>>): RequestInit {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const it of Array.isArray(value) ? value : [value]) body.append(name, it as string | File)
  }
  return { method: 'POST', body }
}

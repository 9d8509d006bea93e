import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

/** Path of this machine's Chromium; null if there is none, in which case a message is printed. */
export const CHROMIUM = PATHS.find((path) => existsSync(path)) ?? null

if (CHROMIUM === null) {
  process.stderr.write(`No Chromium is installed (looked for ${PATHS.join(', ')}): the browser tests are skipped.\n`)
}

/** Chromium refuses to use its sandbox as root, and tests in a container run as root. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

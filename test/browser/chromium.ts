import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

/** The Chromium of this machine; null where there is none, which is said. */
export const CHROMIUM = PLACES.find((place) => existsSync(place)) ?? null

if (CHROMIUM === null) {
  process.stderr.write(
    `No Chromium is installed (looked at ${PLACES.join(', ')}): the tests in a browser are skipped.\n`,
  )
}

/** Chromium refuses its sandbox to root, and tests of a container run as root. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

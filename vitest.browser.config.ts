import { defineConfig } from 'vitest/config'

/** The pages in a real Chromium. Separate from the other tests, because not every machine has one. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

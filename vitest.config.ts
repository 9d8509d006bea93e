import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres-server.ts'],
    // On each of two engines; `npm run test:crash` kills more often.
    provide: { kills: 10, crashSeed: null },
    setupFiles: ['test/setup.ts'],
    testTimeout: 20_000,
  },
})

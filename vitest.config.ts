import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres-server.ts'],
    // On each of two engines; `npm run test:crash` kills more often.
    provide: { kills: 10, crashSeed: null },
    setupFiles: ['test/setup.ts'],
    // Whole bots start in many of them, several at a time, on whatever machine there is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Files share a process each of some: most of a small file's time would be the loading of what the last one loaded.
    isolate: false,
    // Of which each starts processes of its own.
    maxWorkers: 2,
  },
})

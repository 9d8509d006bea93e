import { expect, test } from 'vitest'
import { startLoopbackLogin } from '../../../src/adapters/probe/loopback-callback.ts'

test('the callback listens on this machine only and returns the URL of the browser', async () => {
  const shown: string[] = []
  const login = await startLoopbackLogin({ show: (url) => shown.push(url) })
  try {
    expect(new URL(login.redirectUri).hostname).toBe('127.0.0.1')
    const returned = login.authorize('https://as.example.com/authorize?state=s')
    expect(shown).toEqual(['https://as.example.com/authorize?state=s'])
    expect((await fetch(new URL('/favicon.ico', login.redirectUri))).status).toBe(404)
    expect((await fetch(login.redirectUri)).status).toBe(404)
    const page = await fetch(`${login.redirectUri}?code=c&state=s`)
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await returned).toBe(`${login.redirectUri}?code=c&state=s`)
  } finally {
    login.close()
  }
})

test('the callback gives up after its time', async () => {
  const login = await startLoopbackLogin({ show: () => undefined, ms: 10 })
  try {
    expect(await login.authorize('https://as.example.com/authorize')).toBe(null)
  } finally {
    login.close()
  }
})
